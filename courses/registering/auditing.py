"""Decides whether the registrations in the database are as the rules would have left them.

It only looks: everything is read at one moment, in a transaction that cannot write, so that
it may run beside people who register. What must never be is in `courses.seats.faults`; here stands
what is read for it, and what points to nowhere.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, F, Model, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import (
    Attendance,
    Invitation,
    Question,
    QuestionAnswer,
    Quota,
    Registration,
    RegistrationGroup,
    RegistrationStep,
    ToTell,
    Workshop,
)
from courses.registering.waiting_list import promotes
from courses.seats.faults import GRACE, Book, Place, all_faults, numbers
from courses.seats.rule import Seating
from courses.seats.seating import has_begun, holder_name, seating_of

#: Workshops whose registrations are read by one query.
READ_AT_ONCE = 200

LOOKED_AT = ("title", "status", "entry", "seats", "seats_per_fund", "starts_on", "ends_on")
PLACE = (
    *("workshop_id", "pk", "person_id", "fund_id", "fund__subdistrict_id", "group_id"),
    *("group__all_or_none", "status", "seat", "offer_until", "registered_at"),
)

#: What hangs on a registration or a workshop, each with the way to its workshop.
HANGING: dict[type[Model], str] = {
    Registration: "workshop_id",
    RegistrationGroup: "workshop_id",
    RegistrationStep: "registration__workshop_id",
    Question: "workshop_id",
    QuestionAnswer: "registration__workshop_id",
    Attendance: "registration__workshop_id",
    Quota: "workshop_id",
    Invitation: "workshop_id",
    ToTell: "registration__workshop_id",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be; `workshop` is None for what has lost its workshop."""

    what: str
    workshop: Workshop | None = None

    def __str__(self) -> str:
        if self.workshop is None:
            return self.what
        return f"{self.workshop.pk} {self.workshop.title}: {self.what}"


@dataclass(frozen=True, slots=True)
class Audit:
    """How many workshops and registrations were looked at, and what was found."""

    workshops: int
    registrations: int
    findings: tuple[Finding, ...]


def audit(*, workshop_id: int | None = None, moment: datetime | None = None) -> Audit:
    """Look at all workshops, or at one of them; writes nothing.

    With one workshop, what points to nowhere is told only where it still names this one.
    """
    moment = moment or timezone.now()
    with one_moment():
        asked = Workshop.objects.order_by("pk")
        if workshop_id is not None:
            asked = asked.filter(pk=workshop_id)
        workshops = list(asked.only(*LOOKED_AT))
        limited = {
            *Quota.objects.order_by().values_list("workshop_id", flat=True),
            *Invitation.objects.order_by().values_list("workshop_id", flat=True),
        }
        findings, seen = [], 0
        for start in range(0, len(workshops), READ_AT_ONCE):
            part = workshops[start : start + READ_AT_ONCE]
            places = _places(part)
            seen += sum(map(len, places.values()))
            for workshop in part:
                book = _book(workshop, places[workshop.pk], workshop.pk in limited, moment=moment)
                findings += [Finding(fault, workshop) for fault in all_faults(book)]
        known = {workshop.pk: workshop for workshop in workshops}
        for owner, fault in [*_kept_too_long(moment=moment), *_strangers(), *_pointing_nowhere()]:
            if owner in known or workshop_id is None:
                findings.append(Finding(fault, known.get(owner)))
    return Audit(len(workshops), seen, tuple(findings))


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside, everything read is as it was at one moment, and writing is an error.

    Nobody has to wait for it. Within a transaction already open it is left to that one.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # `atomic` would take the write lock here (portal.settings.env).
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
                cursor.execute("PRAGMA query_only = OFF")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _places(workshops: Sequence[Workshop]) -> dict[int, list[Place]]:
    """The registrations of some workshops, in the order people came. Two queries."""
    keys = [workshop.pk for workshop in workshops]
    last: dict[int, tuple[str, int | None]] = {}
    approved = set()
    # By key, not by time: what is written under one lock may carry the moment of a job's start.
    steps = RegistrationStep.objects.filter(registration__workshop__in=keys).order_by("pk")
    for registration, status, seat, because in steps.values_list(
        "registration_id", "status", "seat", "because"
    ).iterator():
        last[registration] = (status, seat)
        if because == RegistrationStep.Because.APPROVED:
            approved.add(registration)
    places = defaultdict(list)
    rows = Registration.objects.filter(workshop__in=keys).order_by("registered_at", "pk")
    for workshop, pk, person, fund, area, group, all_or_none, *rest in rows.values_list(*PLACE):
        known = (pk, person, fund, area or "", group, bool(all_or_none))
        places[workshop].append(Place(*known, *rest, pk in approved, last.get(pk)))
    return places


