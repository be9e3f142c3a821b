"""Replies while topics are merged and split: none is lost, numbers have no gaps."""

from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError

from exchange.models import Post, Topic
from exchange.talk import regrouping, tending, writing
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 8


def write(job):
    author, topic = job
    return writing.reply(author=author, topic=topic, body=f"จาก {author.pk}", submission=uuid4())


def together(topics, staff_does):
    """Replies to some topics, and what staff does among them; the answers of all."""
    jobs = [(factories.user(), topics[n % len(topics)]) for n in range(WRITERS)]
    return at_once(lambda job: write(job) if job else staff_does(), [*jobs[:4], None, *jobs[4:]])


def assert_no_gaps():
    for topic in Topic.objects.all():
        numbers = list(topic.posts.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert topic.reply_count == len(numbers) - 1


def test_replies_while_two_topics_become_one():
    staff, board = factories.coordinator("58"), factories.board()
    stays, goes = (factories.topic(replies=3, board=board) for _ in range(2))
    answers = together(
        [stays, goes],
        lambda: regrouping.merge_topics(by=staff, into=stays, gone=goes, reason="ซ้ำ"),
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert stays.posts.count() == 8 + WRITERS
    assert_no_gaps()


def test_replies_while_a_topic_is_split():
    staff, topic = factories.coordinator("58"), factories.topic(replies=5)
    chosen = list(topic.posts.filter(number__in=(2, 5)).values_list("pk", flat=True))
    answers = together(
        [topic],
        lambda: regrouping.split_topic(
            by=staff, topic=topic, posts=chosen, title="ใหม่", reason="คนละเรื่อง"
        ),
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Post.objects.count() == 6 + WRITERS
    assert_no_gaps()


def test_two_topics_put_into_each_other_at_once_do_not_wait_for_ever():
    staff, board = factories.coordinator("58"), factories.board()
    one, two = (factories.topic(replies=1, board=board) for _ in range(2))
    answers = at_once(
        lambda pair: regrouping.merge_topics(by=staff, into=pair[0], gone=pair[1], reason="ซ้ำ"),
        [(one, two), (two, one)],
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Topic.objects.get().posts.count() == 4
    assert_no_gaps()


def test_without_the_lock_a_reply_and_a_split_spoil_each_other(monkeypatch):
    staff, topic = factories.coordinator("58"), factories.topic(replies=3)
    chosen = [topic.posts.get(number=2).pk]
    both = Barrier(2)

    @contextmanager
    def no_lock(topic_id):
        read = Topic.objects.select_related("board").get(pk=topic_id)
        both.wait(timeout=60)
        yield read

    monkeypatch.setattr(writing, "topic_lock", no_lock)
    monkeypatch.setattr(writing, "wait_for_turn", lambda author: None)
    monkeypatch.setattr(tending, "topic_lock", no_lock)
    answers = at_once(
        lambda job: (
            write(job)
            if job
            else regrouping.split_topic(
                by=staff, topic=topic, posts=chosen, title="ใหม่", reason="คนละเรื่อง"
            )
        ),
        [(factories.user(), topic), None],
    )
    failed = [answer for answer in answers if isinstance(answer, IntegrityError)]
    counts = [one.posts.count() - 1 - one.reply_count for one in Topic.objects.all()]
    top = max(topic.posts.values_list("number", flat=True))
    assert failed or any(counts) or top != topic.posts.count()
