"""Decides who gets a seat in a workshop and who waits: the one way in, for every channel.

A form, a fund's secretary, a telephone call, a walk-in, an import and an approval all end in
`admit`, and all of them hold the workshop's lock (`courses.seats.locking`) while they look at the
seats and while they give them away. Nothing is decided from a cache.

Seats are given strictly in the order people came, within the limits of `courses.seats.rule`.
From the first day on nobody is promoted any more, because whoever waits is told on paper
and stays at home: a seat that comes free then goes to whoever stands at the door.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from courses.models import Registration, RegistrationGroup, Workshop
from courses.models.registration import new_token
from courses.registering import announcing
from courses.registering.declaring import declare
from courses.registering.entry import (
    STAFF_CHANNELS,
    refuse_if_closed,
    refuse_if_not_invited,
    refuse_unprepared,
)
from courses.registering.waiting_list import promotes, seat_all
from courses.seats.locking import workshop_lock
from courses.seats.rule import Claim
from courses.seats.seating import (
    Place,
    claim_of,
    has_begun,
    new_claim,
    places_of,
    seating_of,
    waiting_claims,
)
from courses.seats.trail import Because, step, write
from portal.funds.models import Fund
from portal.people.identity import identify_person
from portal.people.models import Person, User

Channel, Status = Registration.Channel, Registration.Status

#: The group that does not have a number yet.
NEW_GROUP = -1


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
    answers: Mapping[int, str] | None = None,
    consents: Mapping[str, bool] | None = None,
    versions: Mapping[str, int] | None = None,
    override: str = "",
) -> Registration:
    """Give a person a seat, or a place among those who wait or ask for approval.

    Somebody who has a place already keeps it as it is, and `already` is set on what is
    returned: sending twice does no harm. Somebody who had cancelled comes in anew, at the
    end of the queue. `moment` is when it happens (now, read under the lock, so that the
    order of arrival is the order of the lock); `token` the address part of the private
    link where the caller chose it beforehand; `answers` those to the workshop's questions
    (question id → text), `consents` those about the person's data, by purpose, with the
    `versions` of the texts that were shown; `override` the reason for which the organisers
    admit somebody who did not attend what has to come first. Raises
    `courses.registering.entry.RegistrationRefused`.
    """
    with workshop_lock(workshop.pk) as locked:
        return _register(
            locked,
            places_of(locked),
            person=person,
            fund=fund,
            post_held=post_held,
            phone=phone,
            needs=needs,
            channel=channel,
            entered_by=entered_by,
            moment=moment or timezone.now(),
            token=token,
            answers=answers,
            consents=consents,
            versions=versions,
            override=override,
        )


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
        places = places_of(locked)
        sent_before = next((one.pk for one in places if token and one.token == token), None)
        if sent_before:
            return _read(sent_before, already=True)
        person = identify_person(
            title=title, first_name=first_name, last_name=last_name, phone=phone
        )
        rest["moment"] = rest.get("moment") or timezone.now()
        return _register(locked, places, person=person, phone=phone, token=token, **rest)


def latest_place(places: Iterable[Place], person: Person) -> Registration | None:
    """The place somebody has among those of a workshop, else the last one they had.

    There is never more than one `living` place. A query only for who has one.
    """
    theirs = sorted(
        (one for one in places if one.person_id == person.pk),
        key=lambda one: (one.status not in Registration.ENDED, one.pk),
    )
    return _read(theirs[-1].pk) if theirs else None


def _read(pk: int, *, already: bool = False) -> Registration:
    found = Registration.objects.select_related("person", "fund", "group").get(pk=pk)
    found.already = already
    return found


def _register(
    locked: Workshop,
    places: list[Place],
    *,
    person: Person,
    channel: str,
    entered_by: User | None,
    moment: datetime,
    answers: Mapping[int, str] | None = None,
    consents: Mapping[str, bool] | None = None,
    versions: Mapping[str, int] | None = None,
    override: str = "",
    **details,
) -> Registration:
    known = latest_place(places, person)
    if known and known.living:
        known.already = True
        if (
            known.status == Status.WAITING
            and channel == Channel.WALK_IN
            and has_begun(locked, moment=moment)
        ):
            return _seat_at_the_door(locked, known, moment=moment, by=entered_by)
        return known
    registration = newcomer(
        known or Registration(workshop=locked, person=person),
        channel=channel,
        entered_by=entered_by,
        moment=moment,
        **details,
    )
    admit(locked, [registration], places=places, moment=moment, override=override)
    declare(registration, answers=answers, consents=consents, versions=versions, moment=moment)
    return registration


def newcomer(
    registration: Registration,
    *,
    fund: Fund | None,
    channel: str,
    entered_by: User | None,
    moment: datetime,
    token: str = "",
    group: RegistrationGroup | None = None,
    post_held: str = "",
    phone: str = "",
    needs: str = "",
) -> Registration:
    """A registration filled for `admit`: a new one, or one that had ended. Not saved yet.

    What somebody cancelled or was refused is taken up again, so that its trail goes on.
    """
    registration.fund = fund
    registration.group = group
    registration.post_held = post_held
    registration.phone = phone
    registration.needs = needs
    registration.channel = channel
    registration.entered_by = entered_by
    registration.token = token or new_token()
    registration.registered_at = moment
    registration.cancelled_at = None
    return registration


def admit(
    locked: Workshop,
    newcomers: Sequence[Registration],
    *,
    places: Sequence[Place],
    moment: datetime,
    all_or_none: bool = False,
    override: str = "",
) -> None:
    """Give seats to newcomers of one channel and fund, behind everybody who waits, and save.

    To be called under the workshop's lock, with its places as they were read under it.
    Whoever gets no seat waits; where organisers approve first, everybody whom they did not
    enter themselves waits for that. Raises `RegistrationRefused` when nobody is taken now.
    """
    first = newcomers[0]
    at_the_door = first.channel == Channel.WALK_IN and has_begun(locked, moment=moment)
    seating = seating_of(locked, places=places, doors_open=at_the_door)
    refuse_if_closed(locked, len(seating.numbers), channel=first.channel, moment=moment)
    refuse_if_not_invited(locked, first, moment=moment)
    unprepared = refuse_unprepared(locked, newcomers, override=override, moment=moment)
    if locked.entry == Workshop.Entry.APPROVAL and first.channel not in STAFF_CHANNELS:
        _keep(newcomers, {}, otherwise=Status.ASKED, moment=moment)
        return
    queue = waiting_claims(locked, places=places) if seating.free and not at_the_door else []
    unit = NEW_GROUP if all_or_none else None
    claims = [
        new_claim(one.fund, key=-number, unit=unit) for number, one in enumerate(newcomers, 1)
    ]
    given = seating.allot([*queue, *claims])
    seats = {claim.key: given.pop(claim.key) for claim in claims if claim.key in given}
    _keep(newcomers, seats, otherwise=Status.WAITING, moment=moment)
    write(
        step(one, Because.OVERRIDDEN, moment=moment, by=one.entered_by, detail=override)
        for one in unprepared
    )
    if promotes(locked, moment=moment):
        seat_all(locked, given, because=Because.SEAT_FREE, moment=moment)


def _keep(
    newcomers: Sequence[Registration],
    seats: dict[int, int],
    *,
    otherwise: str,
    moment: datetime,
) -> None:
    steps = []
    for number, registration in enumerate(newcomers, 1):
        because = Because.AGAIN if registration.pk else Because.CAME
        if registration.channel == Channel.WALK_IN:
            because = Because.AT_THE_DOOR
        registration.seat = seats.get(-number)
        registration.status = Status.CONFIRMED if registration.seat else otherwise
        registration.save()
        steps.append(
            step(
                registration,
                because,
                moment=moment,
                by=registration.entered_by,
                channel=registration.channel,
            )
        )
    write(steps)
    announcing.registered(newcomers, moment=moment)


def _seat_at_the_door(
    locked: Workshop, waiting: Registration, *, moment: datetime, by: User | None
) -> Registration:
    """Somebody who waits has come all the same: a free seat is theirs."""
    alone = Claim(*_without_unit(claim_of(waiting)))
    seat = seating_of(locked, doors_open=True).allot([alone]).get(waiting.pk)
    if seat:
        waiting.status, waiting.seat = Status.CONFIRMED, seat
        waiting.save(update_fields=["status", "seat"])
        write([step(waiting, Because.AT_THE_DOOR, moment=moment, by=by, channel=Channel.WALK_IN)])
    return waiting


def _without_unit(claim: Claim) -> tuple:
    return claim.key, claim.fund_id, claim.area
