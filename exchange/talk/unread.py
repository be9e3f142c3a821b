"""Decides what of the exchange somebody has not read: in a topic, in a list."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import translation

from exchange.models import Following, Post, Topic, TopicSeen
from portal.funds.access import Rights
from portal.notices.reading import mark_read


def with_reader(topics: QuerySet, user: int) -> QuerySet:
    """Topics that know how far an account (its key) has read them, and what it has chosen to
    hear. Read along with the topic, so that its page asks for neither.
    """
    seen = TopicSeen.objects.filter(user=user, topic=OuterRef("pk"))
    chosen = Following.objects.filter(user=user, topic=OuterRef("pk"))
    return topics.annotate(
        read_up_to=Subquery(seen.values("last_post")),
        chosen_level=Coalesce(Subquery(chosen.values("level")), Value("")),
    )


def _read_up_to(rights: Rights, topic: Topic) -> int | None:
    """The newest post the reader has seen (its key), as `with_reader` found it or asked anew."""
    if hasattr(topic, "read_up_to"):
        return topic.read_up_to
    seen = TopicSeen.objects.filter(user=rights.user_id, topic=topic)
    return seen.values_list("last_post", flat=True).first()


def note_seen(*, rights: Rights, topic: Topic, posts: Iterable[int]) -> int | None:
    """Note that a reader has some posts of a topic (their keys) before their eyes; what they
    were told of the topic counts as read.

    Returns up to which post they had read before; None for a visitor, and where this was
    the first look. Looking again writes nothing.
    """
    if not rights.signed_in:
        return None
    before = _read_up_to(rights, topic)
    highest = max(posts, default=0)
    if before is None and highest:
        row = TopicSeen(user_id=rights.user_id, topic=topic, last_post=highest)
        # Opened twice in the same moment: one of the two rows is enough.
        TopicSeen.objects.bulk_create([row], ignore_conflicts=True)
        mark_read(user=rights.user_id, page=page_to_go_on(topic))
    elif highest > (before or 0):
        seen = TopicSeen.objects.filter(user=rights.user_id, topic=topic)
        seen.filter(last_post__lt=highest).update(last_post=highest)
        mark_read(user=rights.user_id, page=page_to_go_on(topic))
    return before


def first_unread(*, rights: Rights, topic: Topic) -> Post | None:
    """Where a reader goes on in a topic: the first unread post, else the last one.

    None where they begin: visitors, and whoever has never opened it.
    """
    if not rights.signed_in:
        return None
    last = _read_up_to(rights, topic)
    if last is None:
        return None
    posts = topic.posts.defer("body", "html")
    found = posts.filter(pk__gt=last).order_by("number").first()
    found = found or posts.order_by("-number").first()
    if found:
        found.topic = topic
    return found


def page_to_go_on(topic: Topic) -> str:
    """The address by which notices know a topic: where its reader goes on."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{topic.get_absolute_url()}?unread"


def mark_new(topics: Iterable[Topic], rights: Rights) -> None:
    """Say of each topic of a list how many posts are new to its reader, in one query.

    Counted where the reader has been before; a topic never opened has no number.
    """
    topics = {topic.pk: topic for topic in topics}
    if not topics or not rights.signed_in:
        return
    seen = TopicSeen.objects.filter(user=rights.user_id, topic__in=topics)
    newer = Post.objects.shown().filter(topic=OuterRef("topic"), pk__gt=OuterRef("last_post"))
    newer = newer.order_by()
    counted = newer.values("topic").annotate(count=Count("pk")).values("count")
    counts = seen.annotate(new=Subquery(counted)).values_list("topic_id", "new")
    for topic_id, new in counts:
        topics[topic_id].new_posts = new or 0
