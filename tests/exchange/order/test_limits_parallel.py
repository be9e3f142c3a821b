"""Posts of one author at once: none passes the limit, and what happens without their turn."""

from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from django.utils import timezone

from exchange.models import Post, Topic
from exchange.order import limits
from exchange.order.limits import ALL_AN_HOUR
from exchange.talk import writing
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


def an_author_with_one_post_left():
    author, topic = factories.officer(), factories.topic()
    Post.objects.bulk_create(
        Post(topic=topic, number=number, author=author, body="ก", html="<p>ก</p>")
        for number in range(2, ALL_AN_HOUR + 1)
    )
    return author


def write_at_once(author):
    """Half of them reply, each in a topic of its own, half start one."""
    board = factories.board()
    places = [factories.topic() if number % 2 else None for number in range(AT_ONCE)]

    def write(topic):
        said = {"author": author, "body": "พร้อมกัน", "submission": uuid4()}
        if topic:
            return writing.reply(topic=topic, **said)
        return writing.start_topic(board=board, title="พร้อมกัน", **said)

    return [one for one in at_once(write, places) if isinstance(one, Exception)]


def test_one_of_them_is_written_and_the_others_are_told():
    author = an_author_with_one_post_left()
    refused = write_at_once(author)
    assert [type(one) for one in refused] == [writing.WritingRefused] * (AT_ONCE - 1)
    assert Post.objects.filter(author=author).count() == ALL_AN_HOUR


def test_without_their_turn_all_of_them_pass(monkeypatch):
    author, together = an_author_with_one_post_left(), Barrier(AT_ONCE)
    topics = [factories.topic() for _one in range(AT_ONCE)]

    @contextmanager
    def no_lock(topic_id):
        yield Topic.objects.select_related("board").get(pk=topic_id)

    def counted_together(*args):
        said = limits.beyond(*args)
        together.wait(timeout=60)
        return said

    monkeypatch.setattr(writing, "topic_lock", no_lock)
    monkeypatch.setattr(writing, "wait_for_turn", lambda author: None)
    monkeypatch.setattr(writing, "beyond", counted_together)
    at_once(
        lambda topic: writing.reply(author=author, topic=topic, body="ก", submission=uuid4()),
        topics,
    )
    assert Post.objects.filter(author=author, created_at__lte=timezone.now()).count() > ALL_AN_HOUR
