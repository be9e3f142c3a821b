"""Decides when letters about the exchange come to somebody: at once, in a summary, or not at all.

Pure.
"""

from collections.abc import Collection
from datetime import date

from portal.notices.kinds import IN_RHYTHM, About, Kind
from portal.people.models import Person

Rhythm = Person.Rhythm

#: Who gets what at once; the rest waits for a summary, or stands in the portal only.
AT_ONCE = {
    Rhythm.USUAL: IN_RHYTHM - {Kind.FOLLOWED},
    Rhythm.AT_ONCE: IN_RHYTHM,
}


def at_once(*, kind: str, rhythm: str) -> bool:
    """Whether a letter of this kind goes out as soon as somebody is told."""
    return kind not in IN_RHYTHM or kind in AT_ONCE.get(Rhythm(rhythm), ())


def unheard(*, rhythm: str, wanted: Collection[str]) -> str:
    """The letters a rhythm is made of, where somebody does not want just these; else empty."""
    made_of = {
        Rhythm.AT_ONCE: About.EXCHANGE,
        Rhythm.DAILY: About.DIGEST,
        Rhythm.WEEKLY: About.DIGEST,
    }.get(Rhythm(rhythm), "")
    return "" if made_of in wanted else made_of


def summary_of(*, rhythm: str, day: date) -> str:
    """Names the summary that somebody may get on a day: one for each day or each week."""
    if rhythm == Rhythm.DAILY:
        return day.isoformat()
    if rhythm == Rhythm.NEVER:
        return ""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"
