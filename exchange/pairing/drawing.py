"""Draws a plan as lines between districts: from where help goes to where.

Pure: districts in, places and curves in whole units out. The names and counts beside the
drawing say the same to whoever does not see it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import NamedTuple

#: Width of the drawing and the edge left for names, in its own units.
WIDTH, EDGE = 360, 68
#: The drawing is never higher than this, whatever the shape of the province.
HIGHEST = 420
#: How far a curve swings out, as a share of its length: two directions do not cover each other.
_SWING = 0.18
#: A curve ends this far before the dot, so that its arrow is seen.
_SHORT = 9
#: How far outside its curve a number stands.
_ASIDE = 10


class District(NamedTuple):
    """A district's name and point; without a point it cannot be drawn."""

    name: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Place:
    """A district on the drawing and how many pairs stay inside it."""

    name: str
    x: int
    y: int
    inside: int

    @property
    def west(self) -> bool:
        """Whether its name stands to the left of its dot, away from the middle."""
        return self.x < WIDTH / 2


@dataclass(frozen=True)
class Line:
    """All pairs from one district to another: their curve, and where their number stands."""

    mentor: str
    mentee: str
    pairs: int
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Everything to draw, and the box it stands in."""

    box: str
    places: list[Place]
    lines: list[Line]


def draw(pairs: Iterable[tuple[District, District]]) -> Drawing | None:
    """The drawing of pairs of (mentor's, mentee's) district; None where no two places differ."""
    count = Counter((mentor, mentee) for mentor, mentee in pairs if None not in (*mentor, *mentee))
    districts = sorted({district for pair in count for district in pair})
    if len({district[1:] for district in districts}) < 2:
        return None
    north = max(district.latitude for district in districts)
    west = min(district.longitude for district in districts)
    height = north - min(district.latitude for district in districts)
    # One degree of longitude is shorter than one of latitude.
    squeeze = cos(radians(north - height / 2))
    width = (max(district.longitude for district in districts) - west) * squeeze
    room = (WIDTH - 2 * EDGE, HIGHEST - EDGE)
    scale = min(space / size for space, size in zip(room, (width, height), strict=True) if size)
    left = (WIDTH - width * scale) / 2
    spot = {
        district: (
            round(left + (district.longitude - west) * squeeze * scale),
            round(EDGE / 2 + (north - district.latitude) * scale),
        )
        for district in districts
    }
    return Drawing(
        box=f"0 0 {WIDTH} {round(height * scale) + EDGE}",
        places=[Place(one.name, *spot[one], count[one, one]) for one in districts],
        lines=[
            _line(mentor, mentee, number, spot[mentor], spot[mentee])
            for (mentor, mentee), number in sorted(count.items())
            if spot[mentor] != spot[mentee]
        ],
    )


def _line(mentor: District, mentee: District, pairs: int, start, end) -> Line:
    (x1, y1), (x2, y2) = start, end
    across, down = x2 - x1, y2 - y1
    aside = _ASIDE / hypot(across, down)
    bend_x, bend_y = (x1 + x2) / 2 - down * _SWING, (y1 + y2) / 2 + across * _SWING
    reach = hypot(x2 - bend_x, y2 - bend_y)
    back = min(_SHORT / reach, 0.5)
    tip_x, tip_y = x2 - (x2 - bend_x) * back, y2 - (y2 - bend_y) * back
    return Line(
        mentor=mentor.name,
        mentee=mentee.name,
        pairs=pairs,
        path=f"M{x1} {y1}Q{bend_x:.0f} {bend_y:.0f} {tip_x:.0f} {tip_y:.0f}",
        # The middle of the curve lies half way between its chord and its bend.
        x=round((x1 + x2) / 4 + bend_x / 2 - down * aside),
        y=round((y1 + y2) / 4 + bend_y / 2 + across * aside),
    )
