"""Settings that were found to matter are really in force."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import ConnectionHandler

from portal.settings import env

NEEDED = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "portal.example",
    "SITE_URL": "https://portal.example",
}


@pytest.fixture
def sqlite(tmp_path, monkeypatch, django_db_blocker):
    """A connection as an installation without DATABASE_URL opens it, and its file."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    path = tmp_path / "portal.sqlite3"
    with django_db_blocker.unblock():
        connection = ConnectionHandler({"default": env.database(fallback=f"sqlite:///{path}")})[
            "default"
        ]
        yield connection, path
        connection.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 20_000), ("foreign_keys", 1)],
)
def test_sqlite_is_set_up_for_many_writers_and_for_power_cuts(sqlite, pragma, value):
    connection, _ = sqlite
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_transaction_takes_sqlites_write_lock_at_its_start(sqlite):
    connection, path = sqlite
    connection.set_autocommit(True)
    with closing(sqlite3.connect(path, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE").execute("ROLLBACK")
        connection.connection.execute("SELECT 1")
        connection._start_transaction_under_autocommit()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        connection.connection.execute("ROLLBACK")


@pytest.mark.parametrize("url", ["sqlite:///var/x.sqlite3", "postgres://a@127.0.0.1/b"])
def test_requests_that_only_read_open_no_transaction(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    assert env.database()["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize("url", ["sqlite:///var/x.sqlite3", "postgres://a@127.0.0.1/b"])
def test_a_connection_outlives_its_request(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    assert env.database()["CONN_MAX_AGE"] > 0


def start_production(values: dict, *, show: str = "None") -> subprocess.CompletedProcess:
    """What the start of production answers; `show` is printed of its `settings`."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"from portal.settings import production as settings; print({show})",
        ],
        cwd=env.ROOT,
        env=values,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_what_it_needs():
    assert start_production(NEEDED).returncode == 0


@pytest.mark.parametrize("name", NEEDED)
def test_production_stops_and_names_the_value_that_is_missing(name):
    stopped = start_production({key: value for key, value in NEEDED.items() if key != name})
    assert stopped.returncode != 0
    assert f"Set the {name} environment variable" in stopped.stderr


@pytest.mark.parametrize(("behind", "proxies"), [("True", "1"), ("False", "0")])
def test_readers_behind_a_proxy_are_told_apart_when_passwords_are_guessed(behind, proxies):
    values = {**NEEDED, "BEHIND_HTTPS_PROXY": behind}
    shown = start_production(values, show="getattr(settings, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0)")
    assert shown.stdout.strip() == proxies


def test_postgresql_starts_no_helpers_for_small_questions(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@127.0.0.1/portal")
    options = env.database()["OPTIONS"]["options"]
    assert "max_parallel_workers_per_gather=0" in options
    assert "jit=off" in options
