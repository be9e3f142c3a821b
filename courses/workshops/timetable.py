"""Decides the half-days of a workshop: the usual ones, and which may change or go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.models import HalfDay, Workshop
from portal.thai.dates import short_date

#: A longer one is a slip of the finger in a year.
MAX_DAYS = 31
USUAL_TIMES = {
    HalfDay.Part.MORNING: (time(9), time(12)),
    HalfDay.Part.AFTERNOON: (time(13), time(16)),
}


class WorkshopError(Exception):
    """A workshop cannot be as asked. The message says why; `field` names what to change."""

    def __init__(self, message: str, *, field: str = ""):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class HalfDayPlan:
    """One half-day as it is wanted, before it is a row."""

    day: date
    part: str
    starts_at: time | None = None
    ends_at: time | None = None
    topic: str = ""


def usual_half_days(first_day: date, last_day: date) -> list[HalfDayPlan]:
    """A morning and an afternoon at the usual times for each day. Raises `WorkshopError`."""
    refuse_impossible_days(first_day, last_day)
    days = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    return [
        HalfDayPlan(day, part, starts_at, ends_at)
        for day in days
        for part, (starts_at, ends_at) in USUAL_TIMES.items()
    ]


def refuse_impossible_days(first_day: date, last_day: date) -> None:
    """Raises `WorkshopError` when the days are in the wrong order or too many."""
    if last_day < first_day:
        raise WorkshopError(_("The last day comes before the first."), field="ends_on")
    if (last_day - first_day).days >= MAX_DAYS:
        raise WorkshopError(
            _("A workshop lasts at most %(days)d days. Please look at the year again.")
            % {"days": MAX_DAYS},
            field="ends_on",
        )


def refuse_half_days(workshop: Workshop, asked: Collection[tuple[date, str]]) -> None:
    """Raises `WorkshopError` when a workshop cannot have just these half-days (day, part): none
    at all, one outside its days, or not one that has marks.
    """
    if not asked:
        raise WorkshopError(_("A workshop has at least one half-day."), field="half_days")
    for day, _part in asked:
        if not workshop.starts_on <= day <= workshop.ends_on:
            raise WorkshopError(
                _("%(day)s is not a day of this workshop.") % {"day": short_date(day)},
                field="half_days",
            )
    marked = HalfDay.objects.filter(workshop_id=workshop.pk, attendance__isnull=False).distinct()
    for half_day in marked:
        if (half_day.day, half_day.part) not in asked:
            raise WorkshopError(
                _(
                    "Attendance is marked for %(half_day)s, so this half-day must stay. "
                    "Take the marks away first."
                )
                % {"half_day": half_day},
                field="half_days",
            )


def moved_half_days(workshop: Workshop, *, before: tuple[date, date]) -> list[HalfDayPlan]:
    """The half-days when first and last day change: those outside the days go, days that
    were not among `before` (first, last) come with the usual two.
    """
    stay = [
        HalfDayPlan(row.day, row.part, row.starts_at, row.ends_at, row.topic)
        for row in HalfDay.objects.filter(workshop_id=workshop.pk)
        if workshop.starts_on <= row.day <= workshop.ends_on
    ]
    usual = usual_half_days(workshop.starts_on, workshop.ends_on)
    first, last = before
    return stay + [plan for plan in usual if not first <= plan.day <= last]


def write_half_days(workshop: Workshop, plans: Iterable[HalfDayPlan]) -> None:
    """Make the rows of a workshop what the plans say, keeping those that stay.

    To be called under the workshop's lock. Raises `WorkshopError` for no half-day at all, for
    one outside the days or with times in the wrong order, and when marks would be lost.
    """
    wanted = {(plan.day, plan.part): plan for plan in plans}
    refuse_half_days(workshop, wanted)
    present = {(row.day, row.part): row for row in HalfDay.objects.filter(workshop=workshop)}
    gone = [row.pk for key, row in present.items() if key not in wanted]
    HalfDay.objects.filter(pk__in=gone).delete()
    for key, plan in wanted.items():
        row = present.get(key) or HalfDay(day=plan.day, part=plan.part)
        row.workshop = workshop
        row.starts_at, row.ends_at, row.topic = plan.starts_at, plan.ends_at, plan.topic
        try:
            row.full_clean(exclude=["workshop"])
        except ValidationError as problem:
            day = f"{short_date(plan.day)} {row.get_part_display()}"
            raise WorkshopError(f"{day}: {problem.messages[0]}", field="half_days") from problem
        row.save()
