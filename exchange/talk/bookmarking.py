"""Decides what somebody keeps of the exchange, and when they are reminded of it.

A bookmark is its owner's alone. It shows nothing once they may no longer read the post.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.access import may_read
from exchange.models import Bookmark, Post
from exchange.talk.text import excerpt
from exchange.talk.writing import WritingRefused
from portal.asked_often import AskedOften
from portal.funds.access import Rights, rights_of
from portal.notices.kinds import Kind
from portal.notices.telling import tell
from portal.people.identity import person_of
from portal.people.models import User

#: The furthest day somebody is reminded on.
FURTHEST = timedelta(days=2 * 365)


@transaction.atomic
def keep(*, post: Post, by: User, remind_on: date | None = None, day: date | None = None):
    """Keep a post, to be reminded of on a day or on none; kept again, the day is changed."""
    day = day or timezone.localdate()
    if not Post.objects.visible_to(rights_of(by)).filter(pk=post.pk).exists():
        raise WritingRefused(_("This topic is no longer there."))
    if remind_on and remind_on <= day:
        raise WritingRefused(_("Please choose a day that is still to come."))
    if remind_on and remind_on > day + FURTHEST:
        raise WritingRefused(_("Please choose a day within the next two years."))
    row, _made = Bookmark.objects.update_or_create(
        user=by, post=post, defaults={"remind_on": remind_on, "reminded_at": None}
    )
    return row


def let_go(*, post: Post, by: User) -> None:
    """Keep a post no longer; repeated, nothing happens."""
    Bookmark.objects.filter(user=by, post=post).delete()


def kept_by(rights: Rights) -> QuerySet:
    """What an account keeps and may still read, the nearest day first, those without a day last."""
    posts = Post.objects.visible_to(rights).values("pk")
    return (
        Bookmark.objects.filter(user=rights.user_id, post__in=posts)
        .select_related(
            "post__topic__board", "post__topic__pair__mentor", "post__topic__pair__mentee"
        )
        .select_related("post__author__person", "post__fund__subdistrict__parent__parent")
        .order_by(F("remind_on").asc(nulls_last=True), "-pk")
    )


def kept_among(posts: Iterable[Post], rights: Rights) -> set[int]:
    """Which of some posts an account keeps; one query, none for a visitor."""
    if not rights.signed_in:
        return set()
    rows = _AMONG.records([post.pk for post in posts], rights.user_id)
    return {row.post_id for row in rows}


_AMONG = AskedOften(
    lambda posts, user: Bookmark.objects.filter(post__in=posts, user=user), list, int
)


def due(rights: Rights, day: date) -> QuerySet:
    """Of what an account keeps, that whose day has come."""
    return kept_by(rights).filter(remind_on__lte=day)


def remind(*, day: date | None = None) -> int:
    """Tell everybody whose day has come, once for each day chosen; how many were told."""
    day = day or timezone.localdate()
    waiting = Bookmark.objects.filter(remind_on__lte=day, reminded_at=None)
    return sum(_remind(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    """Tell of one bookmark; whoever may not read the post any more is told nothing."""
    rows = Bookmark.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related(
        "user", "post__topic__board", "post__topic__pair__mentor", "post__topic__pair__mentee"
    )
    row = rows.filter(pk=pk, reminded_at=None, remind_on__isnull=False).first()
    if row is None:  # let go, or told by another process meanwhile
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    if not may_read(rights_of(row.user), row.post.topic):
        return False
    tell(
        person=person_of(row.user),
        kind=Kind.BOOKMARK,
        key=f"bookmark:{row.pk}:{row.remind_on:%Y-%m-%d}",
        subject=lambda person: (
            _("You wanted to come back to this: %(title)s") % {"title": row.post.topic.title}
        ),
        text=excerpt(row.post.html),
        link=row.post.get_absolute_url(),
    )
    return True
