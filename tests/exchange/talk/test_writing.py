"""Starting topics and replying: in whose name, where, exactly once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import Pair, Post, Topic
from exchange.talk.writing import WritingRefused, reply, start_topic
from portal.funds.models import Office
from portal.thai.search import find
from portal.thai.words import normalise
from tests import factories

pytestmark = pytest.mark.django_db


def new_topic(author, **kwargs) -> Topic:
    defaults = {"title": "ถามเรื่องบัญชี", "body": "ทำอย่างไรดี", "submission": uuid4()}
    return start_topic(author=author, **{**defaults, **kwargs})


def new_reply(author, topic, **kwargs) -> Post:
    return reply(author=author, topic=topic, **{"body": "ลองดู", "submission": uuid4(), **kwargs})


def working_pair(**kwargs) -> Pair:
    yes = Pair.Answer.YES
    status = kwargs.pop("status", Pair.Status.ACCEPTED)
    return factories.pair(status=status, mentor_answer=yes, mentee_answer=yes, **kwargs)


def test_a_topic_holds_its_first_post():
    author, board = factories.user(), factories.board()
    accounts = factories.subject("accounts")
    topic = new_topic(author, board=board, title="  ถาม  ", body="**ก**\r\nข", subjects=[accounts])
    post = topic.posts.get()
    assert (topic.board, topic.author, topic.fund, topic.post_held) == (board, author, None, "")
    assert (topic.title, topic.reply_count, list(topic.subjects.all())) == ("ถาม", 0, [accounts])
    assert (post.number, post.author, post.body) == (1, author, "**ก**\nข")
    assert post.html == "<p><strong>ก</strong><br>\nข</p>"
    assert topic.last_post_at == post.created_at == topic.created_at


def test_replies_are_numbered_and_counted():
    topic = new_topic(factories.user(), board=factories.board())
    begun = topic.last_post_at
    posts = [new_reply(factories.user(), topic) for _ in range(3)]
    topic.refresh_from_db()
    assert [post.number for post in posts] == [2, 3, 4]
    assert topic.reply_count == 3
    assert topic.last_post_at == posts[-1].created_at > begun


def test_something_older_can_be_brought_in_without_moving_the_topic_back():
    topic = new_topic(factories.user(), board=factories.board())
    day = timezone.now() - timedelta(days=9)
    post = new_reply(factories.user(), topic, moment=day)
    topic.refresh_from_db()
    assert post.created_at == day
    assert topic.last_post_at > day


def test_every_post_is_found_by_search_without_its_marks():
    topic = new_topic(factories.user(), board=factories.board(), body="ปิด**ยอด**ทุกวันที่ ๕")
    post = new_reply(factories.user(), topic, body="สมุดเล่ม<b>เดียว</b>กัน")
    topic.refresh_from_db()
    assert normalise("ปิดยอดทุกวันที่ 5") in topic.search_text
    assert "<p>" not in topic.opening_text()
    assert [hit.record for hit in find(Topic.objects.all(), "ปิดยอด", limit=5)] == [topic]
    assert [hit.record for hit in find(Post.objects.replies(), "สมุดเล่ม", limit=5)] == [post]


def test_a_reply_reads_no_other_post():
    topic = new_topic(factories.user(), board=factories.board())
    author = factories.user()
    new_reply(author, topic)
    with CaptureQueriesContext(connection) as few:
        new_reply(author, topic)
    for _ in range(5):
        new_reply(author, topic)
    with CaptureQueriesContext(connection) as many:
        new_reply(author, topic)
    assert len(many) == len(few)


# In whose name


@pytest.mark.parametrize("role", Office.OFFICERS)
def test_an_officer_writes_for_the_fund_and_the_post_is_kept(role):
    fund = factories.fund()
    author = factories.officer(fund, role=role)
    topic = new_topic(author, board=factories.board(), fund=fund)
    post = new_reply(author, topic, fund=fund)
    Office.objects.all().delete()
    for written in (topic, post):
        written.refresh_from_db()
        assert (written.author, written.fund, written.post_held) == (author, fund, role)


@pytest.mark.parametrize("role", [Office.Role.COMMITTEE, Office.Role.MEMBER])
def test_whoever_is_no_officer_writes_for_no_fund(role):
    fund, topic = factories.fund(), factories.topic()
    author = factories.office(of_fund=fund, role=role).person.user
    with pytest.raises(WritingRefused, match=fund.name):
        new_reply(author, topic, fund=fund)
    with pytest.raises(WritingRefused):
        new_topic(author, board=factories.board(), fund=fund)
    assert new_reply(author, topic).fund is None


def test_leaving_office_ends_the_right_at_once():
    fund, topic = factories.fund(), factories.topic()
    author = factories.officer(fund)
    new_reply(author, topic, fund=fund)
    Office.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(WritingRefused):
        new_reply(author, topic, fund=fund)


def test_an_officer_of_one_fund_writes_for_no_other():
    other = factories.fund()
    with pytest.raises(WritingRefused, match=other.name):
        new_reply(factories.officer(), factories.topic(), fund=other)


# Where


def test_a_board_one_may_not_read_takes_nothing():
    board = factories.board(readers="officers")
    with pytest.raises(WritingRefused):
        new_topic(factories.user(), board=board)
    with pytest.raises(WritingRefused):
        new_reply(factories.user(), factories.topic(board=board))
    assert new_topic(factories.officer(), board=board)


def test_an_account_that_was_closed_writes_nothing():
    with pytest.raises(WritingRefused):
        new_topic(factories.user(is_active=False), board=factories.board())


def test_a_closed_topic_takes_no_reply():
    topic = factories.topic(replies=1, locked=True)
    with pytest.raises(WritingRefused):
        new_reply(factories.administrator(), topic)
    assert topic.posts.count() == 2


def test_a_topic_deleted_meanwhile_takes_no_reply():
    topic = factories.topic()
    Topic.objects.filter(pk=topic.pk).delete()
    with pytest.raises(WritingRefused):
        new_reply(factories.user(), topic)


def test_both_funds_and_the_coordinator_write_in_the_room():
    pair = working_pair()
    topic = new_topic(factories.officer(pair.mentor), pair=pair, fund=pair.mentor)
    new_reply(factories.officer(pair.mentee), topic, fund=pair.mentee)
    new_reply(factories.coordinator("58"), topic)
    assert (topic.board, topic.pair, topic.posts.count()) == (None, pair, 3)


def test_strangers_write_nothing_in_the_room():
    pair = working_pair()
    with pytest.raises(WritingRefused):
        new_topic(factories.officer(), pair=pair)
    with pytest.raises(WritingRefused):
        new_reply(factories.trainer(), factories.topic(pair=pair))


@pytest.mark.parametrize("status", [Pair.Status.ASKED, Pair.Status.DECLINED, Pair.Status.ENDED])
def test_a_room_takes_posts_only_while_the_pair_works(status):
    pair = working_pair(status=status)
    with pytest.raises(WritingRefused):
        new_topic(factories.officer(pair.mentor), pair=pair)
    with pytest.raises(WritingRefused):
        new_reply(factories.officer(pair.mentor), factories.topic(pair=pair))


# What


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": ""},
        {"body": " \n\u00a0\u202e"},
        {"body": "ก" * 20_001},
        {"body": "เลข 1-1017-00230-70-8 ของเขา"},
        {"title": ""},
        {"title": "ก" * 201},
        {"title": "๑๑๐๑๗๐๐๒๓๐๗๐๘"},
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(wrong):
    with pytest.raises(WritingRefused) as refusal:
        new_topic(factories.user(), board=factories.board(), **wrong)
    assert str(refusal.value)
    assert not Topic.objects.exists()
    assert not Post.objects.exists()


def test_a_long_text_fits():
    topic = new_topic(factories.user(), board=factories.board(), body="ก" * 20_000, title="ข" * 200)
    assert len(topic.posts.get().body) == 20_000


# Exactly once


def test_sent_twice_it_is_written_once():
    author, board, submission = factories.user(), factories.board(), uuid4()
    first = new_topic(author, board=board, submission=submission)
    assert new_topic(author, board=board, submission=submission) == first
    submission = uuid4()
    post = new_reply(author, first, submission=submission)
    assert new_reply(author, first, submission=submission, body="แก้แล้ว") == post
    first.refresh_from_db()
    assert (Topic.objects.count(), Post.objects.count(), first.reply_count) == (1, 2, 1)


def test_a_submission_of_somebody_else_is_not_handed_out():
    topic, submission = factories.topic(), uuid4()
    new_reply(factories.user(), topic, submission=submission)
    with pytest.raises(WritingRefused):
        new_reply(factories.user(), topic, submission=submission)


# What the tables refuse by themselves


@pytest.mark.parametrize("fields", [{"post_held": "chair"}, {"fund": True, "post_held": ""}])
def test_a_post_held_belongs_to_a_fund(fields):
    topic = factories.topic()
    if fields.get("fund"):
        fields = {**fields, "fund": factories.fund()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(topic=topic, number=2, body="ก", html="ก", **fields)


def test_a_topic_stands_in_one_place():
    for place in ({}, {"board": factories.board(), "pair": working_pair()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Topic.objects.create(title="ก", last_post_at=timezone.now(), **place)
