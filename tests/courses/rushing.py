"""Many people at once, each a thread with a connection of its own; and the lock taken out."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, BoundedSemaphore

from django.db import connection, connections

from courses.models import Registration, Workshop

#: Connections left to whatever else uses the server while a test runs.
LEFT_TO_OTHERS = 25


@contextmanager
def no_lock(workshop_id):
    """What `workshop_lock` yields, without transaction and row lock: the negative control."""
    yield Workshop.objects.get(pk=workshop_id)


def at_once(job, arguments):
    """Run a job in one thread per argument, all started together; results or exceptions.

    Each thread has its own connection. Where the server has not so many, who comes too many
    waits at the door until another one has hung up.
    """
    start, door = Barrier(len(arguments)), BoundedSemaphore(connections_free())

    def run(argument):
        start.wait(timeout=60)
        with door:
            try:
                return job(argument)
            except Exception as problem:
                return problem
            finally:
                connections.close_all()

    with ThreadPoolExecutor(max_workers=len(arguments)) as pool:
        return list(pool.map(run, arguments))


def connections_free() -> int:
    """How many threads may be connected at the same time."""
    if connection.vendor == "sqlite":
        return 1000
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int"
            " - current_setting('superuser_reserved_connections')::int"
            " - (SELECT count(*) FROM pg_stat_activity)"
        )
        return max(cursor.fetchone()[0] - LEFT_TO_OTHERS, 10)


def errors(answers) -> list[str]:
    """What went wrong in threads, in words."""
    return [repr(answer) for answer in answers if isinstance(answer, Exception)]


def by_arrival(workshop):
    """Everybody who came, in the order in which they stood at the lock."""
    return list(Registration.objects.filter(workshop=workshop).order_by("registered_at", "pk"))
