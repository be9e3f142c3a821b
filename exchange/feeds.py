"""Decides what a feed tells: the newest public posts and lessons of a board, a subject or a fund.

A feed reader cannot sign in, so a feed holds what a visitor may read and nothing else,
whoever asks for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from exchange.models import BoardPage, LessonPage, Post
from exchange.talk.signature import sign
from portal.funds.access import VISITOR
from portal.funds.models import Fund, Subject

#: Entries of a feed.
NEWEST = 30


@dataclass(frozen=True)
class Entry:
    """One entry. ``key`` stays the same for ever, ``path`` is the page on this site; ``html`` is
    safe.
    """

    key: str
    title: str
    path: str
    author: str
    moment: datetime
    html: str


def public_posts(*, board=None, subject: Subject | None = None, fund: Fund | None = None):
    """Posts a visitor may read, of one board, of topics on one subject, or written for one fund."""
    posts = Post.objects.visible_to(VISITOR)
    if board:
        posts = posts.filter(topic__board=board)
    if subject:
        posts = posts.filter(topic__subjects=subject)
    if fund:
        posts = posts.filter(fund=fund)
    return posts


def public_lessons(*, subject: Subject | None = None, fund: Fund | None = None) -> QuerySet:
    """Lessons a visitor may read on one subject or of one fund; none of a board."""
    if not subject and not fund:
        return LessonPage.objects.none()
    wanted = Q(subjects=subject) if subject else Q(fund=fund)
    return LessonPage.objects.published().filter(wanted)


def public_board(pk: int) -> BoardPage | None:
    """The board, if a visitor may read it."""
    return BoardPage.objects.readable_by(VISITOR).filter(id=pk).first()


def entries(posts: QuerySet, lessons: QuerySet) -> list[Entry]:
    """The newest of both, the newest first; the same two queries for any number."""
    posts = posts.for_reading().select_related("topic").order_by("-created_at", "-pk")
    lessons = lessons.select_related("fund").order_by("-first_published_at", "-pk")
    both = [*map(_post, posts[:NEWEST]), *map(_lesson, lessons[:NEWEST])]
    both.sort(key=lambda entry: entry.moment, reverse=True)
    return list(islice(both, NEWEST))


def newest_moment(posts: QuerySet, lessons: QuerySet) -> datetime | None:
    """When something was last added, for readers that ask whether there is anything new."""
    moments: Iterable[datetime | None] = (
        posts.order_by("-created_at").values_list("created_at", flat=True).first(),
        lessons.order_by("-last_published_at").values_list("last_published_at", flat=True).first(),
    )
    return max(filter(None, moments), default=None)


def _post(post: Post) -> Entry:
    title = post.topic.title
    if post.number > 1:
        title = _("Reply to: %(topic)s") % {"topic": title}
    author = sign(post, VISITOR).name
    return Entry(
        f"post-{post.pk}", title, post.get_absolute_url(), author, post.created_at, post.html
    )


def _lesson(page: LessonPage) -> Entry:
    author = page.fund.name if page.fund else ""
    summary = page.summary
    return Entry(
        f"lesson-{page.pk}", page.title, page.url, author, page.first_published_at, summary
    )
