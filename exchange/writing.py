"""Decides what becomes a topic or a post: who writes, in whose name, and exactly once.

Rights are read here, at the moment of writing, never taken from the page: an office that
ended since the page was opened signs nothing any more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.access import may_start_topic, takes_topics
from exchange.models import BoardPage, Pair, Post, Topic
from exchange.text import tidy, to_html
from portal.funds.access import Rights, rights_of
from portal.funds.models import Fund
from portal.people.models import User

ROOM_CLOSED = gettext_lazy("In this room people can write while both funds work as a pair.")


class WritingRefused(Exception):
    """Nothing was written. The message says why and what can be done, in the reader's language."""


@contextmanager
def topic_lock(topic_id: int) -> Iterator[Topic]:
    """One transaction at a time writes to a topic; yields it freshly read, with its place.

    PostgreSQL locks the topic's row. SQLite has no row locks: there `atomic` begins with
    ``BEGIN IMMEDIATE`` (portal.settings.env), which takes the one write lock.
    """
    with transaction.atomic():
        topics = Topic.objects.select_for_update(of=("self",), no_key=True)
        topic = (
            topics.select_related("board", "pair__mentor", "pair__mentee")
            .filter(pk=topic_id)
            .first()
        )
        if topic is None:
            raise WritingRefused(_("This topic is no longer there."))
        yield topic


@transaction.atomic
def start_topic(
    *,
    author: User,
    title: str,
    body: str,
    submission: UUID,
    board: BoardPage | None = None,
    pair: Pair | None = None,
    fund: Fund | None = None,
    subjects=(),
    moment: datetime | None = None,
) -> Topic:
    """Open a topic with its first post, in a board or in a pair's room.

    The same `submission` sent again returns the topic it made. `fund` signs it for that
    fund; `moment` is when it is written, now unless something older is brought in.
    Raises `WritingRefused`.
    """
    moment = moment or timezone.now()
    if sent := _sent_before(author, submission):
        return sent.topic
    rights = rights_of(author, day=timezone.localdate(moment))
    _refuse_unless_open(rights, board or pair)
    signed = _signed(author, rights, fund)
    title = _checked(Topic, "title", title)
    try:
        with transaction.atomic():
            topic = Topic.objects.create(
                board=board,
                pair=pair,
                title=title,
                created_at=moment,
                last_post_at=moment,
                **signed,
            )
            topic.subjects.set(subjects)
            _add_post(topic, 1, body=body, submission=submission, created_at=moment, **signed)
    except IntegrityError:
        # Pressed twice in the same moment: the other press has written it by now.
        if sent := _sent_before(author, submission):
            return sent.topic
        raise
    return topic


def reply(
    *,
    author: User,
    topic: Topic,
    body: str,
    submission: UUID,
    fund: Fund | None = None,
    moment: datetime | None = None,
) -> Post:
    """Add a post to a topic under the next number.

    Replies to one topic wait for each other, so numbers have no gaps and none is given
    twice. Arguments and the refusal are those of `start_topic`.
    """
    with topic_lock(topic.pk) as locked:
        moment = moment or timezone.now()
        if sent := _sent_before(author, submission):
            return sent
        rights = rights_of(author, day=timezone.localdate(moment))
        _refuse_unless_open(rights, locked.place)
        if locked.locked:
            raise WritingRefused(_("This topic is closed. You can start a new one instead."))
        return _add_post(
            locked,
            locked.reply_count + 2,
            body=body,
            submission=submission,
            created_at=moment,
            **_signed(author, rights, fund),
        )


def _sent_before(author: User, submission: UUID) -> Post | None:
    """The post this press of the button has already made."""
    post = Post.objects.select_related("topic").filter(submission=submission).first()
    if post and post.author_id != author.pk:
        raise WritingRefused(_("This has been sent already. Please open the page again."))
    return post


def _refuse_unless_open(rights: Rights, place: BoardPage | Pair) -> None:
    if may_start_topic(rights, place):
        return
    if not takes_topics(place):
        raise WritingRefused(ROOM_CLOSED)
    raise WritingRefused(
        _("You cannot write here with the rights you have today. Ask your provincial coordinator.")
    )


def _signed(author: User, rights: Rights, fund: Fund | None) -> dict:
    """The fields that say who writes, and in whose name."""
    if fund is None:
        return {"author": author}
    if not rights.acts_for(fund.pk):
        raise WritingRefused(
            _("Today you hold no office that writes for %(fund)s. You can write as yourself.")
            % {"fund": fund}
        )
    return {"author": author, "fund": fund, "post_held": rights.officer_of[fund.pk]}


def _checked(model, name: str, typed: str) -> str:
    """The typed text as it is stored, once the model field's own rules have passed it."""
    try:
        return model._meta.get_field(name).clean(tidy(typed), None)
    except ValidationError as problem:
        raise WritingRefused(" ".join(problem.messages)) from problem


def _add_post(topic: Topic, number: int, *, body: str, **fields) -> Post:
    """Write the post of this number, and what the topic tells of its last one."""
    body = _checked(Post, "body", body)
    post = Post.objects.create(topic=topic, number=number, body=body, html=to_html(body), **fields)
    topic.reply_count = number - 1
    topic.last_post_at = max(topic.last_post_at, post.created_at)
    if number == 1:
        # Saved as a whole: the search finds a topic by its first post too.
        topic.save()
    else:
        told = {name: getattr(topic, name) for name in ("reply_count", "last_post_at")}
        Topic.objects.filter(pk=topic.pk).update(**told)
    return post
