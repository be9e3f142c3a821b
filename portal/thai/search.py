"""Decides what a reader's search finds: whole words first, then parts, then near misses."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from string import punctuation

from django.db import connections
from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.search.backends import get_search_backend

from portal.thai.search_text import ThaiSearchText
from portal.thai.tokens import WORD, words
from portal.thai.words import MARK, normalise, segment, without_marks

LONGEST_QUESTION = 200  # letters; what is typed beyond them is not looked at
LONGEST_TEXT = 20_000  # letters of a text that a snippet is looked for in
CANDIDATES = 300  # records the substring stages look into, the newest first
SHORT = 3  # a needle of so few letters stands in too many words to be looked for inside them
AROUND = 60  # letters beside a needle that tell where words begin and end
SIGNS = punctuation + "“”‘’…–—ๆฯ"
LEADING_VOWELS = "เแโใไ"  # belong to the letter after them
DEPENDENT = "[ะ-ฺๅ็-๎]"  # belongs to the letter before it


class Stage(IntEnum):
    """How a record was found, best first."""

    WORDS = 1  # all words stand in it
    PARTS = 2  # all stand in it as a part of something longer
    LOOSELY = 3  # the same when vowel signs and tone marks are not looked at


@dataclass(frozen=True)
class Hit:
    """A record found and how."""

    record: Model
    stage: Stage


def find(queryset: QuerySet, query: str, *, limit: int) -> list[Hit]:
    """At most ``limit`` records of ``queryset`` in which all words of ``query`` stand.

    Records with the words as such come first, by rank. Where they do not fill the list,
    records of a ``ThaiSearchText`` model follow that hold what was typed inside other
    words, and only where nothing at all was found those in which it stands but for vowel
    signs and tone marks. No text is refused; one without letters or digits finds nothing.
    """
    query = query[:LONGEST_QUESTION]
    found = [
        Hit(record, Stage.WORDS) for record in get_search_backend().search(query, queryset)[:limit]
    ]
    needles = _needles(query, Stage.PARTS)
    if not needles or len(found) == limit or not issubclass(queryset.model, ThaiSearchText):
        return found
    if not found:
        loose = _needles(query, Stage.LOOSELY)
        candidates = _candidates(queryset, "search_loose", loose)
        found = _holding(queryset, candidates, needles, Stage.PARTS, limit)
        return found or _holding(queryset, candidates, loose, Stage.LOOSELY, limit)
    if min(map(len, needles)) > SHORT:
        rest = queryset.exclude(pk__in=[hit.record.pk for hit in found])
        candidates = _candidates(rest, "search_text", needles)
        found += _holding(rest, candidates, needles, Stage.PARTS, limit - len(found))
    return found


def _needles(query: str, stage: Stage) -> list[str]:
    """What is looked for as it was typed: what stands between the spaces, without signs."""
    parts = (part.strip(SIGNS) for part in normalise(query).split())
    needles = [part for part in dict.fromkeys(parts) if any(map(str.isalnum, part))]
    return [without_marks(needle) for needle in needles] if stage is Stage.LOOSELY else needles


def _candidates(queryset: QuerySet, column: str, needles: list[str]) -> list[tuple]:
    """Primary key and text of the newest records whose ``column`` holds every needle.

    The one step that reads all texts: a search takes it once at most.
    """
    for needle in needles:
        queryset = queryset.filter(_holds(column, needle, connections[queryset.db].vendor))
    return list(queryset.order_by("-pk").values_list("pk", "search_text")[:CANDIDATES])


def _holds(column: str, needle: str, vendor: str):
    """The quickest way there is: on Thai text PostgreSQL's LIKE takes ten times as long as
    its strpos, SQLite's instr twice as long as its LIKE.
    """
    if vendor == "postgresql":
        return GreaterThan(StrIndex(column, Value(needle)), 0)
    return Q(**{f"{column}__contains": needle})


def _holding(
    queryset: QuerySet, candidates: list[tuple], needles: list[str], stage: Stage, limit: int
) -> list[Hit]:
    """The candidates in which every needle stands where a word may be."""
    pks = [
        pk for pk, text in candidates if all(_stands_in(text, needle, stage) for needle in needles)
    ][:limit]
    records = queryset.in_bulk(pks)
    return [Hit(records[pk], stage) for pk in pks if pk in records]


def _stands_in(text: str, needle: str, stage: Stage) -> bool:
    """Whether ``needle`` stands in ``text`` in a place where somebody may have meant it.

    It must not cut a syllable, and it must begin or end where a word does; a short one
    must begin where a word begins and, where marks are not looked at, fill the word.
    """
    for match in _pattern(needle, stage).finditer(text):
        begins, ends = _at_word_edges(text, *match.span())
        if len(needle) > SHORT:
            if begins or ends:
                return True
        elif begins and (ends or stage is Stage.PARTS):
            return True
    return False


@lru_cache(maxsize=256)
def _pattern(needle: str, stage: Stage) -> re.Pattern:
    """Finds the needle in a normalised text, whole syllables only."""
    letters = map(re.escape, needle)
    if stage is Stage.LOOSELY:
        letters = (f"{'[าำ]' if letter == 'า' else letter}{MARK.pattern}*" for letter in letters)
    return re.compile(f"(?<![{LEADING_VOWELS}]){''.join(letters)}(?!{DEPENDENT})")


def _at_word_edges(text: str, start: int, stop: int) -> tuple[bool, bool]:
    """Whether a word begins at ``start`` and whether one ends at ``stop``."""
    left = max(start - AROUND, text.rfind(" ", 0, start) + 1, text.rfind("\n", 0, start) + 1)
    edges = {left, *accumulate(map(len, segment(text[left : stop + AROUND])), initial=left)}
    return start in edges, stop in edges


def snippet(text: str, query: str, *, length: int) -> SafeString:
    """A passage of about ``length`` letters of a plain text, as safe HTML.

    It begins a little before the first word that was looked for; every word looked for
    stands in ``<mark>``, also where only a part of it was typed or a tone mark is missing.
    Where nothing is found it is the beginning of the text.
    """
    pieces = segment(" ".join(text[:LONGEST_TEXT].split()))
    marked = _marked(pieces, query[:LONGEST_QUESTION])
    first = marked.index(True) if True in marked else 0
    ends = list(accumulate(map(len, pieces)))
    if not pieces or ends[-1] <= length:
        begin, end = 0, len(pieces)
    else:
        begin = bisect_right(ends, max(0, (ends[first - 1] if first else 0) - length // 4))
        end = max(bisect_right(ends, (ends[begin - 1] if begin else 0) + length), begin + 1)
    html = "".join(
        f"<mark>{escape(run)}</mark>" if hit else escape(run)
        for hit, run in (
            (hit, "".join(piece for piece, _hit in group))
            for hit, group in groupby(
                zip(pieces[begin:end], marked[begin:end], strict=True), key=itemgetter(1)
            )
        )
    )
    return mark_safe(f"{'…' if begin else ''}{html.strip()}{'…' if end < len(pieces) else ''}")


def _marked(pieces: list[str], query: str) -> list[bool]:
    """Which pieces of a text a query means: its words and, where some are missing, what was
    typed as a part of something longer or but for its marks.
    """
    spelled = [_spelled(piece) for piece in pieces]
    wanted = set(words(query))
    meant = [wanted.intersection(WORD.findall(piece)) for piece in spelled]
    marked = [bool(found) for found in meant]
    if wanted == set().union(*meant):
        return marked
    text = "".join(spelled)
    ends = list(accumulate(map(len, spelled)))
    for stage in (Stage.PARTS, Stage.LOOSELY):
        spans = [
            match.span()
            for needle in _needles(query, stage)
            for match in _pattern(needle, stage).finditer(text)
            if len(needle) > SHORT or any(_at_word_edges(text, *match.span()))
        ]
        for start, stop in spans:
            first, last = bisect_right(ends, start), bisect_left(ends, stop)
            marked[first : last + 1] = [True] * (last + 1 - first)
        if spans:
            break
    return marked


@lru_cache(maxsize=20_000)
def _spelled(piece: str) -> str:
    return " " if piece.isspace() else normalise(piece)
