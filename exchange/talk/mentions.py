"""Decides who is named in a text by ``@[name]``: funds, and people who write under their name.

Nobody learns from this who stands behind a fund: a person can be named only where they have
written as themselves, before the eyes of everybody who reads there. A name that fits nobody,
or several, stays the text it is.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import translation

from exchange.models import BoardPage, Mention, Pair, Post
from exchange.talk.text import names_typed
from portal.funds.models import Fund
from portal.people.models import Person
from portal.people.names import name_key
from portal.thai.words import normalise

#: People and funds named in one post; with more it is a letter to everybody.
MOST_MENTIONS = 10
#: Names offered at once while one is typed.
OFFERED = 8
#: Letters from which on names are offered.
FEWEST_LETTERS = 2
#: Between a fund's name and its place, where the name alone fits several.
PLACE_AFTER = " · "


@dataclass(frozen=True)
class Named:
    """Who a typed name belongs to: a fund, or the account of a person."""

    label: str
    fund: Fund | None = None
    user_id: int | None = None

    @property
    def address(self) -> str:
        """The fund's page, in the language of the posts; a person has none."""
        if self.fund is None:
            return ""
        with translation.override(settings.LANGUAGE_CODE):
            return self.fund.get_absolute_url()


def named_in(text: str, *, place: BoardPage | Pair) -> list[Named]:
    """Whom a text names, each once, in the order of the text. No query where nobody is."""
    labels = names_typed(text)
    if not labels:
        return []
    fitting = {label: [] for label in labels}
    for named in [*_funds_called(labels), *_people_called(labels, place)]:
        fitting[named.label].append(named)
    return [found[0] for found in fitting.values() if len(found) == 1]


def addresses(named: list[Named]) -> dict[str, str]:
    """What `exchange.talk.text.to_html` makes of the names: label → address."""
    return {one.label: one.address for one in named}


def note_mentions(*, post: Post, named: list[Named], told_at: datetime | None = None) -> None:
    """Write down whom a post names; whoever is named already stays as noted.

    `told_at` is given where nobody is told of it any more.
    """
    rows = [
        Mention(post=post, user_id=one.user_id, fund=one.fund, name=one.label, told_at=told_at)
        for one in named
    ]
    if rows:
        Mention.objects.bulk_create(rows, ignore_conflicts=True)


def names_like(typed: str, *, place: BoardPage | Pair) -> list[tuple[str, str]]:
    """Names that may be meant: (what is written in the brackets, a note to tell it by)."""
    typed = normalise(typed)
    if len(typed) < FEWEST_LETTERS:
        return []
    words = typed.split()
    people = _writers(place).filter(*(Q(name_key__contains=word) for word in words))
    offered = [(person.name, "") for person in people.order_by("sort_key")[:OFFERED]]
    funds = _funds().filter(*(Q(search_text__contains=word) for word in words))
    for fund in funds.order_by("sort_key")[: OFFERED - len(offered)]:
        place_name = fund.subdistrict.full_name
        offered.append((f"{fund.name}{PLACE_AFTER}{place_name}", place_name))
    return offered


def _funds():
    funds = Fund.objects.filter(merged_into=None).defer("search_text", "search_loose", "about")
    return funds.select_related("subdistrict__parent__parent")


def _funds_called(labels: list[str]) -> list[Named]:
    """Funds of these names; a place written behind the name has to be theirs."""
    wanted = {}
    for label in labels:
        name, _dot, place = label.partition(PLACE_AFTER)
        wanted.setdefault(name.strip(), []).append((label, place.strip()))
    return [
        Named(label, fund=fund)
        for fund in _funds().filter(name__in=wanted)
        for label, place in wanted[fund.name]
        if place in ("", fund.subdistrict.full_name)
    ]


def _people_called(labels: list[str], place: BoardPage | Pair) -> list[Named]:
    """People of these names who have written in the place as themselves."""
    wanted = {}
    for label in labels:
        first, _space, last = label.partition(" ")
        wanted.setdefault(name_key(first, last), []).append(label)
    return [
        Named(label, user_id=person.user_id)
        for person in _writers(place).filter(name_key__in=wanted)
        for label in wanted[person.name_key]
    ]


def _writers(place: BoardPage | Pair):
    """People who have written in a board or room under their own name."""
    there = {"topic__board": place.pk} if isinstance(place, BoardPage) else {"topic__pair": place}
    own = Post.objects.filter(author=OuterRef("user"), fund=None, **there)
    return Person.objects.known().filter(Exists(own), user__is_active=True)
