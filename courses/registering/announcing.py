"""Decides who is told what when the rules have decided about a place, and who is to be called.

The rules call these when they have written. It is said once their transaction stands, from the
rows as they are then: what is no longer so is not said, and what was undone was never said.
Whoever no letter reaches goes onto the list of calls (`courses.workshops.telling`).

After registration has closed nothing is sent about seats of the waiting list: the list on paper
is made by then, so those people are called. Nothing at all is said about drafts, workshops
called off, and those that are over.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from courses.models import Invitation, Registration, ToTell, Workshop
from courses.registering import wording
from courses.registering.admission import Admission, admission
from courses.registering.entry import next_of_curriculum
from courses.seats.seating import positions
from portal.funds.models import Office
from portal.notices.kinds import Kind
from portal.notices.telling import Told, tell_all
from portal.people.models import Person, User

Status, Channel = Registration.Status, Registration.Channel

#: Whoever came in this way was entered by somebody else, and not standing beside them.
BY_OTHERS = (Channel.SECRETARY, Channel.STAFF, Channel.IMPORT)
#: Nothing is said about these.
SILENT = (Admission.DRAFT, Admission.CANCELLED, Admission.OVER)

Words = Callable[[Registration], tuple[str, str]]


def seats_given(registrations: Iterable[Registration], *, moment: datetime) -> None:
    """Seats of the waiting list were given or offered to these people."""
    _later(_seats_given, registrations, moment=moment)


def offers_ended(registrations: Iterable[Registration], *, moment: datetime) -> None:
    """These people did not confirm the seat that was held for them."""
    _later(_offers_ended, registrations, moment=moment)


def approved(registrations: Iterable[Registration], *, moment: datetime) -> None:
    """The organisers admitted these people."""
    _later(_approved, registrations, moment=moment)


def refused(registration: Registration, *, reason: str, moment: datetime) -> None:
    """The organisers did not admit this person."""
    _later(_refused, [registration], moment=moment, reason=reason)


def registered(registrations: Iterable[Registration], *, moment: datetime) -> None:
    """These people were registered; who did not do it themselves hears of it, if reachable."""
    others = [one for one in registrations if one.channel in BY_OTHERS and one.entered_by_id]
    _later(_registered, others, moment=moment)


def swapped(
    registration: Registration, *, before: Person, by: User | None, moment: datetime
) -> None:
    """Another person has the place now: both hear of it, unless they did it themselves."""
    _later(_swapped, [registration], moment=moment, before=before, by=by)


def given_back(
    registration: Registration, *, by: User | None, reason: str = "", moment: datetime
) -> None:
    """Somebody else, known by name, gave this person's place back."""
    if by is not None:
        _later(_given_back, [registration], moment=moment, by=by, reason=reason)


def invited(invitations: Iterable[Invitation], *, moment: datetime, again: bool = False) -> None:
    """The officers of these funds are asked to send people, or asked once more."""
    if keys := [one.pk for one in invitations]:
        act = partial(ask_officers, keys, moment=moment, again=again)
        transaction.on_commit(act, robust=True)


def _later(act, registrations: Iterable[Registration], **what) -> None:
    if keys := [one.pk for one in registrations]:
        transaction.on_commit(partial(act, keys, **what), robust=True)


def _seats_given(keys: list[int], *, moment: datetime) -> None:
    people = _speakable(keys, Status.CONFIRMED, Status.OFFERED)
    if people and is_closed(people[0].workshop, moment=moment):
        to_call(people, ToTell.Change.SEAT, moment=moment)
        return
    told = say(people, Kind.SEAT, wording.seat_given, moment=moment)
    to_call(people, ToTell.Change.SEAT, told=told, moment=moment)


def _offers_ended(keys: list[int], *, moment: datetime) -> None:
    people = _speakable(keys, Status.CANCELLED)
    if people and not is_closed(people[0].workshop, moment=moment):
        say(people, Kind.WAITING, wording.offer_ended, moment=moment)


def _approved(keys: list[int], *, moment: datetime) -> None:
    people = _speakable(keys, Status.CONFIRMED, Status.WAITING, Status.OFFERED)
    places = positions(people[0].workshop) if people else {}
    told = say(
        people,
        Kind.APPROVAL,
        lambda one: wording.approved(one, position=places.get(one.pk)),
        moment=moment,
    )
    seated = [one for one in people if one.seat]
    to_call(seated, ToTell.Change.SEAT, told=told, moment=moment)


def _refused(keys: list[int], *, moment: datetime, reason: str) -> None:
    people = _speakable(keys, Status.REFUSED)
    if people:
        instead = next_of_curriculum(people[0].workshop)
        words = partial(wording.refused, reason=reason, instead=instead)
        say(people, Kind.REFUSED, words, moment=moment)


def _registered(keys: list[int], *, moment: datetime) -> None:
    people = _reachable(_speakable(keys, *Registration.WITH_SEAT, Status.WAITING, Status.ASKED))
    people = [one for one in people if one.person.user_id != one.entered_by_id]
    if not people or is_closed(people[0].workshop, moment=moment):
        return
    places = positions(people[0].workshop)
    say(
        people,
        Kind.SEAT,
        lambda one: wording.registered(one, position=places.get(one.pk)),
        moment=moment,
    )


