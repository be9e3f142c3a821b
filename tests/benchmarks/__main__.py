"""Decides what a run measures and in which order: `make bench`, `make bench ARGS="pages"`."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager

from portal.settings import env
from tests.benchmarks import attendance, pages, registrations, report, searching, server
from tests.benchmarks.course import Course
from tests.benchmarks.figures import Figures

BENCHES = {
    "registrations": registrations.bench,
    "pages": pages.bench,
    "lists": pages.lists,
    "attendance": attendance.bench,
    "search": searching.bench,
}
#: Left out unless asked for: filling a database with that many posts takes minutes.
LONG = {"search"}


def chosen() -> argparse.Namespace:
    """What the caller wants."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="what", help=", ".join(BENCHES))
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.6, help="of a slice of a page")
    options = parser.parse_args()
    for name in options.benches:
        if name not in BENCHES:
            parser.error(f"there is no {name!r}; choose from {', '.join(BENCHES)}")
    return options


def postgres_server() -> str:
    """The PostgreSQL server of DATABASE_URL, else the one of this machine, without a database."""
    config = env.database()
    if config["ENGINE"] != "django.db.backends.postgresql":
        return "postgres://postgres@127.0.0.1:5432"
    who = ":".join(filter(None, [config["USER"], config["PASSWORD"]]))
    return f"postgres://{who}@{config['HOST'] or '127.0.0.1'}:{config['PORT'] or 5432}"


def databases(only: str | None) -> Iterator[tuple[str, AbstractContextManager[str]]]:
    """The databases to measure on, each new and empty."""
    if only != "postgresql":
        yield "SQLite", server.sqlite_database()
    if only != "sqlite":
        address = postgres_server()
        if server.answers(address):
            yield "PostgreSQL", server.postgres_database(address)
        else:
            print("\nPostgreSQL left out: no server lets us in. Name one in DATABASE_URL.")


def measure(options: argparse.Namespace, name: str, address: str) -> Iterator[Figures]:
    """Fill a database, serve it, and measure what was asked for."""
    server.manage(address, "migrate", "--run-syncdb", "--verbosity", "0")
    server.manage(address, "load_areas")
    server.manage(address, "load_demo")
    rushes = registrations.workshops_needed(options.rounds)
    facts = json.loads(server.run(address, "tests.benchmarks.scene", str(rushes)).splitlines()[-1])
    with server.serving(address) as served:
        course = Course(served, name, facts, options.rounds, options.seconds, address)
        for bench in options.benches or [usual for usual in BENCHES if usual not in LONG]:
            yield from BENCHES[bench](course)


def main() -> int:
    """Measure, print, keep; 1 when any request went wrong. A missed target is no error."""
    options = chosen()
    # Asked to stop, it still ends the server and takes the database away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    if os.getloadavg()[0] > os.cpu_count() / 2:
        print("Other programs are using this machine: read the ratios of processor time only.")
    server.FOLDER.mkdir(parents=True, exist_ok=True)
    server.manage("sqlite://:memory:", "collectstatic", "--no-input", "--verbosity", "0")
    found = []
    for name, database in databases(options.database):
        print(f"\n{name}: preparing")
        with database as address:
            print(report.HEAD)
            for figures in measure(options, name, address):
                print(report.line(figures), flush=True)
                found.append(figures)
    report.write(found)
    print(f"\nEverything measured is in {report.PATH.relative_to(env.ROOT)}.")
    return 1 if any(one.errors for one in found) else 0


if __name__ == "__main__":
    raise SystemExit(main())
