"""Decides which names sound alike, and which could be one slip of the finger apart.

Thai writes one sound with several letters, and on old phones tone marks get lost. A name's
sound key is the same for all of these; it is stored, so that looking for it is one question
to an index. First and last name stand in it in fixed order: swapped ones have the same key.
"""

import re
from collections.abc import Iterator

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

THAI = "กคงจชสยดตทนบปพฟมลวหอะาเแโไ"
LATIN = "abcdefghijklmnopqrstuvwxyz"
#: A shorter word is not compared by slips: with one other letter it is another name.
SHORTEST_SLIP = 3


def sound(word: str) -> str:
    """A normalised name as it sounds: letters of one sound alike, no marks, none doubled."""
    heard = without_marks(SILENT.sub("", word)).translate(SAME_SOUND)
    return DOUBLED.sub(r"\1", NO_SOUND.sub("", heard))


def sound_key(first: str, last: str) -> str:
    """The key of a whole name, of its two normalised parts."""
    return _joined(sound(first), sound(last))


def slip_keys(first: str, last: str) -> set[str]:
    """Every sound key that one letter more, less or otherwise in one of the names would give,
    and its own.
    """
    first, last = sound(first), sound(last)
    found = {_joined(first, last)}
    found.update(_joined(other, last) for other in _slips(first))
    found.update(_joined(first, other) for other in _slips(last))
    return found


def _joined(*parts: str) -> str:
    return " ".join(sorted(part for part in parts if part))


def _slips(word: str) -> Iterator[str]:
    if len(word) < SHORTEST_SLIP:
        return
    letters = LATIN if word.isascii() else THAI
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
