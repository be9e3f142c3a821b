"""Many replies at once, and what happens when the lock is taken out."""

from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError

from exchange.models import Post, Topic
from exchange.talk import writing
from portal.thai.search import find
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 12


def reply_at_once(topic, authors):
    return at_once(
        lambda author: writing.reply(
            author=author, topic=topic, body=f"จาก {author.pk}", submission=uuid4()
        ),
        authors,
    )


def test_numbers_have_no_gaps_and_nobody_gets_an_error():
    topic = factories.topic()
    answers = reply_at_once(topic, [factories.user() for _ in range(WRITERS)])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    topic.refresh_from_db()
    assert [post.number for post in topic.posts.all()] == list(range(1, WRITERS + 2))
    assert topic.reply_count == WRITERS
    assert topic.last_post_at == max(post.created_at for post in topic.posts.all())
    assert all(find(Post.objects.all(), post.text(), limit=1) for post in topic.posts.all()[1:])


def test_without_the_lock_writers_are_lost(monkeypatch):
    topic, together = factories.topic(), Barrier(WRITERS)

    @contextmanager
    def no_lock(topic_id):
        read = Topic.objects.select_related("board").get(pk=topic_id)
        together.wait(timeout=60)
        yield read

    monkeypatch.setattr(writing, "topic_lock", no_lock)
    monkeypatch.setattr(writing, "wait_for_turn", lambda author: None)
    answers = reply_at_once(topic, [factories.user() for _ in range(WRITERS)])
    lost = [answer for answer in answers if isinstance(answer, IntegrityError)]
    assert len(lost) == WRITERS - 1
    assert topic.posts.count() == 2


@pytest.mark.parametrize("what", ["topic", "reply"])
def test_one_press_sent_many_times_at_once_is_written_once(what):
    author, board, topic = factories.user(), factories.board(), factories.topic()
    press = {"author": author, "body": "ครั้งเดียว", "submission": uuid4()}

    def send(_number):
        if what == "reply":
            return writing.reply(topic=topic, **press)
        return writing.start_topic(board=board, title="ครั้งเดียว", **press)

    answers = at_once(send, range(WRITERS))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert len({answer.pk for answer in answers}) == 1
    assert Post.objects.filter(body="ครั้งเดียว").count() == 1
    assert Topic.objects.count() == (1 if what == "reply" else 2)
