"""Decides what an edit changed: which words went, which came, which stayed.

Pure. Thai has no spaces between words, so texts are cut by `portal.thai.words`. Phrases
(what stands between spaces and new lines) are compared first, then the words of those that
changed. Whoever reads sees whole words: a vowel, a tone mark or half of an emoji never
changes by itself.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from portal.thai.words import segment

PHRASE = re.compile(r"\s+|[^\s]+")
#: What belongs to the letter before it though Unicode does not call it a mark: vowels written
#: after their consonant, the joiner and the skin tones of emoji.
CLINGS = set("ะาำๅ\u200d") | {chr(tone) for tone in range(0x1F3FB, 0x1F400)}
#: What belongs to the letter after it: vowels written before their consonant, and the joiner.
HOLDS = set("เแโใไ\u200d")

#: Pairs of pieces compared at most, so that no text, however odd, keeps a reader waiting;
#: what is larger is shown as replaced altogether. Two full texts of Thai have about a million
#: pairs of phrases.
MOST_PAIRS = 4_000_000
#: Words of a changed passage that must have stayed for it to be shown word by word.
LIKE = 0.3


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, went or came."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The two texts as one: all that is no `IN` joins to `before`, all that is no `OUT` to `after`.

    In a changed place what went stands before what came.
    """
    pieces: list[Piece] = []
    left = MOST_PAIRS
    for old, new in _compared(_phrases(before), _phrases(after)):
        if old == new:
            pieces.append(Piece(Kind.SAME, "".join(old)))
            continue
        gone, come = _words("".join(old)), _words("".join(new))
        pairs = len(gone) * len(come)
        left -= pairs
        pieces += _by_word(gone, come) if pairs and left >= 0 else _replaced(gone, come)
    return list(_joined(pieces))


def _phrases(text: str) -> list[str]:
    """The text cut at spaces, the spaces kept, and never inside what belongs together."""
    return _whole(PHRASE.findall(text))


def _words(text: str) -> list[str]:
    return _whole(segment(text))


def _whole(pieces: list[str]) -> list[str]:
    """The pieces, those joined that a reader cannot see apart."""
    whole: list[str] = []
    for piece in pieces:
        if whole and (_clings(piece[0]) or whole[-1][-1] in HOLDS):
            whole[-1] += piece
        else:
            whole.append(piece)
    return whole


def _clings(letter: str) -> bool:
    return letter in CLINGS or unicodedata.category(letter)[0] == "M"


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Stretches of both lists beside each other, alike or not, in order."""
    head = _common(old, new)
    tail = _common(old[:head:-1], new[:head:-1])
    yield old[:head], new[:head]
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) * len(middle_new) > MOST_PAIRS:
        yield middle_old, middle_new
    else:
        for _tag, i, j, k, m in SequenceMatcher(None, middle_old, middle_new).get_opcodes():
            yield middle_old[i:j], middle_new[k:m]
    yield old[len(old) - tail :], new[len(new) - tail :]


def _common(one: list[str], other: list[str]) -> int:
    """How many pieces both lists begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _by_word(old: list[str], new: list[str]) -> list[Piece]:
    """A changed passage word by word, or as a whole where hardly anything of it stayed."""
    pieces = []
    for gone, come in _compared(old, new):
        if gone == come:
            pieces.append(Piece(Kind.SAME, "".join(gone)))
        else:
            pieces += _replaced(gone, come)
    stayed = sum(len(piece.text.strip()) for piece in pieces if piece.kind == Kind.SAME)
    longest = max(len("".join(old)), len("".join(new)))
    return pieces if stayed >= LIKE * longest else _replaced(old, new)


def _replaced(old: list[str], new: list[str]) -> list[Piece]:
    return [Piece(Kind.OUT, "".join(old)), Piece(Kind.IN, "".join(new))]


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces without empty ones, neighbours of one kind as one, what went before what came."""
    shown = _spaces_changed([piece for piece in pieces if piece.text])
    for _same, run in groupby(shown, lambda piece: piece.kind == Kind.SAME):
        stretch = list(run)
        for kind in Kind:
            if text := "".join(piece.text for piece in stretch if piece.kind == kind):
                yield Piece(kind, text)


def _spaces_changed(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces; a space that alone stayed between two replaced words is replaced with them.

    “A passage went, another came” is read more easily than word, space, word.
    """
    for number, piece in enumerate(pieces):
        around = pieces[max(number - 2, 0) : number] + pieces[number + 1 : number + 3]
        alone = piece.kind == Kind.SAME and piece.text.isspace() and "\n" not in piece.text
        if alone and [near.kind for near in around] == [Kind.OUT, Kind.IN] * 2:
            yield replace(piece, kind=Kind.OUT)
            yield replace(piece, kind=Kind.IN)
        else:
            yield piece
