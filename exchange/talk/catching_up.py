"""Decides what somebody has missed: unread topics, first of what they follow, then of the rest."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from exchange.models import CaughtUp, Following, Post, TopicSeen
from exchange.models.topics import Topic, TopicQuerySet
from portal.funds.access import Rights
from portal.notices.kinds import IN_RHYTHM
from portal.notices.reading import mark_read
from portal.people.models import User

Level = Following.Level
#: Levels at which something is followed.
HEARD = (Level.EVERY, Level.FIRST)
#: More than these are not counted: "99+" says enough.
MOST_COUNTED = 99


@transaction.atomic
def catch_up(*, rights: Rights, moment: datetime | None = None) -> None:
    """Count everything written so far as read, and what was told of it as well."""
    moment = moment or timezone.now()
    CaughtUp.objects.update_or_create(user_id=rights.user_id, defaults={"at": moment})
    mark_read(user=rights.user_id, kinds=IN_RHYTHM, moment=moment)


def missed(rights: Rights) -> tuple[TopicQuerySet, TopicQuerySet]:
    """Topics with posts of others that an account has not read: of what it follows, and the rest.

    What it has muted is in neither.
    """
    mine, followed = _chosen(rights), _followed(rights)
    unread = _unread(rights).exclude(Exists(mine.filter(topic=OuterRef("pk"), level=Level.MUTED)))
    quiet = mine.filter(board=OuterRef("board"), level=Level.MUTED)
    return unread.filter(followed), unread.exclude(followed).exclude(Exists(quiet))


def missed_number(rights: Rights) -> int:
    """How many topics there are to read in what an account follows, counted up to one above
    `MOST_COUNTED`; one query.
    """
    followed, _rest = missed(rights)
    return followed.order_by()[: MOST_COUNTED + 1].count()


def follows_anything(rights: Rights) -> bool:
    """Whether an account has chosen to hear of something."""
    return _chosen(rights).filter(level__in=HEARD).exists()


def _chosen(rights: Rights) -> QuerySet:
    return Following.objects.filter(user=rights.user_id).order_by()


def _unread(rights: Rights) -> TopicQuerySet:
    """Topics with newer posts than an account has seen, since it last counted all as read."""
    pressed = CaughtUp.objects.filter(user=rights.user_id).values("at")
    joined = User.objects.filter(pk=rights.user_id).values("date_joined")
    since = Coalesce(Subquery(pressed), Subquery(joined))
    seen = TopicSeen.objects.filter(user=rights.user_id, topic=OuterRef("pk")).values("last_post")
    newer = Post.objects.shown().filter(
        ~Q(author=rights.user_id),
        topic=OuterRef("pk"),
        pk__gt=OuterRef("read_up_to"),
        created_at__gt=since,
    )
    topics = Topic.objects.visible_to(rights).filter(last_post_at__gt=since)
    return topics.annotate(read_up_to=Coalesce(Subquery(seen), Value(0))).filter(Exists(newer))


def _followed(rights: Rights) -> Q:
    """Topics an account hears of: chosen, written in, or in something it follows."""
    heard = _chosen(rights).filter(level__in=HEARD)
    subjects = Topic.subjects.through.objects.filter(
        topic=OuterRef("pk"), subject__in=heard.filter(subject__isnull=False).values("subject")
    )
    written = Post.objects.filter(topic=OuterRef("pk"), author=rights.user_id).order_by()
    return (
        Q(pk__in=heard.filter(topic__isnull=False).values("topic"))
        | Q(board__in=heard.filter(board__isnull=False).values("board"))
        | Q(fund__in=heard.filter(fund__isnull=False).values("fund"))
        | Q(Exists(subjects))
        | Q(Exists(written))
    )
