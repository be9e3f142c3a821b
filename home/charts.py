"""Works out small drawings of yearly figures: where each bar stands and how high it is.

Pure geometry in whole units; the template draws it and gives the same figures as a table.
"""

from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, FOOT = 640, 220, 28
_GAP = 0.35


@dataclass(frozen=True)
class Part:
    """One piece of a stacked bar, from `y` downwards."""

    series: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Bar:
    """One year's bar: its pieces, its label and its whole, and where the words go."""

    label: str
    total: int | Decimal | None
    parts: list[Part]
    middle: int
    top: int


def stacked_bars(rows: list[tuple[str, list[int | Decimal | None]]]) -> list[Bar]:
    """Bars for rows of (label, values), a value for each series; missing values draw nothing.

    The highest total fills the height. A row with no known value keeps its place with
    `total` None, so that a missing year is seen as missing and not as zero.
    """
    totals = [
        sum(known) if (known := [value for value in values if value is not None]) else None
        for _label, values in rows
    ]
    highest = max((total for total in totals if total is not None), default=0)
    if not rows:
        return []
    step = WIDTH / len(rows)
    width = min(round(step * (1 - _GAP)), 72)
    room = HEIGHT - FOOT - 20
    bars = []
    for number, ((label, values), total) in enumerate(zip(rows, totals, strict=True)):
        middle = round(step * (number + 0.5))
        y, parts = HEIGHT - FOOT, []
        for series, value in enumerate(values):
            height = round(room * float(value) / float(highest)) if value and highest else 0
            if height:
                y -= height
                parts.append(Part(series, middle - width // 2, y, width, height))
        bars.append(Bar(label, total, parts, middle, y))
    return bars
