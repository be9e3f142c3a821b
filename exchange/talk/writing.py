"""Decides what becomes a topic or a post: who writes, in whose name, and exactly once.

Rights are read here, at the moment of writing, never taken from the page: an office that
ended since the page was opened signs nothing any more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.access import may_start_topic, takes_topics
from exchange.models import BoardPage, OldTopic, Pair, Post, Topic, TopicKind
from exchange.order.limits import beyond
from exchange.order.sanctions import in_words, silence_of
from exchange.talk.drafts import Begun, send_off
from exchange.talk.mentions import MOST_MENTIONS, Named, addresses, named_in, note_mentions
from exchange.talk.polls import PollPlan, PollRefused, open_poll
from exchange.talk.quoting import QuoteRefused, signed_quotes
from exchange.talk.telling import tell_post
from exchange.talk.text import tidy, to_html
from portal.funds.access import Rights, rights_of
from portal.funds.models import Fund
from portal.people.models import User

ROOM_CLOSED = gettext_lazy("In this room people can write while both funds work as a pair.")

READ_BY_OTHERS_NOW = gettext_lazy(
    "This topic stands now where other people read. Look at it, then send again."
)


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
        if topic:
            yield topic
            return
        # Put into another one: whoever waited here goes on there.
        moved = OldTopic.objects.filter(pk=topic_id).first()
        if moved is None:
            raise WritingRefused(_("This topic is no longer there."))
        with topic_lock(moved.topic_id) as led_to:
            yield led_to


def wait_for_turn(author: User) -> None:
    """One transaction at a time writes for an author, so that none passes a limit unseen.

    Called before the clock is read: what another one wrote meanwhile lies in the past then.
    SQLite's one write lock is held already (`topic_lock`).
    """
    if connection.features.has_select_for_update:
        rows = User.objects.select_for_update(no_key=True).filter(pk=author.pk)
        list(rows.values_list("pk"))


@transaction.atomic
def start_topic(
    *,
    author: User,
    title: str,
    body: str,
    submission: UUID,
    kind: TopicKind = TopicKind.TALK,
    poll: PollPlan | None = None,
    board: BoardPage | None = None,
    pair: Pair | None = None,
    fund: Fund | None = None,
    subjects=(),
    moment: datetime | None = None,
    begun: Begun | None = None,
) -> Topic:
    """Open a topic with its first post, in a board or in a pair's room.

    The same `submission` sent again returns the topic it made. `fund` signs it for that
    fund; `moment` is when it is written, now unless something older is brought in, of which
    nobody is told. `poll` is what it asks everybody to choose, `begun` says from which draft it
    comes and what of it is attached.
    Raises `WritingRefused`.
    """
    wait_for_turn(author)
    told_at, moment = moment, moment or timezone.now()
    if sent := sent_before(author, submission):
        send_off(post=sent, place=board or pair, begun=begun, again=True)
        return sent.topic
    rights = rights_of(author, day=timezone.localdate(moment))
    refuse_while_silenced(author, moment)
    refuse_unless_open(rights, board or pair)
    choices = tuple(poll.texts) if poll else ()
    _refuse_beyond_limits(author, rights, (title, body, *choices), moment)
    signed = _signed(author, rights, fund)
    title = checked(Topic, "title", title)
    body = quoting(body, board or pair, rights)
    try:
        with transaction.atomic():
            topic = Topic.objects.create(
                board=board,
                pair=pair,
                title=title,
                kind=kind,
                created_at=moment,
                last_post_at=moment,
                **signed,
            )
            topic.subjects.set(subjects)
            if poll:
                open_poll(topic=topic, plan=poll, day=timezone.localdate(moment))
            post = _add_post(
                topic,
                1,
                body=body,
                submission=submission,
                created_at=moment,
                told_at=told_at,
                **signed,
            )
            send_off(post=post, place=board or pair, begun=begun)
    except PollRefused as refusal:
        raise WritingRefused(str(refusal)) from refusal
    except IntegrityError:
        # Pressed twice in the same moment: the other press has written it by now.
        if sent := sent_before(author, submission):
            send_off(post=sent, place=board or pair, begun=begun, again=True)
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
    begun: Begun | None = None,
    readers: str = "",
) -> Post:
    """Add a post to a topic under the next number.

    Replies to one topic wait for each other, so numbers have no gaps and none is given
    twice. `readers` are those of the board as the writer saw it (`BoardPage.Readers`): where
    others read by now, it is refused. Other arguments and the refusal are those of
    `start_topic`.
    """
    with topic_lock(topic.pk) as locked:
        wait_for_turn(author)
        told_at, moment = moment, moment or timezone.now()
        if sent := sent_before(author, submission):
            send_off(post=sent, place=locked, begun=begun, again=True)
            return sent
        rights = rights_of(author, day=timezone.localdate(moment))
        refuse_while_silenced(author, moment)
        refuse_unless_open(rights, locked.place)
        if locked.board_id and locked.board.readers != (readers or topic.place.readers):
            raise WritingRefused(READ_BY_OTHERS_NOW)
        if locked.locked:
            raise WritingRefused(_("This topic is closed. You can start a new one instead."))
        _refuse_beyond_limits(author, rights, (body,), moment)
        post = _add_post(
            locked,
            locked.reply_count + 2,
            body=quoting(body, locked.place, rights),
            submission=submission,
            created_at=moment,
            told_at=told_at,
            **_signed(author, rights, fund),
        )
        send_off(post=post, place=locked, begun=begun)
        return post


def sent_before(author: User, submission: UUID) -> Post | None:
    """The post this press of the button has already made."""
    post = Post.objects.select_related("topic").filter(submission=submission).first()
    if post and post.author_id != author.pk:
        raise WritingRefused(_("This has been sent already. Please open the page again."))
    return post


def refuse_while_silenced(author: User, moment: datetime) -> None:
    """A moderator's measure binds its author wherever they write."""
    if measure := silence_of(author, moment):
        raise WritingRefused(in_words(measure))


