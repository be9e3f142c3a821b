"""Decides what must never be true of a workshop's registrations: pure over what was read.

Each check looks at one `Book` and says in words what is wrong; nothing when all is well.
People are named by the number of their registration, for what is found ends up in logs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from courses.models import Registration
from courses.seats.line import in_line
from courses.seats.rule import Claim, Holder, Seating

Status = Registration.Status

#: What is due by the clock is done by a job that runs every few minutes; later than this it
#: was not done.
GRACE = timedelta(hours=1)
#: More numbers help nobody to find the first.
MOST_NAMED = 10


class Place(NamedTuple):
    """One registration as it was read; `last` is (status, seat) of the end of its trail."""

    pk: int
    person_id: int
    fund_id: int | None
    area: str
    group_id: int | None
    all_or_none: bool
    status: str
    seat: int | None
    offer_until: datetime | None
    registered_at: datetime
    approved: bool = False
    last: tuple[str, int | None] | None = None

    @property
    def claim(self) -> Claim:
        return Claim(self.pk, self.fund_id, self.area, self.group_id if self.all_or_none else None)

    @property
    def has_seat(self) -> bool:
        return self.status in Registration.WITH_SEAT

    @property
    def waits(self) -> bool:
        return self.status == Status.WAITING


@dataclass(frozen=True, slots=True)
class Book:
    """A workshop's registrations at one moment, in the order people came.

    `gives_seats` says whether free seats go to those who wait, `has_begun` whether the doors
    are open: from then on a seat may go to whoever stands there. `whose` names a limit's holder.
    """

    places: tuple[Place, ...]
    seating: Seating
    moment: datetime
    gives_seats: bool = True
    has_begun: bool = False
    is_over: bool = False
    whose: Callable[[Holder], str] = str

    @property
    def waiting(self) -> list[Place]:
        return [place for place in self.places if place.waits]


def all_faults(book: Book) -> list[str]:
    """Everything that is wrong with one workshop, in words."""
    return [fault for check in CHECKS for fault in check(book)]


def over_limits(book: Book) -> Iterator[str]:
    """More seats given than there are, or than a fund or a quota may have."""
    for limit, holder, given, allowed in book.seating.faults():
        if limit == "seats":
            yield _("%(given)d seats are given of %(allowed)d") % {
                "given": given,
                "allowed": allowed,
            }
        else:
            yield _("%(whose)s: %(given)d seats are given, at most %(allowed)d are allowed") % {
                "whose": book.whose(holder),
                "given": given,
                "allowed": allowed,
            }


def twice_there(book: Book) -> Iterator[str]:
    """A person with two places, a seat with two people."""
    living = [place for place in book.places if place.status not in Registration.ENDED]
    people: dict[int, list[Place]] = defaultdict(list)
    for place in living:
        people[place.person_id].append(place)
    for places in people.values():
        if len(places) > 1:
            yield _("one person has several places: %(which)s") % {"which": named(places)}
    seats = Counter(place.seat for place in book.places if place.seat is not None)
    for seat, times in seats.items():
        if times > 1:
            yield _("seat %(seat)d is given %(times)d times") % {"seat": seat, "times": times}


def seats_without_state(book: Book) -> Iterator[str]:
    """A seat nobody may sit on, a place with a seat but without its number, an endless offer."""
    states = set(Status.values)
    checks = (
        (
            _("the seat number and the state do not belong together: %(which)s"),
            lambda place: (place.seat is not None) != place.has_seat,
        ),
        (
            _("an offer without an end, or an end without an offer: %(which)s"),
            lambda place: (place.offer_until is not None) != (place.status == Status.OFFERED),
        ),
        (_("a state that there is not: %(which)s"), lambda place: place.status not in states),
        (
            _("there is no seat 0: %(which)s"),
            lambda place: place.seat is not None and place.seat < 1,
        ),
    )
    for words, is_wrong in checks:
        if found := [place for place in book.places if is_wrong(place)]:
            yield words % {"which": named(found)}


def overlooked(book: Book) -> Iterator[str]:
    """Somebody waits while a seat they may have is free."""
    if not (book.gives_seats and book.seating.free):
        return
    waiting = {place.pk: place for place in in_line(book.places)}
    due = book.seating.allot([place.claim for place in waiting.values()])
    if due:
        yield _("waiting although a seat is free for them: %(which)s") % {
            "which": named(waiting[pk] for pk in due)
        }


def overtaken(book: Book) -> Iterator[str]:
    """Somebody waits while another one of the same fund, who came later, has a seat.

    Once the doors are open, and where organisers approve one by one, that may be.
    """
    if book.has_begun or any(place.approved for place in book.places):
        return
    last_seated: dict[tuple, Place] = {}
    for place in book.places:
        if place.has_seat and place.claim.unit is None:
            last_seated[place.fund_id, place.area] = place
    for place in book.waiting:
        later = last_seated.get((place.fund_id, place.area))
        if place.claim.unit is None and later and order_of(later) > order_of(place):
            yield _("registration %(first)d waits and %(second)d, who came later, has a seat") % {
                "first": place.pk,
                "second": later.pk,
            }


def ahead_of_time(book: Book) -> Iterator[str]:
    """A place in the queue that nobody can have taken yet."""
    if found := [one for one in book.places if one.registered_at > book.moment + GRACE]:
        yield _("registered in the future: %(which)s") % {"which": named(found)}


def half_seated(book: Book) -> Iterator[str]:
    """A group that wants seats together or none, of which some sit and some wait."""
    if book.has_begun:
        return
    groups: dict[int, list[Place]] = defaultdict(list)
    for place in book.places:
        if place.group_id is not None and place.all_or_none:
            groups[place.group_id].append(place)
    for group_id, places in groups.items():
        waiting = [place for place in places if place.waits]
        if waiting and any(place.has_seat for place in places):
            yield _("group %(group)d wants seats together, and some wait: %(which)s") % {
                "group": group_id,
                "which": named(waiting),
            }


def held_too_long(book: Book) -> Iterator[str]:
    """An offered seat that should have been given on; when all is over nobody can have it."""
    if book.is_over:
        return
    late = [
        place
        for place in book.places
        if place.offer_until is not None and place.offer_until < book.moment - GRACE
    ]
    if late:
        yield _("the offer has run out and the seat is still held: %(which)s") % {
            "which": named(late)
        }


def trail_ends_elsewhere(book: Book) -> Iterator[str]:
    """The last step that was written says another state or seat than the registration."""
    wrong = [one for one in book.places if one.last and one.last != (one.status, one.seat)]
    if wrong:
        yield _("the trail does not lead to where the registration is: %(which)s") % {
            "which": named(wrong)
        }


def order_of(place: Place) -> tuple:
    """By what people stand in line."""
    return place.registered_at, place.pk


def named(places: Iterable[Place]) -> str:
    """Registrations by their numbers, the first ones."""
    return numbers(place.pk for place in places)


def numbers(keys: Iterable[int]) -> str:
    """Numbers in a row, the first ones, and that there are more."""
    keys = [str(key) for key in keys]
    more = ["…"] if len(keys) > MOST_NAMED else []
    return ", ".join([*keys[:MOST_NAMED], *more])


CHECKS: tuple[Callable[[Book], Iterator[str]], ...] = (
    over_limits,
    twice_there,
    seats_without_state,
    overtaken,
    ahead_of_time,
    half_seated,
    held_too_long,
    trail_ends_elsewhere,
    overlooked,  # last: it gives the free seats away, on paper
)