def _swapped(keys: list[int], *, moment: datetime, before: Person, by: User | None) -> None:
    for one in _speakable(keys, *Registration.WITH_SEAT, Status.WAITING, Status.ASKED):
        place = positions(one.workshop).get(one.pk)
        words = partial(wording.taken_over, before=before.name, position=place)
        if by is None or one.person.user_id != by.pk:
            say(_reachable([one]), Kind.SEAT, words, moment=moment)
        if _has_address(before) and (by is None or before.user_id != by.pk):
            tell_all(
                people=[before],
                kind=Kind.SEAT_CANCELLED,
                key=_key(one, moment),
                subject=lambda _person, one=one: wording.passed_on(one)[0],
                text=lambda _person, one=one: wording.passed_on(one)[1],
                link=one.workshop.get_absolute_url(),
                moment=moment,
            )


def _given_back(keys: list[int], *, moment: datetime, by: User, reason: str) -> None:
    people = _reachable(_speakable(keys, Status.CANCELLED))
    people = [one for one in people if one.person.user_id != by.pk]
    words = partial(wording.given_back, who=by.shown_name, reason=reason)
    say(people, Kind.SEAT_CANCELLED, words, moment=moment)


def ask_officers(
    keys: list[int], *, moment: datetime, again: bool = False, key: str = ""
) -> list[int]:
    """Tell the officers of invited funds at once; the invitations of which somebody heard now.

    The same `key` is told once; without one it is once a day, however often it is pressed.
    """
    found = Invitation.objects.filter(pk__in=keys).select_related(
        "fund", "workshop__venue__subdistrict__parent__parent"
    )
    if again:
        found = found.unanswered()
    found = [one for one in found if not _is_silent(one.workshop)]
    officers = officers_of(one.fund_id for one in found)
    newly = []
    for one in found:
        told = tell_all(
            people=[office.person for office in officers.get(one.fund_id, ())],
            kind=Kind.INVITATION,
            key=f"{one.pk}-{key or timezone.localdate(moment)}",
            subject=lambda _person, one=one: wording.invitation(one, again=again)[0],
            text=lambda _person, one=one: wording.invitation(one, again=again)[1],
            link=one.get_absolute_url(),
            moment=moment,
        )
        if any(not told_now.again for told_now in told.values()):
            newly.append(one.pk)
    return newly


def officers_of(funds: Iterable[int]) -> dict[int, list[Office]]:
    """Who acts for some funds (their keys) today, chair first. One query."""
    found: dict[int, list[Office]] = {}
    offices = Office.objects.in_force().officers().filter(fund__in=list(funds))
    offices = offices.select_related("person")
    order = {role: place for place, role in enumerate(Office.OFFICERS)}
    for office in sorted(offices, key=lambda one: (order[one.role], one.pk)):
        found.setdefault(office.fund_id, []).append(office)
    return found


def say(
    registrations: list[Registration],
    kind: Kind,
    words: Words,
    *,
    moment: datetime,
    key: str = "",
    until: datetime | None = None,
) -> dict[int, Told]:
    """Tell each person what `words` say of their place; who is reached how, by person.

    The same `key` (by default the moment of the decision) is told once.
    """
    if not registrations:
        return {}
    workshop = registrations[0].workshop
    if _is_silent(workshop):
        return {}
    place = {one.person_id: one for one in registrations}
    return tell_all(
        people=[one.person for one in registrations],
        kind=kind,
        key=f"{workshop.pk}-{key}" if key else _key(registrations[0], moment),
        subject=lambda person: words(place[person.pk])[0],
        text=lambda person: words(place[person.pk])[1],
        link=lambda person: place[person.pk].get_absolute_url(),
        until=until,
        moment=moment,
    )


def to_call(
    registrations: Iterable[Registration],
    change: str,
    *,
    moment: datetime,
    told: dict[int, Told] | None = None,
) -> None:
    """Put those whom no letter reaches onto the list of calls, each once while untold.

    Whoever got a notice without a letter leaves the list by reading it.
    """
    told = told or {}
    missed = {
        one.pk: one
        for one in registrations
        if not (one.person_id in told and told[one.person_id].mail) and not _is_silent(one.workshop)
    }
    waiting = ToTell.objects.filter(registration__in=missed, change=change, told_at=None)
    rows = {row.registration_id: row for row in waiting}
    fresh = []
    for pk, one in missed.items():
        row = rows.get(pk) or ToTell(registration=one, change=change)
        row.created_at, row.because = moment, ""
        row.notice = told[one.person_id].notice if one.person_id in told else None
        if not row.pk:
            fresh.append(row)
    ToTell.objects.bulk_update(rows.values(), ["created_at", "because", "notice"])
    ToTell.objects.bulk_create(fresh, ignore_conflicts=True)


def is_closed(workshop: Workshop, *, moment: datetime) -> bool:
    """Whether registration has closed, so that people are called instead."""
    return admission(workshop, taken=0, moment=moment) == Admission.CLOSED


def _is_silent(workshop: Workshop) -> bool:
    return admission(workshop, taken=0) in SILENT


def _speakable(keys: list[int], *statuses: str) -> list[Registration]:
    """The places as they are now, those that still stand as they stood, in order."""
    found = Registration.objects.filter(pk__in=keys, status__in=statuses).select_related(
        "person", "fund", "entered_by__person", "workshop__venue__subdistrict__parent__parent"
    )
    return list(found.order_by("pk"))


def _reachable(registrations: list[Registration]) -> list[Registration]:
    """Those who have an account or an address; the others hear it from whoever did it."""
    return [one for one in registrations if _has_address(one.person)]


def _has_address(person: Person) -> bool:
    return bool(person.user_id or person.email)


def _key(one: Registration, moment: datetime) -> str:
    return f"{one.workshop_id}-{moment:%Y%m%d%H%M%S%f}"