def _book(
    workshop: Workshop, places: Sequence[Place], is_limited: bool, *, moment: datetime
) -> Book:
    if is_limited:
        seating = seating_of(workshop)
    else:
        seating = Seating(
            capacity=workshop.seats,
            fund_share=workshop.seats_per_fund,
            taken=[(place.seat, place.claim) for place in places if place.has_seat],
        )
    return Book(
        places=tuple(places),
        seating=seating,
        moment=moment,
        gives_seats=promotes(workshop, moment=moment),
        has_begun=has_begun(workshop, moment=moment),
        is_over=timezone.localdate(moment) > workshop.ends_on,
        whose=holder_name,
    )


def _kept_too_long(*, moment: datetime) -> Iterator[tuple[int, str]]:
    """Seats kept until a day that is over: those who wait should have them by now."""
    today = timezone.localdate(moment - GRACE)
    still = Q(released_at=None, workshop__ends_on__gte=timezone.localdate(moment))
    late = {
        *Quota.objects.filter(still, kept__gt=0, kept_until__lt=today).values_list(
            "workshop_id", flat=True
        ),
        *Invitation.objects.filter(still, answer_by__lt=today)
        .exclude(answer=Invitation.Answer.YES)
        .values_list("workshop_id", flat=True),
    }
    for workshop_id in sorted(late):
        yield workshop_id, _("seats are still kept although the day for it is over")


def _strangers() -> Iterator[tuple[int, str]]:
    """What belongs to a registration of one workshop and to something of another one."""
    of_registration = "registration__workshop_id"
    for words, rows, owner in (
        (
            _("registered in a group of another workshop: %(which)s"),
            Registration.objects.exclude(group=None).exclude(group__workshop=F("workshop")),
            "workshop_id",
        ),
        (
            _("answers to questions of another workshop: %(which)s"),
            QuestionAnswer.objects.exclude(question__workshop=F("registration__workshop")),
            of_registration,
        ),
        (
            _("attendance at half-days of another workshop: %(which)s"),
            Attendance.objects.exclude(half_day__workshop=F("registration__workshop")),
            of_registration,
        ),
        (
            _("marked as there without a seat: %(which)s"),
            Attendance.objects.present().exclude(
                registration__status=Registration.Status.CONFIRMED
            ),
            of_registration,
        ),
    ):
        by_workshop = defaultdict(list)
        for workshop_id, pk in rows.order_by("pk").values_list(owner, "pk"):
            by_workshop[workshop_id].append(pk)
        for workshop_id, keys in by_workshop.items():
            yield workshop_id, words % {"which": numbers(keys)}


def _pointing_nowhere() -> Iterator[tuple[int | None, str]]:
    """Rows whose other end is not there, where a backup or a hand at the database lost it."""
    for model, way in HANGING.items():
        for field in model._meta.fields:
            if not field.is_relation:
                continue
            there = field.related_model._base_manager.filter(pk=OuterRef(field.attname))
            lost = model._base_manager.exclude(**{field.attname: None}).filter(~Exists(there))
            by_workshop = defaultdict(list)
            keys = list(lost.order_by("pk").values_list("pk", flat=True))
            # Without the model's own order, which may join what is not there.
            rows = model._base_manager.filter(pk__in=keys).order_by()
            owners = dict(rows.values_list("pk", way))
            for pk in keys:
                by_workshop[owners.get(pk)].append(pk)
            for workshop_id, numbered in by_workshop.items():
                words = _("%(what)s, number %(which)s: there is no such %(other)s")
                yield (
                    workshop_id,
                    words
                    % {
                        "what": model._meta.verbose_name,
                        "which": numbers(numbered),
                        "other": field.verbose_name,
                    },
                )
