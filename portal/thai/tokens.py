"""Decides which words of a text the search index holds, and how they are written there.

The full-text search of SQLite takes Thai vowel signs and tone marks for spaces, the one
of PostgreSQL takes a whole unspaced sentence for one word. So the index never sees Thai:
a text is cut into words here and every word that is not plain Latin is written as ``z``
and digits, two a Thai letter, which both databases keep as one word. The beginning of a
word is still the beginning of its spelling, so that a search by beginnings works.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from portal.thai.words import normalise, segment

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


def words(text: str) -> Iterator[str]:
    """The words of ``text`` in order and in one spelling, without spaces and signs."""
    for piece in segment(normalise(text[:LONGEST_TEXT]).translate(REPEATS)):
        for word in WORD.findall(piece):
            yield word[:LONGEST_WORD]


def token(word: str) -> str:
    """``word`` as the index writes it: small Latin letters and digits only."""
    if word.isascii():
        return word
    codes = (ord(letter) for letter in word)
    return "z" + "".join(
        f"{code - THAI:02}" if 0 < code - THAI < 92 else f"{OTHER}{code:07}" for code in codes
    )


def word_tokens(text: str) -> list[str]:
    """What the index holds of a text that is found by its words."""
    return [token(word) for word in words(text)]


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
