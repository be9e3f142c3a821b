"""Decides which names sound alike, and where to look for names one slip of the finger away.

Thai writes one sound with several letters, and on old phones tone marks get lost: how a name
sounds is the same for all of these. One slip leaves the first or the second half of a name as
it was, so both halves are stored, each with the length of the whole, and a name one slip away
is found by a few questions to two indexes.
"""

import re

from portal.thai.words import without_marks

#: Letters of one sound; the last of each row stands for all.
ONE_SOUND = (
    *("ขฃคฅฆค", "ฉชฌช", "ซศษส", "ญย", "ฎด", "ฏต", "ถทธฐฑฒท", "ณน", "ผพภพ", "ฝฟ", "รลฬฤล", "ฮห"),
    *("ๅา", "ใไ"),
)
SAME_SOUND = str.maketrans({letter: row[-1] for row in ONE_SOUND for letter in row})
#: A letter that is written and not spoken, with its mark.
SILENT = re.compile("[ก-ฮ][ิุ]?์")
DOUBLED = re.compile(r"(.)\1+")
NO_SOUND = re.compile(r"[^0-9a-zก-ๅ]")


def sound(word: str) -> str:
    """A normalised name as it sounds: letters of one sound alike, no marks, none doubled."""
    heard = without_marks(SILENT.sub("", word)).translate(SAME_SOUND)
    return DOUBLED.sub(r"\1", NO_SOUND.sub("", heard))


def heard(first: str, last: str) -> str:
    """How a whole name sounds, of its two normalised parts."""
    return f"{sound(first)} {sound(last)}".strip()


def halves(name: str) -> tuple[str, str]:
    """What is stored of how a name sounds: its two halves, each with the length of the whole."""
    return _halves(name, len(name))


def halves_of_slips(first: str, last: str) -> tuple[set[str], set[str]]:
    """Whatever is one letter more, less or otherwise, in either order of the two names, has one of
    these first halves or one of these second halves.
    """
    heads, tails = set(), set()
    for name in {heard(first, last), heard(last, first)} - {""}:
        for length in (len(name) - 1, len(name), len(name) + 1):
            head, tail = _halves(name, length)
            heads.add(head)
            tails.add(tail)
        heads.add(_halves(_swapped_in_the_middle(name), len(name))[0])
    return heads, tails


def _halves(name: str, length: int) -> tuple[str, str]:
    """The halves that a name of some length has where it is like this one."""
    half = length // 2
    return f"{length}{name[:half]}", f"{length}{name[len(name) - (length - half) :]}"


def _swapped_in_the_middle(name: str) -> str:
    """Two letters swapped just where the halves meet: the one slip that is in both."""
    half = len(name) // 2
    return name[: half - 1] + name[half : half + 1] + name[half - 1 : half] + name[half + 1 :]
