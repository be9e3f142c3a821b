"""Many windows at once: one draft, one post with its files once; and the same without the lock."""

from contextlib import nullcontext
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError

from exchange.models import Attachment, Draft
from exchange.talk import drafts
from exchange.talk.attaching import attach
from exchange.talk.drafts import Begun, DraftIsOlder
from exchange.talk.writing import reply
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WINDOWS = 8


def save_at_once(author, topic):
    return at_once(
        lambda number: drafts.save_draft(
            author=author,
            place=topic,
            typed={"body": [f"หน้าต่างที่ {number}"]},
            mark="",
            submission=uuid4(),
        ),
        range(WINDOWS),
    )


def test_of_many_windows_one_begins_the_draft_and_the_others_are_told():
    author, topic = factories.user(), factories.topic()
    answers = save_at_once(author, topic)
    assert sum(isinstance(answer, Draft) for answer in answers) == 1
    assert sum(isinstance(answer, DraftIsOlder) for answer in answers) == WINDOWS - 1
    assert Draft.objects.count() == 1


def test_without_the_lock_they_run_into_each_other(monkeypatch):
    author, topic, together = factories.user(), factories.topic(), Barrier(WINDOWS)
    read = drafts.draft_of

    def all_have_read(*place):
        found = read(*place)
        together.wait(timeout=60)
        return found

    monkeypatch.setattr(drafts, "desk_of", lambda author: nullcontext())
    monkeypatch.setattr(drafts, "draft_of", all_have_read)
    answers = save_at_once(author, topic)
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == WINDOWS - 1


def test_one_press_many_times_at_once_takes_the_files_along_once():
    author, topic, submission = factories.user(), factories.topic(), uuid4()

    def press(_number):
        # Each press brings the same file along again, as a browser does.
        one = attach(author=author, place=topic, content=b"the same", name="a.txt")
        return reply(
            author=author,
            topic=topic,
            body="ครั้งเดียว",
            submission=submission,
            begun=Begun(attached=frozenset([one.key])),
        )

    answers = at_once(press, range(WINDOWS))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert topic.posts.get(number=2).attachments.count() == 1
    assert Attachment.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_keeping_beside_the_sending_leaves_nothing_behind():
    author, topic, submission = factories.user(), factories.topic(), uuid4()
    typed = {"body": ["ส่งแล้ว"]}

    def act(number):
        if number:
            return drafts.save_draft(
                author=author, place=topic, typed=typed, mark="", submission=submission
            )
        return reply(author=author, topic=topic, body="ส่งแล้ว", submission=submission, begun=Begun())

    answers = at_once(act, range(WINDOWS))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert topic.posts.count() == 2
    assert not Draft.objects.exists()
