"""Decides who of those that wait may be given a seat: pure over what was read of each place."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from courses.models import Registration

Status = Registration.Status


class Standing(Protocol):
    """What the line looks at of one registration."""

    status: str
    group_id: int | None
    all_or_none: bool | None


Place = TypeVar("Place", bound=Standing)


def in_line(places: Iterable[Place]) -> list[Place]:
    """Those who may be given seats, in the order of the places.

    A group that comes together or not at all is not among them while one of it still waits for
    the organisers' approval.
    """
    places = list(places)
    undecided = {one.group_id for one in places if one.status == Status.ASKED}
    return [
        one
        for one in places
        if one.status == Status.WAITING and not (one.all_or_none and one.group_id in undecided)
    ]
