"""Decides which passage of a text stands for it among the hits of a search, and what is marked."""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.thai.needles import at_word_edges, is_short, needles_in, pattern
from portal.thai.search import LONGEST_QUESTION
from portal.thai.stop_words import without_stop_words
from portal.thai.text_dates import named_times
from portal.thai.tokens import WORD, words
from portal.thai.words import normalise, segment

LONGEST_TEXT = 20_000  # letters of a text that a snippet is looked for in


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
    wanted = set(without_stop_words(words(query)))
    meant = [wanted.intersection(WORD.findall(piece)) for piece in spelled]
    marked = [bool(found) for found in meant]
    _mark_times(marked, pieces, query)
    if wanted == set().union(*meant):
        return marked
    text = "".join(spelled)
    ends = list(accumulate(map(len, spelled)))
    for loosely in (False, True):
        spans = [
            match.span()
            for needle in needles_in(query)
            for match in pattern(needle, loosely=loosely).finditer(text)
            if not is_short(needle, loosely=loosely) or any(at_word_edges(text, *match.span()))
        ]
        for start, stop in spans:
            _mark(marked, ends, start, stop)
        if spans:
            break
    return marked


def _mark(marked: list[bool], ends: list[int], start: int, stop: int) -> None:
    """Mark the pieces that reach into a stretch of the text; `ends` is where each ends."""
    first, last = bisect_right(ends, start), bisect_left(ends, stop)
    marked[first : last + 1] = [True] * (last + 1 - first)


def _mark_times(marked: list[bool], pieces: list[str], query: str) -> None:
    """Mark the times a query means, in whatever writing they stand in the text."""
    wanted = {time.tokens[0] for time in named_times(query)}
    if wanted:
        ends = list(accumulate(map(len, pieces)))
        for time in named_times("".join(pieces)):
            if wanted.intersection(time.tokens):
                _mark(marked, ends, time.start, time.end)


@lru_cache(maxsize=20_000)
def _spelled(piece: str) -> str:
    return " " if piece.isspace() else normalise(piece)
