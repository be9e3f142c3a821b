"""Decides what an account is told of what the exchange keeps: its drafts, bookmarks, and so on.

All of it is told, but nothing of a place the account may no longer read: there it is said
only that there is something.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from exchange.models import Ballot, Bookmark, Post, Topic
from exchange.talk.following import followed_by
from exchange.talk.text import excerpt
from exchange.talk.unfinished import unfinished_of
from portal.funds.access import Rights
from portal.people.models import User
from portal.thai.dates import short_date

#: So many of a kind are told at once; nobody has more.
MOST = 1_000


@dataclass(frozen=True)
class Entry:
    """One thing that is kept: about what, what was said, when, and where it stands."""

    about: str
    said: str
    when: datetime
    url: str = ""


@dataclass(frozen=True)
class Part:
    """All of one kind; `key` names it in the file."""

    key: str
    title: str
    entries: list[Entry]


def own_data(*, user: User, rights: Rights) -> list[Part]:
    """Everything of the four kinds, newest first."""
    return [
        Part("unfinished_texts", _("Unfinished texts"), _drafts(rights)),
        Part("bookmarks", _("Bookmarks"), _bookmarks(rights)),
        Part("followed", _("What I follow"), _followed(user, rights)),
        Part("votes", _("My votes in polls"), _votes(rights)),
    ]


def as_file(parts: list[Part]) -> dict:
    """The same as plain values."""
    return {part.key: [asdict(entry) for entry in part.entries] for part in parts}


def _closed() -> str:
    return _("something you can no longer read")


def _drafts(rights: Rights) -> list[Entry]:
    return [
        Entry(
            one.title or one.place or _closed(),
            one.draft.text,
            one.draft.saved_at,
            one.draft.get_absolute_url() if one.open else "",
        )
        for one in unfinished_of(rights, most=MOST)
    ]


def _bookmarks(rights: Rights) -> list[Entry]:
    rows = Bookmark.objects.filter(user=rights.user_id).select_related("post__topic")[:MOST]
    posts = Post.objects.visible_to(rights).filter(pk__in=[row.post_id for row in rows])
    readable = set(posts.values_list("pk", flat=True))
    entries = []
    for row in rows:
        said = ""
        if row.remind_on:
            said = _("remind me on %(day)s") % {"day": short_date(row.remind_on)}
        if row.post_id in readable:
            about, url = row.post.topic.title, row.post.get_absolute_url()
            said = " · ".join(filter(None, (said, excerpt(row.post.html))))
        else:
            about, url = _closed(), ""
        entries.append(Entry(about, said, row.created_at, url))
    return entries


def _followed(user: User, rights: Rights) -> list[Entry]:
    return [
        Entry(one.title or _closed(), one.row.get_level_display(), one.row.since, one.url)
        for one in followed_by(user=user, rights=rights)
    ]


def _votes(rights: Rights) -> list[Entry]:
    rows = Ballot.objects.filter(by=rights.user_id).select_related("poll__topic", "fund")
    rows = rows.prefetch_related("choices__option").order_by("-voted_at", "-pk")[:MOST]
    topics = Topic.objects.visible_to(rights).filter(pk__in=[row.poll.topic_id for row in rows])
    readable = set(topics.values_list("pk", flat=True))
    entries = []
    for row in rows:
        if row.poll.topic_id not in readable:
            entries.append(Entry(_closed(), "", row.voted_at))
            continue
        said = [
            f"{each.option.text or short_date(each.option.day)}: {each.get_says_display()}"
            for each in row.choices.all()
        ]
        if row.fund:
            said.append(_("for %(fund)s") % {"fund": row.fund})
        topic = row.poll.topic
        entries.append(Entry(topic.title, " · ".join(said), row.voted_at, topic.get_absolute_url()))
    return entries
