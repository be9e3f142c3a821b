"""Decides what taking in a list of people does: each line through the rule for one, or none.

Looking at a list does all of it under the workshop's lock and takes it back whole, so that
what is shown is what would happen at that moment. Taking it in is one transaction. The same
list again, or a line of it in another list, changes nothing: a line is known by name and phone.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from json import dumps

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from courses.models import ImportedList, Registration, Workshop
from courses.registering.entry import RegistrationRefused
from courses.registering.registration import register_by_name
from courses.seats.locking import workshop_lock
from courses.seats.standing import standing_of
from portal.funds.models import Fund
from portal.people.consent import Purpose
from portal.people.models import Person, User
from portal.people.names import name_key

Channel, Status = Registration.Channel, Registration.Status


class ImportRefused(Exception):
    """Nobody of the list was registered; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list as it was understood; with a `fault` they are not registered."""

    number: int
    first_name: str
    last_name: str = ""
    title: str = ""
    phone: str = ""
    fund: int | None = None
    fund_name: str = ""
    post_held: str = ""
    needs: str = ""
    fault: str = ""

    @property
    def name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    @property
    def key(self) -> str:
        """By which the person is known again; one without a phone by the name alone."""
        return f"{name_key(self.first_name, self.last_name)}|{self.phone}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one line: the place it gets, or the sentence why it gets none.

    `known` says how far the person is known: "new", "known", or "namesake", where somebody
    of the name is known with another phone or without one.
    """

    line: Line
    known: str = "new"
    status: str = ""
    seat: int | None = None
    position: int | None = None
    reason: str = ""
    already: bool = False
    fault: str = ""
    overridable: bool = False

    @property
    def status_label(self) -> str:
        return Status(self.status).label if self.status else ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of a whole list."""

    outcomes: tuple[Outcome, ...]

    def _count(self, *statuses: str) -> int:
        return sum(one.status in statuses and not one.already for one in self.outcomes)

    @property
    def seated(self) -> int:
        return self._count(*Registration.WITH_SEAT)

    @property
    def waiting(self) -> int:
        return self._count(Status.WAITING)

    @property
    def registered(self) -> int:
        return self.seated + self.waiting

    @property
    def already(self) -> int:
        return sum(one.already for one in self.outcomes)

    @property
    def wrong(self) -> int:
        return sum(bool(one.fault) for one in self.outcomes)

    @property
    def needs(self) -> int:
        """How many lines say what somebody needs."""
        return sum(bool(one.line.needs) and not one.fault for one in self.outcomes)

    @property
    def overridable(self) -> int:
        return sum(one.overridable for one in self.outcomes)


def keep_list(
    *,
    workshop: Workshop,
    name: str,
    lines: Iterable[Line],
    by: User,
    moment: datetime | None = None,
) -> ImportedList:
    """Keep what was read from a file until somebody takes it in; the same list is kept once."""
    rows = [asdict(line) for line in lines]
    digest = sha256(dumps(rows, sort_keys=True).encode()).hexdigest()
    kept, _made = ImportedList.objects.get_or_create(
        workshop=workshop,
        digest=digest,
        defaults={
            "name": name[:150],
            "rows": rows,
            "made_by": by,
            "made_at": moment or timezone.now(),
        },
    )
    return kept


def foresee_list(
    *, imported: ImportedList, by: User, override: str = "", moment: datetime | None = None
) -> Outlook:
    """What `take_in` would do at this moment, line by line. Raises `ImportRefused`."""
    with transaction.atomic():
        outlook = _register_all(imported, by=by, override=override, moment=moment)
        transaction.set_rollback(True)
    return outlook


def take_in(
    *,
    imported: ImportedList,
    by: User,
    override: str = "",
    needs_agreed: bool = False,
    moment: datetime | None = None,
) -> Outlook:
    """Register everybody of a list whose line is right, all of them in one transaction.

    A list that was taken in already changes nothing. `override` is the reason for which people
    are admitted who did not attend what has to come first. Unless the people agreed to it
    (`needs_agreed`), what they need is left out. Raises `ImportRefused`.
    """
    with workshop_lock(imported.workshop_id):
        current = ImportedList.objects.select_for_update().get(pk=imported.pk)
        if current.done_at:
            return Outlook(())
        moment = moment or timezone.now()
        outlook = _register_all(
            current, by=by, override=override, needs_agreed=needs_agreed, moment=moment
        )
        current.done_at, current.rows, current.people = moment, [], outlook.registered
        current.save(update_fields=["done_at", "rows", "people"])
        return outlook


def forget_lists(*, moment: datetime | None = None) -> int:
    """Delete lists that were looked at and never taken in; how many."""
    deleted, _by_model = ImportedList.objects.forgotten(moment).delete()
    return deleted


def _register_all(
    imported: ImportedList,
    *,
    by: User,
    override: str,
    needs_agreed: bool = False,
    moment: datetime | None,
) -> Outlook:
    lines = [Line(**row) for row in imported.rows]
    with workshop_lock(imported.workshop_id) as locked:
        known = _known_people(lines)
        funds = Fund.objects.in_bulk({line.fund for line in lines if line.fund})
        done = [
            _register(
                locked,
                line if needs_agreed else replace(line, needs=""),
                *(funds, known),
                by=by,
                override=override,
                moment=moment,
            )
            for line in lines
        ]
        standing = standing_of(locked)
    return Outlook(
        tuple(_outcome(line, what, known, standing) for line, what in zip(lines, done, strict=True))
    )


def _register(locked, line: Line, funds, known, *, by, override, moment):
    """The registration of one line, or the error for which there is none."""
    if line.fault:
        return None
    try:
        return register_by_name(
            workshop=locked,
            title=line.title,
            first_name=line.first_name,
            last_name=line.last_name,
            phone=line.phone,
            fund=funds.get(line.fund),
            post_held=line.post_held,
            needs=line.needs,
            consents=_told(line),
            channel=Channel.IMPORT,
            entered_by=by,
            token=_token(locked, line),
            override=override,
            moment=moment,
        )
    except RegistrationRefused as refused:
        if refused.person is None:
            raise ImportRefused(str(refused)) from refused
        return refused


def _told(line: Line) -> dict[str, bool]:
    """What whoever brings a list vouches for: that its people were told, and asked about needs."""
    told = {str(Purpose.WORKSHOP): True}
    return {**told, str(Purpose.NEEDS): True} if line.needs else told


def _outcome(line: Line, what, known: dict, standing) -> Outcome:
    how = _how_known(line, known)
    if what is None:
        return Outcome(line, how, fault=line.fault)
    if isinstance(what, RegistrationRefused):
        return Outcome(line, how, fault=str(what), overridable=what.overridable)
    fault = ""
    if what.already and not what.living:
        fault = _("The place was given back or refused before. Please enter this person by hand.")
    return Outcome(
        line,
        how,
        status=what.status,
        seat=what.seat,
        position=standing.places.get(what.pk),
        reason=standing.reasons.get(what.pk, ""),
        already=what.already and what.living,
        fault=fault,
    )


def _known_people(lines: Iterable[Line]) -> dict[str, set[str]]:
    """The phones under which each name of a list is known already. One query."""
    keys = {name_key(line.first_name, line.last_name) for line in lines if not line.fault}
    found: dict[str, set[str]] = {}
    for key, phone in (
        Person.objects.known().filter(name_key__in=keys).values_list("name_key", "phone")
    ):
        found.setdefault(key, set()).add(phone)
    return found


def _how_known(line: Line, known: dict[str, set[str]]) -> str:
    phones = known.get(name_key(line.first_name, line.last_name))
    if phones is None:
        return "new"
    return "known" if line.phone and line.phone in phones else "namesake"


def _token(workshop: Workshop, line: Line) -> str:
    """The private link of a line: the same for the same line, and guessed by nobody."""
    digest = salted_hmac(
        "courses.importing", f"{workshop.pk}|{line.key}", algorithm="sha256"
    ).digest()
    return urlsafe_b64encode(digest[:16]).decode().rstrip("=")
