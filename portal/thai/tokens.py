"""Decides which words of a text the search index holds, and how they are written there.

The full-text search of SQLite takes Thai vowel signs and tone marks for spaces, the one
of PostgreSQL takes a whole unspaced sentence for one word. So the index never sees Thai:
a text is cut into words here and every word that is not plain Latin is written as ``z``
and digits, two a Thai letter, which both databases keep as one word. The beginning of a
word is still the beginning of its spelling, so that a search by beginnings works.

Three more kinds of tokens begin with ``z`` and a letter: times a text names in whatever
writing (``zy2025``), and its parts, three letters each (``zg…``), by which a search finds
what stands inside other words or was mistyped without reading every text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from portal.thai.text_dates import named_times
from portal.thai.words import normalise, segment, skeleton

THAI = 0x0E00  # its letters and marks are the 91 code points after this one
OTHER = "99"  # before the seven digits of any other code point
# Letters and digits of any script, with the marks that Thai, its neighbours and accented
# Latin put above and below them.
WORD = re.compile(
    r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ece\u1000-\u109f"
    r"\u1780-\u17d3])+"
)
REPEATS = str.maketrans("", "", "ๆฯ")
LONGEST_TEXT = 200_000  # letters of one field; PostgreSQL refuses a vector over 1 MB
LONGEST_WORD = 100
LONGEST_BEGINNING = 24
LETTERS = re.compile(r"[^\W_]+")
GRAM = 3  # letters of a part
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def words(text: str) -> Iterator[str]:
    """The words of ``text`` in order and in one spelling, without spaces and signs."""
    for piece in segment(normalise(text[:LONGEST_TEXT]).translate(REPEATS)):
        for word in WORD.findall(piece):
            yield word[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def token(word: str) -> str:
    """``word`` as the index writes it: small Latin letters and digits only."""
    if word.isascii():
        return word
    codes = (ord(letter) for letter in word)
    return "z" + "".join(
        f"{code - THAI:02}" if 0 < code - THAI < 92 else f"{OTHER}{code:07}" for code in codes
    )


def word_tokens(text: str) -> list[str]:
    """What the index holds of a text that is found by its words and the times it names."""
    return [token(word) for word in words(text)] + time_tokens(text)


def time_tokens(text: str) -> list[str]:
    """The years, months and days a text names, each once."""
    named = (token for time in named_times(text[:LONGEST_TEXT]) for token in time.tokens)
    return list(dict.fromkeys(named))


def part_tokens(text: str) -> set[str]:
    """What the index holds of a text that is found by parts of its words, mistyped or not.

    Every three letters that stand together, and the two that a word begins with, all
    without marks.
    """
    text = normalise(text[:LONGEST_TEXT])
    found = set()
    for run in LETTERS.findall(skeleton(text)):
        found.update(_gram(run[start : start + GRAM]) for start in range(len(run) - GRAM + 1))
    for word in segment(text):
        bare = skeleton(word)
        if len(bare) > 1 and bare[:2].isalnum():
            found.add(_gram(bare[:2]))
    return found


def needle_tokens(needle: str) -> list[str]:
    """The parts that a text must hold for ``needle`` (normalised) to stand in it; none for
    a single letter, which stands everywhere.
    """
    runs = LETTERS.findall(skeleton(needle))
    grams = [
        run[start : start + GRAM] for run in runs for start in range(max(1, len(run) - GRAM + 1))
    ]
    whole = [gram for gram in grams if len(gram) == GRAM]
    if not whole and len(runs) == 1:
        whole = [gram for gram in grams if len(gram) == 2]
    return list(dict.fromkeys(map(_gram, whole)))


def half_tokens(needle: str) -> tuple[list[str], list[str]]:
    """The parts of either half of ``needle``: where one letter is wrong, one half is right."""
    bare = skeleton(needle)
    middle = len(bare) // 2
    return needle_tokens(bare[:middle]), needle_tokens(bare[middle:])


@lru_cache(maxsize=50_000)
def _gram(letters: str) -> str:
    """The token of two or three letters. Different letters rarely share one; no harm is done."""
    number = len(letters)
    for letter in letters:
        code = ord(letter)
        number = number * 128 + (code - THAI if 0 < code - THAI < 92 else code % 36 + 92)
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits += ALPHABET[digit]
    return f"zg{digits}"


def beginning_tokens(text: str) -> list[str]:
    """What the index holds of a text that is found while it is being typed.

    From each word on, the letters up to the next space, without signs: somebody half way
    through a word has typed the beginning of one of these, wherever the half word would
    be cut.
    """
    return [
        token("".join(run[place:])[:LONGEST_BEGINNING])
        for run in runs(text)
        for place in range(len(run))
    ]


def runs(text: str) -> Iterator[list[str]]:
    """The words of ``text`` that stand together without a space, Latin apart from others."""
    for stretch in text[:LONGEST_TEXT].split():
        for _script, run in groupby(words(stretch), key=str.isascii):
            yield list(run)
