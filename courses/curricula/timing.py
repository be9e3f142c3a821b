"""Decides at what time of day each session of a curriculum runs, half-day by half-day.

Pure: sessions follow each other from the start of a half-day. One that does not fit into
what is left of it begins the next one, unless the half-day is still empty: then it runs over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

LUNCH_FROM, LUNCH_TO, DAY_ENDS = time(12), time(13), time(16, 30)
#: A day that begins later than this has no morning.
LAST_MORNING = time(11, 30)
#: Any day: only the time of day counts.
_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Slot:
    """A half-day: the number of its day from 1, from when to when, and its date where known."""

    day: int
    starts: time
    ends: time
    held_on: date | None = None


@dataclass(frozen=True)
class Step:
    """A step of a session's timing plan and when it begins; None where no time is left."""

    starts: time | None
    minutes: int
    what: str


@dataclass(frozen=True)
class Run:
    """A session with its times; both None where the half-days are used up."""

    session: object
    starts: time | None
    ends: time | None
    steps: list[Step]
    #: Minutes that the steps come to; 0 where there are none.
    planned: int
    #: Whether it ends after its half-day does.
    over: bool = False


@dataclass
class HalfDayRun:
    """A half-day with its sessions; `slot` is None for what no half-day is left for."""

    slot: Slot | None
    runs: list[Run] = field(default_factory=list)


def days_from(starts: time) -> Iterator[Slot]:
    """Half-days without end: each day from a time of day to lunch, and after it."""
    number = 1
    while True:
        if starts <= LAST_MORNING:
            yield Slot(number, starts, LUNCH_FROM)
            yield Slot(number, LUNCH_TO, DAY_ENDS)
        else:
            yield Slot(number, starts, max(DAY_ENDS, _later(starts, 180)))
        number += 1


def timetable(sessions: Iterable, slots: Iterable[Slot]) -> list[HalfDayRun]:
    """Sessions (with `value`: minutes and guide) laid into half-days, in their order."""
    slots, planned = iter(slots), []
    for session in sessions:
        minutes = session.value.get("minutes") or 0
        current = planned[-1] if planned else None
        if current is None or not _fits(current, minutes):
            current = HalfDayRun(next(slots, None))
            planned.append(current)
        current.runs.append(_run(session, minutes, current))
    return planned


def _fits(current: HalfDayRun, minutes: int) -> bool:
    if current.slot is None:
        return True
    begin = current.runs[-1].ends
    return begin < current.slot.ends and _later(begin, minutes) <= current.slot.ends


def _run(session, minutes: int, current: HalfDayRun) -> Run:
    slot = current.slot
    starts = ends = None
    if slot is not None:
        starts = current.runs[-1].ends if current.runs else slot.starts
        ends = _later(starts, minutes)
    steps, moment = [], starts
    for step in (session.value.get("guide") or {}).get("steps") or ():
        length = step.get("minutes") or 0
        steps.append(Step(moment, length, step.get("what") or ""))
        moment = _later(moment, length) if moment else None
    planned = sum(step.minutes for step in steps)
    return Run(session, starts, ends, steps, planned, bool(slot) and ends > slot.ends)


def _later(moment: time, minutes: int) -> time:
    """So many minutes later, never past midnight."""
    later = datetime.combine(_DAY, moment) + timedelta(minutes=minutes)
    return later.time() if later.date() == _DAY else time(23, 59)
