"""Decides which single things, besides whole kinds of letters, a stop link can stop.

A topic or a board belongs to a room above this one: that room says what it is called and
how it is stopped. Here it is known by a name like ``topic:12``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from portal.people.models import Person


@dataclass(frozen=True)
class Matter:
    """One thing somebody hears of, as it stands today.

    `title` is in the language that is spoken now and tells nothing the person may not read.
    `stop` returns how much was heard before, which `again` takes to give just that back;
    without it, it gives what is usual. Both may be repeated; `again` may refuse with a
    `NotAgain`.
    """

    title: str
    stopped: bool
    stop: Callable[[], str]
    again: Callable[[str], None]


class NotAgain(Exception):
    """Nothing was changed. The message says why, in the reader's language."""


Finder = Callable[[Person, int], Matter | None]

_finders: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """Let a room say what things of a kind are."""
    _finders[kind] = finder


def is_matter(name: str) -> bool:
    """Whether a text names a single thing of a kind that is known."""
    kind, _colon, pk = name.partition(":")
    return kind in _finders and pk.isascii() and pk.isdecimal()


def matter(*, person: Person, name: str) -> Matter | None:
    """What a name means for somebody today; None where it is no longer there."""
    kind, _colon, pk = name.partition(":")
    return _finders[kind](person, int(pk))


def matters(*, person: Person, names: str) -> dict[str, Matter]:
    """Of several names, separated by spaces, those that still mean something."""
    found = {name: matter(person=person, name=name) for name in names.split() if is_matter(name)}
    return {name: one for name, one in found.items() if one}
