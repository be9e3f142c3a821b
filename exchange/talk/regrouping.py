"""Decides how two topics become one, and some posts a topic of their own.

Posts stand in the order of time and are numbered without gaps; whatever pointed at a topic
that went points at the one it went into, and old addresses lead on.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.lessons.quoted import find_anew
from exchange.models import Draft, OldPlace, OldTopic, Post, StaffNote, Topic, TopicTurn
from exchange.order.hiding import count_hidden
from exchange.talk.carrying import leave_strange_quotes
from exchange.talk.telling import take_notices_along
from exchange.talk.tending import held, refuse_other_readers, tell
from exchange.talk.writing import WritingRefused, checked
from portal.people.models import User
from portal.thai.search_backend.indexing import reindex

#: Above every number a topic reaches: posts wait there while the new numbers are given.
ASIDE = 1_000_000_000
AT_ONCE = 500

ONLY_ONE = gettext_lazy(
    "Both topics have a %(kind)s, and one topic has only one: nothing was done."
)


def merge_topics(
    *,
    by: User,
    into: Topic,
    gone: Topic,
    reason: str,
    knows_readers: bool = False,
    moment: datetime | None = None,
) -> Topic:
    """Put the posts of one topic into another, all in the order of time.

    The title, board and answer of the one that stays stay. Raises `WritingRefused`.
    """
    moment = moment or timezone.now()
    if into.pk == gone.pk:
        raise WritingRefused(_("This is the topic itself. Please choose another one."))
    with held(by, into, gone, moment=moment) as (stays, goes):
        if stays.pk == goes.pk:
            return stays
        refuse_other_readers(goes.board, stays.board, knows_readers)
        name, kind = goes.title, TopicTurn.Kind.MERGED
        moved = _in_order(goes.posts)
        told = {"name": name, "posts": len(moved)}
        tell(stays, kind, StaffNote.Action.MERGED, by=by, reason=reason, moment=moment, **told)
        answered = stays.posts.filter(answers=stays).exists()
        for post in moved:
            post.answers_id = stays.pk if post.answers_id and not answered else None
        _number(stays, sorted([*_in_order(stays.posts), *moved], key=_by_time))
        _take_along(goes, stays)
        OldTopic.objects.create(old=goes.pk, topic=stays, readers=goes.board.readers)
        goes.delete()
        _retell(stays)
        take_notices_along(posts=moved, topic=stays)
        reindex(_with_topic(moved))
        leave_strange_quotes(topic=stays, by=by, moment=moment)
        find_anew(stays)
    return stays


def split_topic(
    *,
    by: User,
    topic: Topic,
    posts: Iterable[int],
    title: str,
    reason: str,
    moment: datetime | None = None,
) -> Topic:
    """Make some replies (their keys) a topic of their own in the same board.

    The post that opens a topic stays. Raises `WritingRefused`.
    """
    moment = moment or timezone.now()
    with held(by, topic, moment=moment) as (current,):
        there = _in_order(current.posts)
        wanted = set(posts)
        moved = [post for post in there if post.pk in wanted and post.number > 1]
        if not moved or len(moved) != len(wanted):
            raise WritingRefused(
                _("Please choose replies of this topic; its first post stays. Look at it again.")
            )
        first = current.posts.get(pk=moved[0].pk)
        made = Topic.objects.create(
            board=current.board,
            title=checked(Topic, "title", title),
            last_post_at=first.created_at,
            created_at=first.created_at,
            author_id=first.author_id,
            fund_id=first.fund_id,
            post_held=first.post_held,
            demo=current.demo,
        )
        made.subjects.set(current.subjects.all())
        tell(
            current,
            TopicTurn.Kind.SPLIT_OFF,
            StaffNote.Action.SPLIT,
            by=by,
            reason=reason,
            moment=moment,
            other=made,
            posts=len(moved),
        )
        TopicTurn.objects.create(
            topic=made,
            kind=TopicTurn.Kind.SPLIT_FROM,
            by=by,
            reason=reason,
            at=moment,
            other=current,
            posts=len(moved),
        )
        for post in moved:
            post.answers_id = None
        _number(made, moved)
        _number(current, [post for post in there if post.pk not in wanted])
        for one in (made, current):
            _retell(one)
        take_notices_along(posts=moved, topic=made)
        reindex(_with_topic(moved))
    return made


def _by_time(post: Post):
    return post.created_at, post.pk


def _in_order(posts: models.QuerySet) -> list[Post]:
    """Posts without their texts, in the order they stand in."""
    return list(posts.order_by("number").only("number", "anchor", "created_at", "topic", "answers"))


def _with_topic(posts: list[Post]) -> models.QuerySet:
    return Post.objects.filter(pk__in=[post.pk for post in posts]).select_related("topic")


def _number(topic: Topic, posts: list[Post]) -> None:
    """Give posts to a topic under the numbers 1, 2, 3 and so on.

    Those that stood in it keep their anchors, others get new ones; where a post stood before
    is written down for links to it.
    """
    keys = [post.pk for post in posts]
    for start in range(0, len(keys), AT_ONCE):
        aside = Post.objects.filter(pk__in=keys[start : start + AT_ONCE])
        aside.update(number=F("number") + ASIDE)
    if any(post.topic_id == topic.pk for post in posts):
        topic.last_anchor = max(topic.last_anchor, topic.reply_count + 1)
    places = []
    for number, post in enumerate(posts, start=1):
        stood = OldPlace(
            post=post, old_topic=post.topic_id, old_number=post.number, old_anchor=post.anchor
        )
        page, comes = post.page, post.topic_id != topic.pk
        if comes:
            topic.last_anchor += 1
        anchor = topic.last_anchor if comes else post.named
        post.topic, post.number = topic, number
        post.anchor = anchor if anchor != number else None
        if comes or post.page != page:
            places.append(stood)
    OldPlace.objects.bulk_create(places, batch_size=AT_ONCE)
    fields = ["topic", "number", "anchor", "answers"]
    Post.objects.bulk_update(posts, fields, batch_size=AT_ONCE)


def _take_along(gone: Topic, stays: Topic) -> None:
    """What points at one topic points at the other one; what that has already goes with it."""
    for draft in Draft.objects.filter(topic=gone):
        _take_draft_along(draft, stays)
    for relation in Topic._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model, field = relation.related_model, relation.field.name
        if model is Post or model._meta.auto_created:
            continue
        for row in model._base_manager.filter(**{field: gone}):
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{field: stays})
            except IntegrityError:
                if relation.one_to_one:
                    raise WritingRefused(ONLY_ONE % {"kind": model._meta.verbose_name}) from None


def _take_draft_along(draft: Draft, stays: Topic) -> None:
    """Nothing typed is lost: two unfinished replies of one person become one."""
    other = Draft.objects.filter(author=draft.author_id, topic=stays).first()
    if other is None:
        return
    texts = [one.typed.get("body", [""])[0] for one in (other, draft)]
    other.typed = {**other.typed, "body": ["\n\n".join(filter(None, texts))]}
    other.edition += 1
    other.save()
    draft.attachments.update(draft=other)


def _retell(topic: Topic) -> None:
    """What a topic says of its posts: how many, the last one, and who opened it when."""
    first = topic.posts.get(number=1)
    topic.reply_count = topic.posts.count() - 1
    topic.created_at, topic.author_id = first.created_at, first.author_id
    topic.fund_id, topic.post_held = first.fund_id, first.post_held
    count_hidden(topic)
    topic.save()
