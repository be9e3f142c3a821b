"""Many editors at once: one wins, the others are told; without the lock texts would be lost."""

from contextlib import contextmanager
from threading import Barrier

import pytest

from exchange.models import Topic
from exchange.talk import editing
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS = 8


def fund_s_post():
    fund = factories.fund()
    editors = [factories.officer(fund) for _ in range(EDITORS)]
    topic = factories.topic(replies=1, fund=fund, author=editors[0])
    return topic.posts.get(number=1), editors


def edit_at_once(post, editors):
    return at_once(
        lambda by: editing.edit(by=by, post=post, body=f"จาก {by.pk}", seen=1),
        editors,
    )


def test_one_text_wins_and_everybody_else_is_told():
    post, editors = fund_s_post()
    answers = edit_at_once(post, editors)
    told = [answer for answer in answers if isinstance(answer, editing.ChangedMeanwhile)]
    assert len(told) == EDITORS - 1
    post.refresh_from_db()
    assert (post.edition, post.versions.count()) == (2, 1)
    assert {refusal.post.body for refusal in told} == {post.body}


def test_without_the_lock_editors_write_over_each_other(monkeypatch):
    post, editors = fund_s_post()
    together = Barrier(EDITORS)
    looked = editing._as_it_stands

    @contextmanager
    def no_lock(topic_id):
        yield Topic.objects.select_related("board").get(pk=topic_id)

    def all_look_first(topic, post):
        current = looked(topic, post)
        together.wait(timeout=60)
        return current

    monkeypatch.setattr(editing, "topic_lock", no_lock)
    monkeypatch.setattr(editing, "_as_it_stands", all_look_first)
    answers = edit_at_once(post, editors)
    assert not [answer for answer in answers if isinstance(answer, editing.ChangedMeanwhile)]
