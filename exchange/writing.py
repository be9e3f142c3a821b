"""Decides what becomes a topic or a post: who writes, in whose name, and exactly once.

Rights are read here, at the moment of writing, never taken from the page: an office that
ended since the page was opened signs nothing any more.
"""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Max
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
    at: datetime | None = None,
) -> Topic:
    """Open a topic with its first post, in a board or in a pair's room.

    The same `submission` sent again returns the topic it made. `fund` signs it for that
    fund; `at` is the moment it is written, now unless something older is brought in.
    Raises `WritingRefused`.
    """
    at = at or timezone.now()
    if sent := _sent_before(author, submission):
        return sent.topic
    rights = rights_of(author, day=timezone.localdate(at))
    _refuse_unless_open(rights, board or pair)
    voice = _voice(rights, fund)
    title = _checked(Topic, "title", title)
    try:
        with transaction.atomic():
            topic = Topic.objects.create(
                board=board,
                pair=pair,
                title=title,
                author=author,
                created_at=at,
                last_post_at=at,
                **voice,
            )
            topic.subjects.set(subjects)
            _add_post(topic, author=author, voice=voice, body=body, submission=submission, at=at)
    except IntegrityError:
        # Pressed twice in the same moment: the other press has written it by now.
        if sent := _sent_before(author, submission):
            return sent.topic
        raise
    return topic


@transaction.atomic
def reply(
    *,
    author: User,
    topic: Topic,
    body: str,
    submission: UUID,
    fund: Fund | None = None,
    at: datetime | None = None,
) -> Post:
    """Add a post to a topic under the next number.

    Replies to one topic wait for each other, so numbers have no gaps and none is given
    twice. Arguments and the refusal are those of `start_topic`.
    """
    at = at or timezone.now()
    topic = (
        Topic.objects.select_for_update(of=("self",))
        .select_related("board", "pair__mentor", "pair__mentee")
        .filter(pk=topic.pk)
        .first()
    )
    if topic is None:
        raise WritingRefused(_("This topic is no longer there."))
    if sent := _sent_before(author, submission):
        return sent
    rights = rights_of(author, day=timezone.localdate(at))
    _refuse_unless_open(rights, topic.place)
    if topic.locked:
        raise WritingRefused(_("This topic is closed. You can start a new one instead."))
    voice = _voice(rights, fund)
    return _add_post(topic, author=author, voice=voice, body=body, submission=submission, at=at)


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


def _voice(rights: Rights, fund: Fund | None) -> dict:
    """The fields that say in whose name something is written."""
    if fund is None:
        return {"fund": None, "post_held": ""}
    if not rights.acts_for(fund.pk):
        raise WritingRefused(
            _("Today you hold no office that writes for %(fund)s. You can write as yourself.")
            % {"fund": fund}
        )
    return {"fund": fund, "post_held": rights.officer_of[fund.pk]}


def _checked(model, name: str, typed: str) -> str:
    """The typed text as it is stored, once the model field's own rules have passed it."""
    try:
        return model._meta.get_field(name).clean(tidy(typed), None)
    except ValidationError as problem:
        raise WritingRefused(" ".join(problem.messages)) from problem


def _add_post(
    topic: Topic, *, author: User, voice: dict, body: str, submission: UUID, at: datetime
) -> Post:
    """Write the next post. Right only while no one else writes to the topic."""
    body = _checked(Post, "body", body)
    so_far = topic.posts.aggregate(count=Count("pk"), last=Max("number"))
    post = Post.objects.create(
        topic=topic,
        number=(so_far["last"] or 0) + 1,
        author=author,
        body=body,
        html=to_html(body),
        submission=submission,
        created_at=at,
        **voice,
    )
    topic.reply_count = so_far["count"]
    topic.last_post_at = max(topic.last_post_at, at)
    # A full text search reads the posts of a topic with the topic.
    topic.save(update_fields=["reply_count", "last_post_at"])
    return post
