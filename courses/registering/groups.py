"""Decides what happens to people whom a fund registers together on one screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Registration, RegistrationGroup, Workshop
from courses.registering.declaring import declare
from courses.registering.registration import admit, latest_place, newcomer
from courses.seats.locking import workshop_lock
from courses.seats.rule import Holder
from courses.seats.seating import limits_of, places_of, position_of, why_waiting
from portal.funds.models import Fund
from portal.people.identity import identify_person
from portal.people.models import Person, User
from portal.people.names import name_key

#: People on one screen.
MOST_AT_ONCE = 10


class GroupRefused(Exception):
    """Nobody of the group was registered; the message says why.

    `row` is the place of the person it is about, from 0; None when it is about all.
    """

    def __init__(self, message: str, *, row: int | None = None):
        super().__init__(message)
        self.row = row


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a group as the secretary writes them down."""

    first_name: str
    last_name: str
    title: str = ""
    phone: str = ""
    post_held: str = ""
    needs: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)
    consents: Mapping[str, bool] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """By which two lines are recognised as the same person."""
        return name_key(self.first_name, self.last_name), self.phone


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """What became of a group: its members in the order they were written down."""

    group: RegistrationGroup
    registrations: list[Registration]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of one person: shown before a group is sent."""

    name: str
    status: str
    seat: int | None
    position: int | None
    reason: str
    already: bool = field(default=False)


def register_group(
    *,
    workshop: Workshop,
    fund: Fund,
    members: Sequence[Member],
    all_or_none: bool,
    channel: str,
    entered_by: User | None,
    token: str = "",
    override: str = "",
    moment: datetime | None = None,
) -> GroupAnswer:
    """Register one to ten people of a fund: all together or not at all, or as many as possible.

    Whoever has a place already keeps it as it is and is told so. The same form sent again
    (same `token`) gives what it gave the first time; `override` as for one person. Raises
    `GroupRefused`, and `courses.registering.entry.RegistrationRefused` as for one person; then
    nobody is left behind.
    """
    with workshop_lock(workshop.pk) as locked:
        moment = moment or timezone.now()
        sent_before = RegistrationGroup.objects.filter(workshop=locked, token=token).first()
        if token and sent_before:
            rows = sent_before.registrations.select_related("person").order_by("pk")
            return GroupAnswer(sent_before, list(rows), again=True)
        _refuse_wrong_number(members)
        _refuse_the_same_twice(members)
        if all_or_none:
            _refuse_what_never_fits(locked, fund, len(members))
        group = RegistrationGroup.objects.create(
            workshop=locked,
            fund=fund,
            all_or_none=all_or_none,
            entered_by=entered_by,
            created_at=moment,
            **({"token": token} if token else {}),
        )
        places = places_of(locked)
        made, newcomers, said, people = [], [], [], []
        for member in members:
            person = _person_of(member)
            if person in people:  # two entries of one person that were put together since
                raise GroupRefused(_("%(name)s is in this list twice.") % {"name": person.name})
            people.append(person)
            known = latest_place(places, person)
            if known and known.living:
                known.already = True
                made.append(known)
                continue
            registration = newcomer(
                known or Registration(workshop=locked, person=person),
                fund=fund,
                group=group,
                post_held=member.post_held,
                phone=member.phone,
                needs=member.needs,
                channel=channel,
                entered_by=entered_by,
                moment=moment,
            )
            made.append(registration)
            newcomers.append(registration)
            said.append(member)
        if newcomers:
            admit(
                locked,
                newcomers,
                places=places,
                moment=moment,
                all_or_none=all_or_none,
                override=override,
            )
        for registration, member in zip(newcomers, said, strict=True):
            declare(registration, answers=member.answers, consents=member.consents, moment=moment)
        return GroupAnswer(group, made)


def foresee_group(**wanted) -> list[Outlook]:
    """What `register_group` would do with the same arguments, person by person.

    It is done under the same lock and taken back whole, so that the answer is the one that
    sending would have given at this moment. Raises what `register_group` raises.
    """
    with transaction.atomic():
        answer = register_group(**wanted)
        outlooks = [
            Outlook(
                name=one.person.name,
                status=one.status,
                seat=one.seat,
                position=position_of(one),
                reason=why_waiting(one),
                already=one.already,
            )
            for one in answer.registrations
        ]
        transaction.set_rollback(True)
    return outlooks


def _person_of(member: Member) -> Person:
    return identify_person(
        title=member.title,
        first_name=member.first_name,
        last_name=member.last_name,
        phone=member.phone,
    )


def _refuse_wrong_number(members: Sequence[Member]) -> None:
    if not members:
        raise GroupRefused(_("Please write down at least one person."))
    if len(members) > MOST_AT_ONCE:
        raise GroupRefused(
            _("At most %(most)d people at once. Please send the others afterwards.")
            % {"most": MOST_AT_ONCE}
        )


def _refuse_the_same_twice(members: Sequence[Member]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row, member in enumerate(members):
        if member.key in seen:
            raise GroupRefused(
                _("%(name)s stands in line %(line)d already.")
                % {
                    "name": f"{member.first_name} {member.last_name}".strip(),
                    "line": seen[member.key] + 1,
                },
                row=row,
            )
        seen[member.key] = row


def _refuse_what_never_fits(workshop: Workshop, fund: Fund, number: int) -> None:
    """A group that wants all or none, and is larger than what its fund may ever have."""
    most = workshop.seats
    if workshop.seats_per_fund is not None:
        most = min(most, workshop.seats_per_fund)
    own = [one.at_most for one in limits_of(workshop) if one.holder == Holder("fund", fund.pk)]
    most = min([most, *(one for one in own if one is not None)])
    if number > most:
        raise GroupRefused(
            ngettext(
                "Your fund may have one seat here, so %(number)d cannot come together.",
                "Your fund may have %(most)d seats here, so %(number)d cannot come together.",
                most,
            )
            % {"most": most, "number": number}
        )
