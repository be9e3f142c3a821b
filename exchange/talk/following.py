"""Decides what an account follows, and whether it hears of a post: the most particular says.

A topic counts before its board, the board before the subjects, these before the fund that
writes. One's own topic, and one that one has written in, is followed as if it had been asked
for, whatever is said of its board. Of several subjects the one that says most counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.models import BoardPage, Following, Topic
from exchange.models.following import TARGETS
from portal.funds.access import Rights
from portal.funds.models import Fund, Subject
from portal.people.models import User

Level = Following.Level

#: From the one that says most to the one that says least.
LOUDEST_FIRST = (Level.EVERY, Level.FIRST, Level.NAMED, Level.MUTED)


class FollowingRefused(Exception):
    """Nothing was changed. The message says why, in the reader's language."""


@dataclass(frozen=True)
class Hearing:
    """What decided how much somebody hears: a row, or nothing but having written there."""

    level: str
    row: Following | None = None

    def of(self, *, opening: bool, named: bool) -> bool:
        """Whether a post is heard of; `opening`: it opens its topic, `named`: it names one."""
        return (
            self.level == Level.EVERY
            or (self.level == Level.FIRST and opening)
            or (named and self.level != Level.MUTED)
        )


def hearing(rows: Iterable[Following], *, own: bool) -> Hearing:
    """What counts for one account, of its rows about a post's topic, board, subjects and fund.

    `own`: the account began the topic or has written in it. Pure.
    """
    by_kind = {}
    for row in rows:
        other = by_kind.get(row.kind)
        if other is None or LOUDEST_FIRST.index(row.level) < LOUDEST_FIRST.index(other.level):
            by_kind[row.kind] = row
    if own and "topic" not in by_kind:
        return Hearing(Level.EVERY)
    first = next((by_kind[kind] for kind in TARGETS if kind in by_kind), None)
    return Hearing(first.level, first) if first else Hearing(Level.NAMED)


def levels_for(kind: str) -> list[Level]:
    """How much can be heard of a kind of target; a topic has only one first post."""
    return [level for level in Level if not (kind == "topic" and level == Level.FIRST)]


def target_of(*, kind: str, pk: int, rights: Rights) -> Topic | BoardPage | Subject | Fund | None:
    """What is to be followed, if the reader may see it; a topic comes with its place."""
    if kind == "topic":
        found = Topic.objects.visible_to(rights).without_search_text()
        found = found.select_related("board", "pair__mentor", "pair__mentee")
    elif kind == "board":
        found = BoardPage.objects.readable_by(rights)
    elif kind == "subject":
        found = Subject.objects.filter(active=True)
    else:
        found = Fund.objects.all()
    return found.filter(id=pk).first()


@transaction.atomic
def follow(*, user: User, rights: Rights, kind: str, pk: int, level: str) -> Following:
    """Say how much an account hears of something it may see. Raises `FollowingRefused`."""
    if level not in levels_for(kind):
        raise FollowingRefused(_("Please choose one of the ways to follow that are shown."))
    if target_of(kind=kind, pk=pk, rights=rights) is None:
        raise FollowingRefused(_("This is no longer there, or not for you to read."))
    row, _made = Following.objects.update_or_create(
        user=user, **{f"{kind}_id": pk}, defaults={"level": level}
    )
    return row


def mute(*, user: User, kind: str, pk: int) -> None:
    """Hear nothing at all of something any more, even where one may no longer read it."""
    Following.objects.update_or_create(
        user=user, **{f"{kind}_id": pk}, defaults={"level": Level.MUTED}
    )


def unfollow(*, user: User, kind: str, pk: int) -> bool:
    """Go back to the default for something; whether there was anything to take back."""
    gone, _each = Following.objects.filter(user=user, **{f"{kind}_id": pk}).delete()
    return bool(gone)


def chosen_level(*, user: User, kind: str, pk: int) -> str:
    """What an account has chosen for one target; empty where it has not."""
    chosen = Following.objects.filter(user=user, **{f"{kind}_id": pk})
    return chosen.values_list("level", flat=True).first() or ""


@dataclass(frozen=True)
class Followed:
    """One thing an account follows, as its own page shows it; `title` is empty where the
    account may not read it any more.
    """

    row: Following
    title: str
    url: str

    @property
    def levels(self) -> list[Level]:
        return levels_for(self.row.kind)


def followed_by(*, user: User, rights: Rights) -> list[Followed]:
    """All that an account has chosen, newest first; names only what it may read today."""
    rows = list(Following.objects.filter(user=user).with_targets())
    topics = Topic.objects.visible_to(rights).filter(pk__in=[row.topic_id for row in rows])
    boards = BoardPage.objects.readable_by(rights).filter(pk__in=[row.board_id for row in rows])
    open_ones = {
        "topic": set(topics.values_list("pk", flat=True)),
        "board": set(boards.values_list("pk", flat=True)),
    }
    found = []
    for row in rows:
        target = row.target
        shown = target.pk in open_ones.get(row.kind, {target.pk})
        found.append(Followed(row, str(target) if shown else "", _address(row) if shown else ""))
    return found


def _address(row: Following) -> str:
    """The page of what is followed; a subject has none of its own."""
    if row.kind == "board":
        return row.board.url
    return "" if row.kind == "subject" else row.target.get_absolute_url()
