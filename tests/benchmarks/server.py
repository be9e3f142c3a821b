"""Decides how the measured portal is started: as in production, on a database of its own.

Whatever is started here is ended here, by its own process id, and the database goes with it.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import psycopg

from portal.settings import env

FOLDER = env.VAR / "bench"
LOG = FOLDER / "server.log"
PROCESSES, THREADS = 2, 4
#: One clock tick of /proc/<pid>/stat, in seconds.
TICK = 1 / os.sysconf("SC_CLK_TCK")


def environment(database_url: str) -> dict[str, str]:
    """All that the measured portal is told; nothing of the caller's environment."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "SECRET_KEY": "only-for-measuring-" + "x" * 40,
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": "https://localhost",
        "DATABASE_URL": database_url,
        "STATIC_ROOT": str(FOLDER / "static"),
        "MEDIA_ROOT": str(FOLDER / "media"),
    }


def run(database_url: str, *arguments: str) -> str:
    """Run a Python module with the measured portal's settings; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=env.ROOT,
        env=environment(database_url),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(
            f"{' '.join(arguments)} failed:\n{done.stdout[-800:]}{done.stderr[-3000:]}"
        )
    return done.stdout


def manage(database_url: str, *arguments: str) -> str:
    """Run a management command of the measured portal."""
    return run(database_url, "django", *arguments)


@contextmanager
def sqlite_database() -> Iterator[str]:
    """A file of its own on this disk, gone at the end; yields its address."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"portal-{os.getpid()}.sqlite3"
    try:
        yield f"sqlite:///{path}"
    finally:
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """A database of its own on a server (address without a name), gone at the end."""
    name = f"portal_bench_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def answers(server: str) -> bool:
    """Whether a PostgreSQL server lets us in."""
    try:
        psycopg.connect(f"{server}/postgres", connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


class Server:
    """A running gunicorn and what its processes use."""

    def __init__(self, port: int, process: subprocess.Popen):
        self.port, self.process = port, process

    @property
    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def cpu(self) -> float:
        """Seconds of processor time the serving processes have used so far."""
        ticks = 0
        for pid in self.workers:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks * TICK


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(database_url: str) -> Iterator[Server]:
    """The portal behind gunicorn on a free port of this machine."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application"),
        *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
        *("--workers", str(PROCESSES), "--threads", str(THREADS), "--keep-alive", "30"),
        *("--log-level", "warning"),
    ]
    with LOG.open("a") as log:
        process = subprocess.Popen(
            command, cwd=env.ROOT, env=environment(database_url), stdout=log, stderr=log
        )
    try:
        wait_for(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Until it answers, for at most a minute."""
    until = monotonic() + 60
    while monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise SystemExit(f"The server did not start; its words are in {LOG}.")
