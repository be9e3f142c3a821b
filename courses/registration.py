"""Decides who gets a seat in a workshop and who waits: the one way in, for every channel.

A form, a fund's secretary, a telephone call, a walk-in and a promotion all end here, and
all of them hold the workshop's lock (`workshop_lock`) while they look at the seats and
while they give them away. Nothing is decided from a cache.

Seats are given strictly in the order people came, within the limits of `courses.seats`.
From the first day on nobody is promoted any more, because whoever waits is told on paper
and stays at home: a seat that comes free then goes to whoever stands at the door.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from threading import RLock

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.admission import Admission, admission, admission_sentence
from courses.models import Attendance, Registration, Workshop
from courses.models.registration import new_token
from courses.seats import Claim, Obstacle, Seating
from portal.funds.models import Fund
from portal.people.identity import identify_person
from portal.people.models import Person, User

#: Ways in for those who run the workshop; `OPEN_TO_STAFF` is when they may use them although
#: nobody else may: until the end of the last day.
STAFF_CHANNELS = (Registration.Channel.STAFF, Registration.Channel.WALK_IN)
OPEN_TO_STAFF = (Admission.NOT_YET, Admission.CLOSED)

_line = RLock()


class RegistrationRefused(Exception):
    """Nobody can be registered now; the message says why.

    `state` is the workshop's `Admission`, `next_workshop` the next one of the same
    curriculum that takes registrations, if there is one.
    """

    def __init__(self, workshop: Workshop, state: Admission, *, moment: datetime):
        super().__init__(admission_sentence(workshop, state))
        self.state = state
        self.next_workshop = next_of_curriculum(workshop, moment=moment)


class CancellationRefused(Exception):
    """The place cannot be given back any more; the message says why and what to do."""


@contextmanager
def workshop_lock(workshop_id: int) -> Iterator[Workshop]:
    """One transaction at a time decides about a workshop's seats; yields it freshly read.

    PostgreSQL locks the workshop's row (not against rows that merely point to it). SQLite
    has no row locks: there `atomic` begins with ``BEGIN IMMEDIATE`` (portal.settings.env),
    which takes the one write lock before the first look at the seats.
    """
    with _standing_in_line(), transaction.atomic():
        yield Workshop.objects.select_for_update(no_key=True).get(pk=workshop_id)


def register(
    *,
    workshop: Workshop,
    person: Person,
    fund: Fund | None,
    post_held: str,
    phone: str,
    needs: str,
    channel: str,
    entered_by: User | None,
    moment: datetime | None = None,
    token: str = "",
) -> Registration:
    """Give a person a seat, or a place among those who wait.

    Somebody who has a place already keeps it as it is, and `already` is set on what is
    returned: sending twice does no harm. Somebody who had cancelled comes in anew, at the
    end of the queue. `moment` is when it happens (now, read under the lock, so that the
    order of arrival is the order of the lock); `token` the address part of the private
    link where the caller chose it beforehand. Raises `RegistrationRefused`.
    """
    with workshop_lock(workshop.pk) as locked:
        moment = moment or timezone.now()
        at_the_door = channel == Registration.Channel.WALK_IN and has_begun(locked, moment=moment)
        known = Registration.objects.filter(workshop=locked, person=person).first()
        if known is not None and known.status != Registration.Status.CANCELLED:
            known.already = True
            waiting = known.status == Registration.Status.WAITING
            if not (waiting and at_the_door):
                return known
            # Somebody who waits has come all the same: a free seat is theirs.
            seat = seating_of(locked).allot([Claim(known.pk, known.fund_id)]).get(known.pk)
            return _sit_down(known, seat) if seat else known
        seating = seating_of(locked)
        _refuse_if_closed(locked, seating, channel=channel, moment=moment)
        queue = waiting_claims(locked) if seating.free and not at_the_door else []
        given = seating.allot([*queue, Claim(None, fund.pk if fund else None)])
        seat = given.pop(None, None)
        registration = known or Registration(workshop=locked, person=person)
        registration.fund = fund
        registration.post_held = post_held
        registration.phone = phone
        registration.needs = needs
        registration.channel = channel
        registration.entered_by = entered_by
        registration.token = token or new_token()
        registration.registered_at = moment
        registration.cancelled_at = None
        registration.status = Registration.Status.WAITING
        _sit_down(registration, seat) if seat else registration.save()
        if _promotes(locked, moment=moment):
            _seat_all(given)
        return registration


def register_by_name(
    *,
    workshop: Workshop,
    title: str,
    first_name: str,
    last_name: str,
    phone: str,
    token: str = "",
    **rest,
) -> Registration:
    """Register somebody of whom only name and phone are known; `rest` as for `register`.

    A form sent again (same `token`) gives what it gave the first time, also when that was
    cancelled since, and also for somebody without a phone, whom nothing else would
    recognise. When the registration is refused, no person is left behind.
    """
    with workshop_lock(workshop.pk) as locked:
        sent_before = Registration.objects.filter(workshop=locked, token=token).first()
        if token and sent_before:
            sent_before.already = True
            return sent_before
        person = identify_person(
            title=title, first_name=first_name, last_name=last_name, phone=phone
        )
        return register(workshop=locked, person=person, phone=phone, token=token, **rest)


def cancel(
    *, registration: Registration, by_staff: bool = False, moment: datetime | None = None
) -> Registration:
    """Give a place back; the next one waiting who may have the seat gets it at once.

    Cancelling twice is cancelling once. From the first day on only those who run the
    workshop may do it (somebody entered by mistake), and nobody whose presence is marked
    can be cancelled. Raises `CancellationRefused`.
    """
    with workshop_lock(registration.workshop_id) as workshop:
        moment = moment or timezone.now()
        current = Registration.objects.get(pk=registration.pk)
        if current.status == Registration.Status.CANCELLED:
            return current
        begun = has_begun(workshop, moment=moment)
        if begun:
            _refuse_late_cancellation(workshop, current, by_staff=by_staff, moment=moment)
        current.status = Registration.Status.CANCELLED
        current.seat = None
        current.cancelled_at = moment
        current.save(update_fields=["status", "seat", "cancelled_at"])
        if _promotes(workshop, moment=moment):
            _promote(workshop)
        return current


def promote(*, workshop: Workshop, moment: datetime | None = None) -> int:
    """Give free seats to those waiting; how many got one.

    To be called when seats are added or a cancelled workshop is opened again.
    """
    with workshop_lock(workshop.pk) as locked:
        return _promote(locked) if _promotes(locked, moment=moment) else 0


def position_of(registration: Registration) -> int | None:
    """The place in the queue, from 1; None for somebody who does not wait. One query."""
    if registration.status != Registration.Status.WAITING:
        return None
    waiting = Registration.objects.filter(workshop_id=registration.workshop_id).waiting()
    return waiting.up_to(registration).count()


def why_waiting(registration: Registration) -> str:
    """In one sentence: what keeps this person from a seat now; empty when they do not wait."""
    if registration.status != Registration.Status.WAITING:
        return ""
    workshop = registration.workshop
    obstacle = seating_of(workshop).obstacle(registration.fund_id)
    if obstacle is Obstacle.FULL:
        return ngettext(
            "The only seat is taken.", "All %(seats)d seats are taken.", workshop.seats
        ) % {"seats": workshop.seats}
    if obstacle is Obstacle.FUND_SHARE:
        share = workshop.seats_per_fund
        return ngettext(
            "Each fund may have one seat here, and it is taken.",
            "Each fund may have %(share)d seats here, and all of your fund's are taken.",
            share,
        ) % {"share": share}
    if has_begun(workshop):
        return _("A seat has come free and is given to whoever comes to the door first.")
    return _("A seat has come free and is given out in the order people registered.")


def next_of_curriculum(workshop: Workshop, *, moment: datetime | None = None) -> Workshop | None:
    """The next workshop of the same curriculum that takes registrations."""
    others = Workshop.objects.open_now(moment).exclude(pk=workshop.pk)
    return others.filter(curriculum_id=workshop.curriculum_id).order_by("starts_on", "pk").first()


def seating_of(workshop: Workshop) -> Seating:
    """The workshop's seats as the database has them now. One query."""
    confirmed = Registration.objects.filter(workshop=workshop).confirmed()
    return Seating(
        capacity=workshop.seats,
        fund_share=workshop.seats_per_fund,
        taken=confirmed.order_by().values_list("seat", "fund_id"),
    )


