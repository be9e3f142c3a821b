"""Decides what a search question asks of the index: which words, joined how.

A question is a tree of Wagtail's query objects. It becomes one expression in the
database's own query language, made of tokens that hold nothing but small Latin letters
and digits: whatever is typed, nothing in it can be taken for syntax.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from portal.thai.stop_words import without_stop_words
from portal.thai.text_dates import named_times
from portal.thai.tokens import LONGEST_BEGINNING, runs, token, words

LONGEST_QUESTION = 200  # letters; what is typed beyond them is not looked at
MOST_WORDS = 32


@dataclass(frozen=True)
class Syntax:
    """How a database writes its full-text expressions."""

    quote: str
    prefix: str
    both: str
    either: str
    without: str
    beside: str

    def word(self, word_token: str) -> str:
        return f"{self.quote}{word_token}{self.quote}"

    def beginning(self, word_token: str) -> str:
        return f"{self.word(word_token)}{self.prefix}"

    def phrase(self, tokens: Sequence[str]) -> str:
        return self._joined(self.beside, [self.word(word_token) for word_token in tokens])

    def all_of(self, parts: Sequence[str]) -> str:
        return self._joined(self.both, parts)

    def any_of(self, parts: Sequence[str]) -> str:
        return self._joined(self.either, parts)

    def minus(self, part: str, unwanted: str) -> str:
        return self._joined(self.without, [part, unwanted])

    @staticmethod
    def _joined(sign: str, parts: Sequence[str]) -> str:
        return parts[0] if len(parts) == 1 else f"({f' {sign} '.join(parts)})"


SQLITE = Syntax(quote='"', prefix="*", both="AND", either="OR", without="NOT", beside="+")
POSTGRES = Syntax(quote="'", prefix=":*", both="&", either="|", without="& !", beside="<->")


@dataclass(frozen=True)
class Found:
    """A set of records: those an expression finds, or (``but``) all but those.

    Without an expression: none, or all. A database can only be asked for the first kind,
    so negations are kept out of the expression until something stands before them.
    """

    expression: str | None = None
    but: bool = False


NOTHING = Found()
EVERYTHING = Found(but=True)


def understand(question: SearchQuery, *, syntax: Syntax, by_beginning: bool) -> Found:
    """The records a question asks for; a question without a word finds nothing."""
    return _understand(question, syntax, by_beginning) or NOTHING


def _understand(question: SearchQuery, syntax: Syntax, by_beginning: bool) -> Found | None:
    """None for a part that says nothing, like a lone sign: the rest decides."""
    match question:
        case MatchAll():
            return EVERYTHING
        case PlainText() | Fuzzy() | Phrase():
            expression = _text(question, syntax, by_beginning)
            return Found(expression) if expression else None
        case Boost():
            return _understand(question.subquery, syntax, by_beginning)
        case Not():
            part = _understand(question.subquery, syntax, by_beginning)
            return part and _opposite(part)
        case And() | Or():
            parts = [_understand(part, syntax, by_beginning) for part in question.subqueries]
            parts = [part for part in parts if part is not None]
            if not parts:
                return None
            if isinstance(question, And):
                return _all_of(parts, syntax)
            return _opposite(_all_of([_opposite(part) for part in parts], syntax))
    raise NotImplementedError(f"The portal's search does not know {type(question).__name__}.")


def _opposite(found: Found) -> Found:
    return Found(found.expression, but=not found.but)


def _all_of(parts: Sequence[Found], syntax: Syntax) -> Found:
    wanted = [part.expression for part in parts if not part.but]
    unwanted = [part.expression for part in parts if part.but and part.expression]
    if None in wanted:
        return NOTHING
    barred = syntax.any_of(unwanted) if unwanted else None
    if not wanted:
        return Found(barred, but=True)
    expression = syntax.all_of(wanted)
    return Found(syntax.minus(expression, barred) if barred else expression)


def _text(question: PlainText | Fuzzy | Phrase, syntax: Syntax, by_beginning: bool) -> str:
    text = question.query_string[:LONGEST_QUESTION]
    if by_beginning:
        parts = [_beginning(run, syntax) for run in runs(text)][:MOST_WORDS]
    elif isinstance(question, Phrase):
        tokens = [token(word) for word in words(text)][:MOST_WORDS]
        return syntax.phrase(tokens) if tokens else ""
    else:
        parts = _words_and_times(text, syntax)
    if not parts:
        return ""
    return syntax.any_of(parts) if _any_will_do(question) else syntax.all_of(parts)


def _words_and_times(text: str, syntax: Syntax) -> list[str]:
    """One expression a word that matters; a time is looked for in any writing."""
    rest, times, end = [], [], 0
    for time in sorted(named_times(text), key=lambda time: time.start):
        rest.append(text[end : time.start])
        end = time.end
        literal = [syntax.word(token(word)) for word in words(text[time.start : end])]
        named = syntax.word(time.tokens[0])
        times.append(syntax.any_of([syntax.all_of(literal), named]) if literal else named)
    rest.append(text[end:])
    plain = [token(word) for word in without_stop_words(words(" ".join(rest)), alone=not times)]
    return [*map(syntax.word, plain[: MOST_WORDS - len(times[:8])]), *times[:8]]


def _any_will_do(question: SearchQuery) -> bool:
    return isinstance(question, PlainText | Fuzzy) and question.operator == "or"


def _beginning(run: list[str], syntax: Syntax) -> str:
    """What was typed without a space: the beginning of something, or of several words."""
    together = syntax.beginning(token("".join(run)[:LONGEST_BEGINNING]))
    if len(run) == 1:
        return together
    apart = syntax.all_of([syntax.beginning(token(word)) for word in run[:MOST_WORDS]])
    return syntax.any_of([together, apart])
