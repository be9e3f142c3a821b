"""Decides how time is said in words, and how much of it each method of teaching takes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True)
class MethodShare:
    """The minutes spent with one method, beginning after `start` minutes in a bar of all.

    `place` is the method's, from 1, so that it has the same colour on every page.
    """

    place: int
    name: str
    minutes: int
    start: int


def in_hours(minutes: int) -> str:
    """Minutes in words: "6 h 30 min"; empty for none."""
    hours, minutes = divmod(minutes, 60)
    if not hours and not minutes:
        return ""
    if not minutes:
        return gettext("%(hours)d h") % {"hours": hours}
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def shares_of(sessions: Iterable[dict], methods) -> list[MethodShare]:
    """How the minutes of stored sessions are spent; `methods` are (code, name) in their order."""
    spent = Counter()
    for value in sessions:
        spent[value.get("method")] += value.get("minutes") or 0
    shares, start = [], 0
    for place, (method, name) in enumerate(methods, 1):
        if spent[method]:
            shares.append(MethodShare(place, str(name), spent[method], start))
            start += spent[method]
    return shares
