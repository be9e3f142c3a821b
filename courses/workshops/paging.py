"""Decides which workshops stand on a page of the list: those behind, or before, a given one.

Nothing is counted off, so that page 5,000 is as fast as page 1, and a workshop opened meanwhile
pushes nobody onto the next page. A mark is the day and the key of a workshop: "2026-03-27.12".
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from courses.models import Workshop
from courses.workshops.timetable import MAX_DAYS

PAGE = 20
MARK = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class ListPage:
    """Workshops of one page, and the marks where the pages beside it begin; empty: none."""

    rows: list[Workshop]
    before: str
    after: str


def not_over(workshops, *, day: date):
    """The coming ones. That none is longer than `MAX_DAYS` lets the index leave out the past."""
    return workshops.upcoming(day).filter(starts_on__gt=day - timedelta(days=MAX_DAYS))


def page_of(workshops, *, newest_first: bool, before: str = "", after: str = "") -> ListPage:
    """The page before or after a mark, else the first one. What is no mark is none."""
    if mark := _understood(before):
        found = _beside(workshops, mark, later=newest_first)
        if len(found) > PAGE:
            rows = found[:PAGE][::-1]
            return ListPage(rows, before=_mark(rows[0]), after=_mark(rows[-1]))
        # Nothing stands before: the first page, and a whole one.
        mark = None
    else:
        mark = _understood(after)
    if mark:
        found = _beside(workshops, mark, later=not newest_first)
    else:
        found = list(_in_order(workshops, later=not newest_first)[: PAGE + 1])
    rows = found[:PAGE]
    more = len(found) > PAGE
    return ListPage(
        rows,
        before=_mark(rows[0]) if mark and rows else "",
        after=_mark(rows[-1]) if more else "",
    )


def _beside(workshops, mark: tuple[date, int], *, later: bool) -> list[Workshop]:
    """A page and one more of those next to a mark, the nearest first."""
    day, key = mark
    if later:
        beside = Q(starts_on__gt=day) | Q(starts_on=day, pk__gt=key)
        workshops = workshops.filter(beside, starts_on__gte=day)
    else:
        beside = Q(starts_on__lt=day) | Q(starts_on=day, pk__lt=key)
        workshops = workshops.filter(beside, starts_on__lte=day)
    return list(_in_order(workshops, later=later)[: PAGE + 1])


def _in_order(workshops, *, later: bool):
    return workshops.order_by(*(("starts_on", "pk") if later else ("-starts_on", "-pk")))


def _mark(workshop: Workshop) -> str:
    return f"{workshop.starts_on:%Y-%m-%d}.{workshop.pk}"


def _understood(typed: str) -> tuple[date, int] | None:
    found = MARK.fullmatch(typed)
    try:
        return (date.fromisoformat(found[1]), int(found[2])) if found else None
    except ValueError:  # the 31st of February
        return None
