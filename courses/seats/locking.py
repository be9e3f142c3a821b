"""Decides that one transaction at a time deals with a workshop's seats."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import RLock

from django.db import connection, transaction

from courses.models import Workshop
from portal.asked_often import AskedOften

_line = RLock()


@contextmanager
def workshop_lock(workshop_id: int) -> Iterator[Workshop]:
    """One transaction at a time decides about a workshop's seats; yields it freshly read.

    PostgreSQL locks the workshop's row (not against rows that merely point to it). SQLite
    has no row locks: there `atomic` begins with ``BEGIN IMMEDIATE`` (portal.settings.env),
    which takes the one write lock before the first look at the seats. Whoever holds the lock
    already gets the workshop they hold, and what they then do fails or stands by itself.
    """
    held = _held()
    if workshop_id in held:
        with transaction.atomic():
            yield held[workshop_id]
        return
    with _standing_in_line(), transaction.atomic():
        locked = next(iter(LOCKED.records(workshop_id)), None)
        if locked is None:
            raise Workshop.DoesNotExist
        held[workshop_id] = locked
        try:
            yield locked
        finally:
            del held[workshop_id]


def _locked(workshop_id: int):
    return Workshop.objects.select_for_update(no_key=True).filter(pk=workshop_id).order_by()


LOCKED = AskedOften(_locked, int)


def _held() -> dict[int, Workshop]:
    """The workshops this connection (one a thread) holds the lock of, by their keys."""
    if not hasattr(connection, "held_workshops"):
        connection.held_workshops = {}
    return connection.held_workshops


def _standing_in_line() -> AbstractContextManager:
    """Threads of one process queue for SQLite's write lock instead of looking for it in turns.

    SQLite lets a waiting writer sleep up to 100 ms between two looks; 40 threads at once got
    10 registrations a second that way and get over 100 in line. It is no part of the
    guarantee, and inside a transaction, where the write lock is held already, nobody queues.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        return _line
    return nullcontext()