def waiting_claims(workshop: Workshop) -> list[Claim]:
    """Those who wait, in order. One query."""
    waiting = Registration.objects.filter(workshop=workshop).waiting()
    return [Claim(*row) for row in waiting.values_list("pk", "fund_id")]


def has_begun(workshop: Workshop, *, moment: datetime | None = None) -> bool:
    """Whether the workshop's first day has come."""
    return timezone.localdate(moment or timezone.now()) >= workshop.starts_on


def _standing_in_line() -> AbstractContextManager:
    """Threads of one process queue for SQLite's write lock instead of looking for it in turns.

    SQLite lets a waiting writer sleep up to 100 ms between two looks; 40 threads at once got
    10 registrations a second that way and get over 100 in line. It is no part of the
    guarantee, and inside a transaction, where the write lock is held already, nobody queues.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        return _line
    return nullcontext()


def _refuse_if_closed(
    workshop: Workshop, seating: Seating, *, channel: str, moment: datetime
) -> None:
    state = admission(workshop, taken=len(seating.numbers), moment=moment)
    if state.takes_people or (channel in STAFF_CHANNELS and state in OPEN_TO_STAFF):
        return
    raise RegistrationRefused(workshop, state, moment=moment)


def _promotes(workshop: Workshop, *, moment: datetime | None) -> bool:
    """Whether free seats go to those who wait: not from the first day on, nor when called off."""
    if workshop.status == Workshop.Status.CANCELLED:
        return False
    return not has_begun(workshop, moment=moment)


def _promote(workshop: Workshop) -> int:
    seating = seating_of(workshop)
    return _seat_all(seating.allot(waiting_claims(workshop)) if seating.free else {})


def _seat_all(given: dict[int, int]) -> int:
    promoted = [
        Registration(pk=pk, seat=seat, status=Registration.Status.CONFIRMED)
        for pk, seat in given.items()
    ]
    if promoted:
        Registration.objects.bulk_update(promoted, ["seat", "status"])
    return len(promoted)


def _sit_down(registration: Registration, seat: int) -> Registration:
    registration.status = Registration.Status.CONFIRMED
    registration.seat = seat
    registration.save()
    return registration


def _refuse_late_cancellation(
    workshop: Workshop, registration: Registration, *, by_staff: bool, moment: datetime
) -> None:
    if not by_staff or timezone.localdate(moment) > workshop.ends_on:
        raise CancellationRefused(
            _("The workshop has begun, so a place can no longer be given back here.")
        )
    marks = Attendance.objects.filter(registration=registration)
    if marks.present().exists():
        raise CancellationRefused(
            _("%(name)s was there, so the registration stays.") % {"name": registration.person.name}
        )
    marks.delete()
