"""Decides what somebody's list of unfinished texts shows, and when old ones are forgotten.

What was typed stays its writer's, wherever it was begun; of a place they may no longer read
not even the name is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from exchange.access import answers_for
from exchange.models import BoardPage, Draft, Pair, Post, Topic
from exchange.talk.text import excerpt, to_html
from portal.funds.access import Rights

#: How long a text that nobody goes on with is kept.
KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Unfinished:
    """A draft as its writer finds it today; `open`: they may go on with it where it was begun."""

    draft: Draft
    open: bool

    @property
    def title(self) -> str:
        """What was typed as a title, else the topic it belongs to; perhaps empty."""
        if self.draft.title:
            return self.draft.title
        return self.draft.beside.title if self.open and self.draft.beside else ""

    @property
    def place(self) -> str:
        """Where it was begun; empty where that is no longer theirs to read."""
        return str(self.draft.beside or self.draft.place) if self.open else ""

    @property
    def passage(self) -> str:
        """How it begins."""
        return excerpt(to_html(self.draft.text))


def unfinished_of(rights: Rights, *, most: int) -> list[Unfinished]:
    """What an account has begun to write, the newest first."""
    drafts = list(Draft.objects.of(rights.user_id).with_places()[:most])
    places = _open_places(drafts, rights)
    return [Unfinished(draft, draft.place in places) for draft in drafts]


def _open_places(drafts: Iterable[Draft], rights: Rights) -> set:
    """Of the places of some drafts, those open to their writer; a query for each kind of them."""
    keys = {}
    for draft in drafts:
        keys.setdefault(type(draft.place), []).append(draft.place.pk)
    found = set()
    readable = {
        BoardPage: BoardPage.objects.readable_by,
        Pair: Pair.objects.open_to,
        Topic: Topic.objects.reachable_by,
        Post: Post.objects.reachable_by,
    }
    for model, wanted in keys.items():
        rows = readable[model](rights).filter(pk__in=wanted)
        found |= {row for row in rows if model is not Post or answers_for(rights, row)}
    return found


def forget_old(*, moment: datetime | None = None) -> int:
    """Delete with all their files the drafts nobody has touched for `KEPT_FOR`; how many."""
    before = (moment or timezone.now()) - KEPT_FOR
    old = Draft.objects.filter(saved_at__lt=before).exclude(attachments__created_at__gte=before)
    forgotten = list(old)
    for draft in forgotten:
        draft.delete()
    return len(forgotten)