def _refuse_beyond_limits(author: User, rights: Rights, texts: tuple, moment: datetime) -> None:
    """Not too much at a time, and nothing the network does not publish."""
    if said := beyond(author, rights, texts, moment):
        raise WritingRefused(said)


def refuse_unless_open(rights: Rights, place: BoardPage | Pair) -> None:
    """Say why somebody may not write in a place, if so."""
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


def checked(model, name: str, typed: str) -> str:
    """The typed text as it is stored, once the model field's own rules have passed it."""
    try:
        return model._meta.get_field(name).clean(tidy(typed), None)
    except ValidationError as problem:
        raise WritingRefused(" ".join(problem.messages)) from problem


def quoting(body: str, place: BoardPage | Pair, rights: Rights) -> str:
    """The text, each quote in it under its right signature."""
    try:
        return signed_quotes(tidy(body), place=place, rights=rights)
    except QuoteRefused as refusal:
        raise WritingRefused(str(refusal)) from refusal


def whom_it_names(body: str, topic: Topic) -> list[Named]:
    """Whom a text names; not more than may be."""
    named = named_in(body, place=topic.place)
    if len(named) > MOST_MENTIONS:
        raise WritingRefused(
            _("At most %(n)d people and funds can be named in one post. Please name fewer.")
            % {"n": MOST_MENTIONS}
        )
    return named


def _add_post(topic: Topic, number: int, *, body: str, **fields) -> Post:
    """Write the post of this number, and what the topic tells of its last one."""
    body = checked(Post, "body", body)
    named = whom_it_names(body, topic)
    html = to_html(body, addresses(named))
    if topic.last_anchor >= number:
        topic.last_anchor += 1
        fields["anchor"] = topic.last_anchor
    post = Post.objects.create(topic=topic, number=number, body=body, html=html, **fields)
    note_mentions(post=post, named=named, told_at=post.told_at)
    topic.reply_count = number - 1
    topic.last_post_at = max(topic.last_post_at, post.created_at)
    if number == 1:
        # Saved as a whole: the search finds a topic by its first post too.
        topic.save()
    else:
        changed = ("reply_count", "last_post_at", "last_anchor")
        told = {name: getattr(topic, name) for name in changed}
        Topic.objects.filter(pk=topic.pk).update(**told)
    if not post.told_at:
        transaction.on_commit(partial(tell_post.enqueue, post.pk), robust=True)
    return post
