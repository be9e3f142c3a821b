"""Decides where in a text something stands that was typed as a part of a word, or mistyped."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from string import punctuation

from portal.thai.words import ALIKE, MARK, normalise, segment, skeleton

SHORT = 3  # letters
LONG_ENOUGH = 5  # letters of a word of which one may be wrong
AROUND = 60  # letters beside a needle that tell where words begin and end
SIGNS = punctuation + "“”‘’…–—ๆฯ"
LEADING_VOWELS = "เแโใไ"  # belong to the letter after them
DEPENDENT = "[ะ-ฺๅ็-๎]"  # belongs to the letter before it


def needles_in(query: str) -> list[str]:
    """What is looked for as it was typed: what stands between the spaces, without signs."""
    parts = (part.strip(SIGNS) for part in normalise(query).split())
    return [part for part in dict.fromkeys(parts) if any(map(str.isalnum, part))]


def stands_in(text: str, needle: str, *, loosely: bool = False) -> bool:
    """Whether ``needle`` stands in a normalised text in a place where somebody may mean it.

    It must not cut a syllable, and it must begin or end where a word does; a short one
    must begin where a word begins and, looked for ``loosely``, fill the word.
    """
    for match in pattern(needle, loosely=loosely).finditer(text):
        begins, ends = at_word_edges(text, *match.span())
        if not is_short(needle, loosely=loosely):
            if begins or ends:
                return True
        elif begins and (ends or not loosely):
            return True
    return False


def nearly_in(text: str, needle: str) -> bool:
    """Whether some words of a normalised text are ``needle`` but for one letter: left out, put
    in, or another one. Marks and letters that sound alike are not looked at.
    """
    wanted = skeleton(needle)
    if len(wanted) < LONG_ENOUGH:
        return False
    near = _near(skeleton(text), wanted)
    if not near:
        return False  # before the text is cut into words, which is most of the work
    edges = {0, *accumulate(map(_bare_length, segment(text)))}
    return any(start in edges and stop in edges for start, stop in near)


@lru_cache(maxsize=20_000)
def _bare_length(word: str) -> int:
    return len(skeleton(word))


def _near(bare: str, wanted: str) -> set[tuple[int, int]]:
    """Where something one letter apart from `wanted` stands. Where one letter is wrong, one half
    is right: only places around either half are looked at.
    """
    middle = len(wanted) // 2
    starts = set(_places(bare, wanted[:middle]))
    for place in _places(bare, wanted[middle:]):
        starts.update(range(max(0, place - middle - 1), place - middle + 2))
    return {
        (start, stop)
        for start in starts
        for stop in range(start + len(wanted) - 1, start + len(wanted) + 2)
        if stop <= len(bare) and _one_letter_apart(bare[start:stop], wanted)
    }


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place != -1:
        yield place
        place = text.find(part, place + 1)


def _one_letter_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    if len(short) == len(long):
        return short[same + 1 :] == long[same + 1 :]
    return short[same:] == long[same + 1 :]


def is_short(needle: str, *, loosely: bool) -> bool:
    """Whether it stands in too many words to be looked for inside them."""
    return len(skeleton(needle) if loosely else needle) <= SHORT


@lru_cache(maxsize=256)
def pattern(needle: str, *, loosely: bool) -> re.Pattern:
    """Finds the needle in a normalised text, whole syllables only.

    ``loosely``: whatever marks stand in either, and whichever of the letters that sound alike.
    """
    letters = map(_alike, skeleton(needle)) if loosely else map(re.escape, needle)
    return re.compile(f"(?<![{LEADING_VOWELS}]){''.join(letters)}(?!{DEPENDENT})")


def _alike(letter: str) -> str:
    others = ALIKE.get(letter)
    return f"{f'[{letter}{others}]' if others else re.escape(letter)}{MARK.pattern}*"


def at_word_edges(text: str, start: int, stop: int) -> tuple[bool, bool]:
    """Whether a word begins at ``start`` and whether one ends at ``stop``."""
    left = max(start - AROUND, text.rfind(" ", 0, start) + 1, text.rfind("\n", 0, start) + 1)
    edges = {left, *accumulate(map(len, segment(text[left : stop + AROUND])), initial=left)}
    return start in edges, stop in edges
