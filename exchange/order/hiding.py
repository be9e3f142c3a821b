"""Decides what follows from hiding a post or showing it again: for its topic, and for counts.

Whatever lists, searches, quotes, feeds or counts posts asks `Post.objects.visible_to` (or
`shown` inside a topic that is open to the reader), topics `Topic.objects.visible_to`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from exchange.lessons.quoted import find_anew
from exchange.models import Case, Post, Standing, Topic
from exchange.order.moderators import may_see
from portal.funds.access import Rights

INSTEAD = {
    Standing.HELD: _("This post is hidden until a moderator has checked it."),
    Standing.HIDDEN: _("A moderator has hidden this post."),
}
STILL_SEEN = {
    Standing.HELD: _("Hidden until checked. Only its author and the moderators can read it."),
    Standing.HIDDEN: _("Hidden. Only its author and the moderators can read it."),
}


@dataclass(frozen=True)
class HowItStands:
    """What a reader gets of a post: `instead` stands for the text, or `note` above it; `own`
    says that it is the reader's.
    """

    instead: str = ""
    note: str = ""
    own: bool = False


def how_it_stands(post: Post, rights: Rights) -> HowItStands:
    """What a reader who may open the topic gets of a post; asks the database for nothing."""
    own = rights.signed_in and post.author_id == rights.user_id
    if post.standing == Standing.SHOWN:
        return HowItStands(own=own)
    if may_see(rights, post):
        return HowItStands(note=str(STILL_SEEN[post.standing]), own=own)
    return HowItStands(instead=str(INSTEAD[post.standing]))


def cases_about(posts: Iterable[Post], rights: Rights) -> dict[int, int]:
    """Of the reader's own posts those that are hidden, with the case that says why (their keys).

    One query where there are such posts, else none.
    """
    hidden = [post.pk for post in posts if post.standing != Standing.SHOWN]
    if not hidden or not rights.signed_in:
        return {}
    cases = Case.objects.filter(post__in=hidden, author=rights.user_id).order_by("pk")
    return dict(cases.values_list("post", "pk"))


def put(*, topic: Topic, post: Post, standing: str) -> None:
    """Hide a post or show it again; the caller holds the topic (`topic_lock`).

    A topic is hidden with its opening post. It stands in lists by its newest reply that can
    be read.
    """
    Post.objects.filter(pk=post.pk).update(standing=standing)
    post.standing = standing
    count_hidden(topic)
    told = {name: getattr(topic, name) for name in ("hidden", "hidden_replies", "last_post_at")}
    Topic.objects.filter(pk=topic.pk).update(**told)
    find_anew(topic)


def count_hidden(topic: Topic) -> None:
    """What a topic says of its hidden posts, worked out anew; saves nothing."""
    hidden = topic.posts.exclude(standing=Standing.SHOWN)
    topic.hidden = hidden.filter(number=1).exists()
    topic.hidden_replies = hidden.filter(number__gt=1).count()
    last = topic.posts.filter(standing=Standing.SHOWN).aggregate(last=Max("created_at"))["last"]
    topic.last_post_at = last or topic.created_at
