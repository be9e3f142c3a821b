"""Decides what a new workshop takes over from an earlier one: all but its days and people.

Whatever has a date moves along with the first day: half-days, opening and closing of
registration, the days until which seats are kept. Registrations are never taken over.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from courses.models import HalfDay, Workshop
from courses.workshops.quotas import QuotaPlan, plans_of
from courses.workshops.timetable import HalfDayPlan, usual_half_days


def last_day_of_copy(source: Workshop, *, first_day: date) -> date:
    """The copy lasts as many days as what it is copied from."""
    return first_day + (source.ends_on - source.starts_on)


def half_days_of_copy(source: Workshop, *, first_day: date, last_day: date) -> list[HalfDayPlan]:
    """The half-days of a workshop on other days; days it did not have get the usual two."""
    shift = first_day - source.starts_on
    rows = HalfDay.objects.filter(workshop_id=source.pk).order_by("day", "part")
    moved = [
        HalfDayPlan(row.day + shift, row.part, row.starts_at, row.ends_at, row.topic)
        for row in rows
        if row.day + shift <= last_day
    ]
    new = source.ends_on + shift
    return moved + [plan for plan in usual_half_days(first_day, last_day) if plan.day > new]


def quotas_of_copy(
    source: Workshop, *, first_day: date, today: date | None = None
) -> list[QuotaPlan]:
    """The quotas of a workshop, kept as long before the first day; a day that is over by now
    is left open.
    """
    today = today or timezone.localdate()
    shift = first_day - source.starts_on

    def moved(plan: QuotaPlan) -> QuotaPlan:
        until = plan.kept_until and plan.kept_until + shift
        return replace(plan, kept_until=until if until and until >= today else None)

    return [moved(plan) for plan in plans_of(source)]


def moment_of_copy(moment: datetime | None, *, shift: timedelta) -> datetime | None:
    """The same hour as long before the first day; none where that is over by now."""
    if moment is None:
        return None
    moved = moment + shift
    return moved if moved > timezone.now() else None
