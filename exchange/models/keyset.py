"""Decides which rows stand on a page of a list that goes by its newest post.

A page begins after a row, not after a number of rows: the last page is as fast as the
first, and nothing is shown twice or passed over while new posts come in.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import Q

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
#: A row's time in microseconds and its key; anything else in an address is passed over.
PLACE = re.compile(r"(\d{1,16})-(\d{1,18})", re.ASCII)
#: Before every row: 1 January 2200.
BEFORE_ALL = "7258118400000000-0"


@dataclass(frozen=True)
class KeysetPage:
    """Rows, and the places before and after which the neighbouring pages lie; empty: none."""

    rows: list
    newer: str = ""
    older: str = ""


def pinned_first_page(rows, *, size: int, before: str = "", after: str = "") -> KeysetPage:
    """A page of a list whose first page begins with the pinned rows; one query in any case."""
    paged = None
    if before or after:
        paged = keyset_page(rows.filter(pinned=False), size=size, before=before, after=after)
    if paged and paged.newer:
        return paged
    found = list(rows.pinned_first()[: size + 1])
    if len(found) <= size:
        return KeysetPage(found)
    if found[size].pinned:  # more than a page of them: they stand together all the same
        return KeysetPage(list(rows.filter(pinned=True).newest_first()), "", BEFORE_ALL)
    shown = found[:size]
    return KeysetPage(shown, "", BEFORE_ALL if shown[-1].pinned else _name(shown[-1]))


def keyset_page(
    rows: models.QuerySet, *, size: int, before: str = "", after: str = ""
) -> KeysetPage:
    """A page of rows with `last_post_at`, newest first: the newest ones, or those `before` or
    `after` a place that another page named. What is no place shows the newest ones.
    """
    down = rows.order_by("-last_post_at", "-pk")
    if place := _place(before):
        at, pk = place
        earlier = Q(last_post_at__lt=at) | Q(pk__lt=pk)
        found = list(down.filter(earlier, last_post_at__lte=at)[: size + 1])
        first = f"{_micros(at)}-{pk}"
        newer = _name(found[0]) if found else first
        return KeysetPage(found[:size], newer, _more(found, size))
    if place := _place(after):
        at, pk = place
        later = Q(last_post_at__gt=at) | Q(pk__gt=pk)
        up = rows.order_by("last_post_at", "pk").filter(later, last_post_at__gte=at)
        found = list(up[: size + 1])
        if len(found) > size:
            shown = found[:size][::-1]
            return KeysetPage(shown, _name(shown[0]), _name(shown[-1]))
    found = list(down[: size + 1])
    return KeysetPage(found[:size], "", _more(found, size))


def _more(found: list, size: int) -> str:
    """Where the next page begins, if there is one."""
    return _name(found[size - 1]) if len(found) > size else ""


def _name(row) -> str:
    return f"{_micros(row.last_post_at)}-{row.pk}"


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _place(text: str) -> tuple[datetime, int] | None:
    found = PLACE.fullmatch(text)
    return (EPOCH + int(found[1]) * MICROSECOND, int(found[2])) if found else None
