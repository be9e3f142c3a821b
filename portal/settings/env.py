"""The one place that reads the environment.

Every setting an installation may change has a name, a kind and a default here;
nothing else in the project looks at ``os.environ``.
"""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"

env = environ.Env()


def debug() -> bool:
    """Whether development shows Django's error pages (``PORTAL_DEBUG``); `make run` does not."""
    return env.bool("PORTAL_DEBUG", default=True)


def secret_key(*, fallback: str | None = None) -> str:
    """Django's signing key; without ``fallback`` a missing one stops the start."""
    return env.str("SECRET_KEY") if fallback is None else env.str("SECRET_KEY", default=fallback)


def allowed_hosts(*, fallback: list[str] | None = None) -> list[str]:
    """Host names this installation answers to (``ALLOWED_HOSTS``, comma separated)."""
    return (
        env.list("ALLOWED_HOSTS")
        if fallback is None
        else env.list("ALLOWED_HOSTS", default=fallback)
    )


def site_url(*, fallback: str | None = None) -> str:
    """Public address of the site, with scheme and without a closing slash."""
    url = env.str("SITE_URL") if fallback is None else env.str("SITE_URL", default=fallback)
    return url.rstrip("/")


def database(*, fallback: str | None = None) -> dict:
    """Database from ``DATABASE_URL``; SQLite gets the options its writers need.

    SQLite runs with a write-ahead log, takes its write lock at the start of a
    transaction (``IMMEDIATE``; a deferred one that turns into a writer fails at
    once with "database is locked"), waits up to 20 s for it and syncs fully,
    because offices lose power. Connections outlive a request: opening a file with
    all that costs more than a whole registration writes. PostgreSQL answers each
    question in one process.
    """
    config = env.db("DATABASE_URL", default=fallback or f"sqlite:///{VAR / 'portal.sqlite3'}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            **config.get("OPTIONS", {}),
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
            ),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        # Every question is small. A second worker or compiled code for one costs more than the
        # question itself: a search took half as long again.
        options = "-c max_parallel_workers_per_gather=0 -c jit=off"
        config["OPTIONS"] = {"options": options, **config.get("OPTIONS", {})}
    config.setdefault("CONN_MAX_AGE", 60)
    # Each rule is atomic by itself; a transaction around every request would make
    # reading pages queue for SQLite's write lock.
    config["ATOMIC_REQUESTS"] = False
    return config


def cache() -> dict:
    """Cache from ``CACHE_URL`` (for example ``rediscache://…``), else this process's memory."""
    return env.cache("CACHE_URL", default="locmemcache://")


def email() -> dict:
    """E-mail settings from ``EMAIL_URL``; without one, letters go to the console."""
    return env.email_url("EMAIL_URL", default="consolemail://")


def default_from_email() -> str:
    """Sender of the portal's letters."""
    return env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")


def media_root() -> Path:
    """Folder of uploaded files."""
    return Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))


def carried_root() -> Path:
    """Folder where files brought in wait for a yes; no web server may serve it."""
    return Path(env.str("CARRIED_ROOT", default=str(VAR / "carried")))


def attached_root() -> Path:
    """Folder of what people attach to posts; no web server may serve it."""
    return Path(env.str("ATTACHED_ROOT", default=str(VAR / "attached")))


def static_root() -> Path:
    """Folder the collected static files are written to."""
    return Path(env.str("STATIC_ROOT", default=str(VAR / "static")))


def behind_https_proxy() -> bool:
    """Whether a proxy in front ends HTTPS and tells so in ``X-Forwarded-Proto``."""
    return env.bool("BEHIND_HTTPS_PROXY", default=True)


def tests_suffix() -> str:
    """Ending for the test database's file, so that two test runs can go on side by side."""
    suffix = env.str("VAR_SUFFIX", default="")
    return f"-{suffix}" if suffix else ""


def chromium() -> str:
    """The browser which the tests' stories and the pictures use (``CHROMIUM``)."""
    return env.str("CHROMIUM", default="/usr/bin/chromium")


def no_skips() -> bool:
    """Whether a skipped test counts as failed (``PORTAL_NO_SKIPS``, set in CI)."""
    return env.bool("PORTAL_NO_SKIPS", default=False)
