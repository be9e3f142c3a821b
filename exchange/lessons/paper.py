"""Decides how a lesson fits on one sheet of A4: how large its letters are, and what is cut.

Lines are estimated, generously. What fits in no size is shortened, the longest parts most, and
the sheet says where the whole can be read.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from math import ceil

from exchange.lessons.reading import ShownLesson
from exchange.talk.text import excerpt

TAG = re.compile(r"<[^>]+>")
BLOCK_END = re.compile(r"</(?:p|li|h3|h4|blockquote|pre)>|<br\s*/?>")


@dataclass(frozen=True)
class Size:
    """Letters of one size: how many stand on a line, and how many lines on the sheet."""

    name: str
    letters: int
    lines: int


#: From large to small; measured with Sarabun on A4 with the sheet's margins.
SIZES = (Size("", 92, 38), Size("close", 108, 50), Size("closest", 122, 60))


@dataclass(frozen=True)
class PaperPart:
    """A part of the telling as it stands on paper; `html` is safe, `cut` says it was shortened."""

    title: str
    html: str
    quotes: list
    cut: bool = False


@dataclass(frozen=True)
class Paper:
    """The sheet: the size of its letters, its parts, and whether something was left out."""

    size: str
    parts: list[PaperPart]
    cut: bool


def width(text: str) -> int:
    """How many letters wide a text is; vowels and tones above and below take no room."""
    return sum(unicodedata.category(sign) != "Mn" for sign in text)


def lines_of(html: str, letters: int) -> int:
    """Lines a text takes at so many letters a line."""
    blocks = (unescape(TAG.sub("", block)).strip() for block in BLOCK_END.split(html))
    return sum(max(1, ceil(width(block) / letters)) for block in blocks if block)


def fit(lesson: ShownLesson) -> Paper:
    """The largest letters with which it fits; in the smallest, the longest parts are cut."""
    parts = [
        PaperPart(part.title, part.html, [quote for quote in part.quotes if not quote.instead])
        for part in lesson.parts
    ]
    parts = [part for part in parts if part.html or part.quotes]
    for size in SIZES:
        if sum(_lines(part, size) for part in parts) <= size.lines - _around(lesson, size):
            return Paper(size.name, parts, cut=False)
    size = SIZES[-1]
    return Paper(size.name, _shortened(parts, size, size.lines - _around(lesson, size)), cut=True)


def _around(lesson: ShownLesson, size: Size) -> int:
    """Lines that stand around the telling: head, summary, figures, whom to ask, files."""
    page = lesson.page
    head = 2 * ceil(width(page.title) / 55) + 3 + ceil(width(page.summary) / size.letters)
    figures = (
        2 + ceil(1.6 * sum(_rows(figure) for figure in lesson.figures)) if lesson.figures else 0
    )
    names = sum(width(author.name) + 2 for author in lesson.authors)
    return head + figures + ceil(names / size.letters) + 3


def _rows(figure) -> int:
    return max(1, ceil(width(figure.label) / 38)) + len(figure.warnings)


def _lines(part: PaperPart, size: Size) -> int:
    # The title stands on the first line; a little room lies below each part.
    told = lines_of(f"{part.title}  {part.html}", size.letters)
    quoted = sum(
        1 + ceil((width(q.text) + width(q.signature.name)) / size.letters) for q in part.quotes
    )
    return told + quoted + 1


def _shortened(parts: list[PaperPart], size: Size, room: int) -> list[PaperPart]:
    """Parts cut to an equal share of the room; what a short part does not need goes to others."""
    needed = [_lines(part, size) for part in parts]
    share = _level(needed, room)
    return [
        part if need <= share else _cut(part, max(1, share - 2) * size.letters)
        for part, need in zip(parts, needed, strict=True)
    ]


def _level(needed: list[int], room: int) -> int:
    """The height at which all parts, cut to it, fill the room."""
    share, left, waiting = 0, room, sorted(needed)
    while waiting:
        share = left // len(waiting)
        if waiting[0] > share:
            return share
        left -= waiting.pop(0)
    return share


def _cut(part: PaperPart, letters: int) -> PaperPart:
    text = excerpt(part.html, max(40, letters - width(part.title))) if part.html else ""
    quotes = part.quotes[:1] if not text else []
    return PaperPart(part.title, f"<p>{_escaped(text)}</p>" if text else "", quotes, cut=True)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
