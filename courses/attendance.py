"""Decides what counts as attendance: who may be marked when, and what a fund gets for it.

A mark belongs to a registration with a seat and a half-day of the same workshop. It counts
for the fund the person came from that day, whatever they do later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Attendance, HalfDay, Registration, Workshop
from courses.registering.registration import register_by_name
from courses.seats.locking import workshop_lock
from portal.funds.models import Fund
from portal.people.models import Person, User
from portal.thai.dates import long_date

#: One cell of the attendance table: registration id and half-day id.
Cell = tuple[int, int]
UNTOUCHED = object()


class MarksRefused(Exception):
    """Nothing was marked; the message says why."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What `mark` did: marks written or removed, and cells somebody else had changed."""

    changed: int
    conflicts: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What one fund has from all its workshops."""

    workshops: int
    people: int
    half_days: int


@dataclass(frozen=True, slots=True)
class FundTraining:
    """A workshop in a fund's training history.

    `people` were there at least once; they were `present` at so many half-days (each
    person's counted) of `possible`, the half-days of all people who had a seat.
    """

    workshop: Workshop
    people: int
    present: int
    possible: int


def mark(
    *,
    workshop: Workshop,
    marks: Mapping[Cell, bool | None],
    marked_by: User | None,
    shown: Mapping[Cell, bool | None] | None = None,
    moment: datetime | None = None,
) -> Marked:
    """Write many marks at once: there, not there, or None to take a mark away.

    All or nothing, and marking the same twice changes nothing. `shown` is what the sheet
    said when it was opened: a cell that still says so is no wish of anybody, and a cell that
    somebody else has changed since, to something else than what is wanted now, is left as it
    is and named among the conflicts, so that two people who mark at once never undo each
    other. Only people with a seat in this workshop
    and half-days whose day has come are accepted. Raises `MarksRefused`.
    """
    shown = shown or {}
    with workshop_lock(workshop.pk) as locked:
        _refuse_foreign_cells(locked, marks, moment=moment)
        now = {
            (row.registration_id, row.half_day_id): row
            for row in Attendance.objects.filter(
                registration__workshop=locked,
                half_day_id__in={half_day for _registration, half_day in marks},
            )
        }
        write, remove, conflicts = [], [], []
        for cell, wanted in marks.items():
            current = now[cell].present if cell in now else None
            if wanted in (current, shown.get(cell, UNTOUCHED)):
                continue
            if cell in shown and shown[cell] != current:
                conflicts.append(cell)
            elif wanted is None:
                remove.append(now[cell].pk)
            else:
                write.append(_mark(cell, wanted, marked_by))
        if write:
            Attendance.objects.bulk_create(
                write,
                update_conflicts=True,
                unique_fields=["registration", "half_day"],
                update_fields=["present", "marked_by", "marked_at"],
            )
        if remove:
            Attendance.objects.filter(pk__in=remove).delete()
        return Marked(changed=len(write) + len(remove), conflicts=tuple(conflicts))


def add_walk_in(
    *,
    workshop: Workshop,
    half_day: HalfDay | None,
    entered_by: User | None,
    moment: datetime | None = None,
    **who,
) -> Registration:
    """Register somebody at the door and, with a seat and a half-day, mark them as there.

    `who` as for `courses.registering.registration.register_by_name`. Without a free seat the person
    waits and is not marked. Raises `RegistrationRefused` or `MarksRefused`.
    """
    with workshop_lock(workshop.pk) as locked:
        registration = register_by_name(
            workshop=locked,
            channel=Registration.Channel.WALK_IN,
            entered_by=entered_by,
            moment=moment,
            **who,
        )
        if half_day is not None and registration.status == Registration.Status.CONFIRMED:
            mark(
                workshop=locked,
                marks={(registration.pk, half_day.pk): True},
                marked_by=entered_by,
                moment=moment,
            )
        return registration


def has_come(half_day: HalfDay, *, moment: datetime | None = None) -> bool:
    """Whether the day of a half-day has come, so that it can be marked."""
    return half_day.day <= timezone.localdate(moment or timezone.now())


def fund_history(fund: Fund) -> list[FundTraining]:
    """The workshops people of a fund were at, the newest first. Two queries.

    What belongs to funds that joined this one counts for it.
    """
    rows = (
        Registration.objects.for_fund(fund)
        .confirmed()
        .order_by()
        .values("workshop_id")
        .annotate(
            seats_held=Count("pk", distinct=True),
            people=Count("pk", filter=Q(attendance__present=True), distinct=True),
            present=Count("attendance", filter=Q(attendance__present=True)),
        )
        .filter(present__gt=0)
    )
    by_workshop = {row["workshop_id"]: row for row in rows}
    workshops = (
        Workshop.objects.filter(pk__in=by_workshop)
        .with_place()
        .annotate(half_day_count=Count("half_days"))
        .order_by("-starts_on", "-pk")
    )
    return [
        FundTraining(
            workshop=workshop,
            people=by_workshop[workshop.pk]["people"],
            present=by_workshop[workshop.pk]["present"],
            possible=by_workshop[workshop.pk]["seats_held"] * workshop.half_day_count,
        )
        for workshop in workshops
    ]


def fund_totals(fund: Fund) -> Totals:
    """Workshops, different people and half-days present of one fund. One query."""
    theirs = Registration.objects.for_fund(fund).order_by().values("pk")
    present = Attendance.objects.present().filter(registration__in=theirs)
    return Totals(
        **present.aggregate(
            workshops=Count("registration__workshop", distinct=True),
            people=Count("registration__person", distinct=True),
            half_days=Count("pk"),
        )
    )


def people_trained() -> int:
    """How many different people were at a workshop for at least one half-day. One query."""
    return Person.objects.filter(
        pk__in=Attendance.objects.present().values("registration__person_id")
    ).count()


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person on the sheet; `marks` follow the table's half-days (None: not marked).

    `number` is the line on paper and on the screen alike, so that one is typed from the other.
    """

    number: int
    registration: Registration
    marks: tuple[bool | None, ...]

    @property
    def present(self) -> int:
        """Half-days the person was there."""
        return sum(mark is True for mark in self.marks)


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """A workshop's people with a seat, in the order of the Thai alphabet, by half-day."""

    half_days: tuple[HalfDay, ...]
    rows: tuple[AttendanceRow, ...]

    def column(self, half_day: HalfDay) -> list[bool | None]:
        """Everybody's mark at one half-day, in the order of the rows."""
        place = self.half_days.index(half_day)
        return [row.marks[place] for row in self.rows]

    def present_at(self, half_day: HalfDay) -> int:
        """How many people were there at one half-day."""
        return self.column(half_day).count(True)


def attendance_table(workshop: Workshop) -> AttendanceTable:
    """Everybody with a seat and every mark. Three queries, however many people."""
    half_days = tuple(workshop.half_days.all())
    marks = {
        (registration_id, half_day_id): present
        for registration_id, half_day_id, present in Attendance.objects.filter(
            registration__workshop=workshop
        ).values_list("registration_id", "half_day_id", "present")
    }
    registrations = Registration.objects.filter(workshop=workshop).confirmed().by_name()
    return AttendanceTable(
        half_days=half_days,
        rows=tuple(
            AttendanceRow(
                number=number,
                registration=registration,
                marks=tuple(marks.get((registration.pk, half.pk)) for half in half_days),
            )
            for number, registration in enumerate(registrations, 1)
        ),
    )


def _mark(cell: Cell, present: bool, marked_by: User | None) -> Attendance:
    registration_id, half_day_id = cell
    return Attendance(
        registration_id=registration_id,
        half_day_id=half_day_id,
        present=present,
        marked_by=marked_by,
        marked_at=timezone.now(),
    )


def _refuse_foreign_cells(
    workshop: Workshop, marks: Mapping[Cell, bool | None], *, moment: datetime | None
) -> None:
    """Raise `MarksRefused` unless every cell is of this workshop, seated, and its day has come."""
    half_days = {half_day.pk: half_day for half_day in HalfDay.objects.filter(workshop=workshop)}
    seated = set(
        Registration.objects.filter(workshop=workshop)
        .confirmed()
        .order_by()
        .values_list("pk", flat=True)
    )
    for registration_id, half_day_id in marks:
        if half_day_id not in half_days:
            raise MarksRefused(_("This half-day is not part of the workshop."))
        if registration_id not in seated:
            raise MarksRefused(
                _(
                    "Somebody on this sheet has no seat in the workshop any more. "
                    "Please open the page again."
                )
            )
        half_day = half_days[half_day_id]
        if not has_come(half_day, moment=moment):
            raise MarksRefused(
                _("Attendance on %(day)s can be marked from that day on.")
                % {"day": long_date(half_day.day)}
            )
