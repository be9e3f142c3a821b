"""Pinning, closing, moving, merging, splitting: who may, what stands where, what leads on."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from exchange.feeds import entries, public_lessons, public_posts
from exchange.models import Draft, Following, Pair, Poll, Post, StaffNote, Topic
from exchange.order.hiding import put
from exchange.talk.answering import accept_answer
from exchange.talk.regrouping import merge_topics, split_topic
from exchange.talk.tending import move_topic, set_locked, set_pinned
from exchange.talk.writing import WritingRefused, reply
from portal.thai.search import find
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timezone.now() - timedelta(days=30)


def said_on(days, title="ถามเรื่องบัญชี", **kwargs) -> Topic:
    """A topic with a post on each of some days, which say so."""
    topic = factories.topic(title, replies=len(days) - 1, **kwargs)
    for post, day in zip(topic.posts.order_by("number"), days, strict=True):
        post.created_at = DAY + timedelta(days=day)
        post.body, post.html = f"วันที่ {day}", f"<p>วันที่ {day}</p>"
        post.save()
    topic.created_at = DAY + timedelta(days=days[0])
    topic.last_post_at = DAY + timedelta(days=days[-1])
    topic.save()
    return topic


def told(topic) -> list[tuple[int, str]]:
    return [(post.number, post.body) for post in topic.posts.order_by("number")]


def assert_right(topic):
    topic.refresh_from_db()
    posts = list(topic.posts.order_by("number"))
    assert [post.number for post in posts] == list(range(1, len(posts) + 1))
    assert topic.reply_count == len(posts) - 1
    assert topic.last_post_at == max(post.created_at for post in posts)
    first = posts[0]
    assert (topic.created_at, topic.author_id, topic.fund_id, topic.post_held) == (
        first.created_at,
        first.author_id,
        first.fund_id,
        first.post_held,
    )


def coordinator():
    return factories.coordinator("58")


# Who may


def attempts(by, topic):
    """Everything somebody might do to a topic."""
    other, told = factories.topic(), {"by": by, "reason": "ซ้ำ"}
    chosen = [post.pk for post in topic.posts.filter(number=2)]
    return [
        partial(set_pinned, by=by, topic=topic, pinned=True),
        partial(set_locked, topic=topic, locked=True, **told),
        partial(move_topic, topic=topic, board=factories.board(), **told),
        partial(merge_topics, into=other, gone=topic, **told),
        partial(merge_topics, into=topic, gone=other, **told),
        partial(split_topic, topic=topic, posts=chosen, title="ก", **told),
    ]


def test_coordinators_tend_boards_and_nobody_tends_a_pair_s_room():
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    room, topic = factories.topic(pair=pair, replies=1), said_on([1, 2])
    for by, one in (
        (topic.author, topic),
        (factories.trainer(), topic),
        (factories.officer(), topic),
        (factories.administrator(), room),
        (factories.coordinator("58"), room),
    ):
        for attempt in attempts(by, one):
            with pytest.raises(WritingRefused):
                attempt()
    assert not StaffNote.objects.exists()


# Pin, close, move


def test_pinning_and_closing_stand_in_the_log_once():
    topic, staff = said_on([1]), coordinator()
    for _ in range(2):
        set_pinned(by=staff, topic=topic, pinned=True)
        set_locked(by=staff, topic=topic, locked=True, reason="ตอบครบแล้ว")
    topic.refresh_from_db()
    assert (topic.pinned, topic.locked) == (True, True)
    assert sorted(StaffNote.objects.values_list("action", flat=True)) == ["locked", "pinned"]
    assert [turn.reason for turn in topic.turns.all()] == ["ตอบครบแล้ว"]
    set_locked(by=staff, topic=topic, locked=False, reason="มีเรื่องใหม่")
    assert topic.turns.count() == 2


def test_a_topic_moves_with_a_reason_and_says_where_it_came_from():
    topic, staff, board = said_on([1]), coordinator(), factories.board()
    with pytest.raises(WritingRefused):
        move_topic(by=staff, topic=topic, board=board, reason=" ")
    move_topic(by=staff, topic=topic, board=board, reason="เรื่องบัญชี")
    turn = topic.turns.get()
    assert (turn.kind, turn.name, turn.reason) == ("moved", topic.board.title, "เรื่องบัญชี")
    assert Topic.objects.get().board == board


def test_nothing_comes_before_other_readers_unless_that_is_known():
    staff = coordinator()
    closed, open_board = factories.board(readers="officers"), factories.board()
    inside, outside = said_on([1], board=closed), said_on([2], board=open_board)
    with pytest.raises(WritingRefused):
        move_topic(by=staff, topic=inside, board=open_board, reason="ซ้ำ")
    with pytest.raises(WritingRefused):
        merge_topics(by=staff, into=outside, gone=inside, reason="ซ้ำ")
    assert told(outside) == [(1, "วันที่ 2")]
    merge_topics(by=staff, into=outside, gone=inside, reason="ซ้ำ", knows_readers=True)
    assert told(outside) == [(1, "วันที่ 1"), (2, "วันที่ 2")]


# Merge


def test_two_topics_become_one_in_the_order_of_time():
    stays, goes = said_on([2, 5, 6]), said_on([1, 3, 9], "เรื่องเดียวกัน")
    keys = set(Post.objects.values_list("pk", flat=True))
    merge_topics(by=coordinator(), into=stays, gone=goes, reason="เรื่องเดียวกัน")
    assert [body for _n, body in told(stays)] == [f"วันที่ {day}" for day in (1, 2, 3, 5, 6, 9)]
    assert set(stays.posts.values_list("pk", flat=True)) == keys
    assert_right(stays)
    assert stays.title == "ถามเรื่องบัญชี"
    assert list(Topic.objects.all()) == [stays]
    turn = stays.turns.get()
    assert (turn.kind, turn.name, turn.posts) == ("merged", "เรื่องเดียวกัน", 3)
    assert StaffNote.objects.get().action == "merged"


def test_search_and_feeds_follow():
    stays, goes = said_on([2]), said_on([1, 3], "น้ำท่วมศาลา")
    merge_topics(by=coordinator(), into=stays, gone=goes, reason="เรื่องเดียวกัน")
    assert find(Topic.objects.all(), "น้ำท่วม", limit=5) == []
    assert [hit.record for hit in find(Topic.objects.all(), "วันที่ 1", limit=5)] == [stays]
    moved = stays.posts.get(number=3)
    assert [hit.record for hit in find(Post.objects.replies(), "บัญชี วันที่ 3", limit=5)] == [moved]
    told_of = entries(public_posts(board=stays.board), public_lessons())
    assert {entry.key: entry.path for entry in told_of} == {
        f"post-{post.pk}": post.get_absolute_url() for post in stays.posts.all()
    }


def test_what_pointed_at_the_one_that_went_points_at_the_one_that_stays():
    stays, goes = said_on([1, 2]), said_on([3, 4])
    follower, both = factories.user(), factories.user()
    for user, topic in ((follower, goes), (both, goes), (both, stays)):
        Following.objects.create(user=user, topic=topic, level="every")
        factories.draft(user, topic, f"ค้างไว้ {topic.pk}")
    asker = goes.author
    accept_answer(post=goes.posts.get(number=2), by=asker)
    merge_topics(by=coordinator(), into=stays, gone=goes, reason="ซ้ำ")
    assert set(Following.objects.values_list("user", "topic")) == {
        (follower.pk, stays.pk),
        (both.pk, stays.pk),
    }
    assert stays.posts.get(answers=stays).body == "วันที่ 4"
    texts = dict(Draft.objects.values_list("author", "typed__body__0"))
    assert texts == {
        follower.pk: f"ค้างไว้ {goes.pk}",
        both.pk: f"ค้างไว้ {stays.pk}\n\nค้างไว้ {goes.pk}",
    }


def test_hidden_posts_stay_hidden_and_are_counted_where_they_went():
    stays, goes = said_on([1, 4]), said_on([2, 6])
    for topic, number in ((stays, 2), (goes, 1), (goes, 2)):
        put(topic=topic, post=topic.posts.get(number=number), standing="hidden")
    merge_topics(by=factories.administrator(), into=stays, gone=goes, reason="ซ้ำ")
    stays.refresh_from_db()
    assert (stays.hidden, stays.hidden_replies, stays.reply_count) == (False, 3, 3)
    assert stays.last_post_at == DAY + timedelta(days=1)


def test_two_polls_are_not_made_one():
    stays, goes = said_on([1]), said_on([2])
    for topic in (stays, goes):
        Poll.objects.create(topic=topic, closes_on=DAY.date())
    with pytest.raises(WritingRefused):
        merge_topics(by=coordinator(), into=stays, gone=goes, reason="ซ้ำ")
    assert Poll.objects.count() == 2
    stays.poll.delete()
    merge_topics(by=coordinator(), into=stays, gone=goes, reason="ซ้ำ")
    assert Poll.objects.get().topic == stays


def test_a_topic_is_not_put_into_itself_and_once_is_enough():
    stays, goes, staff = said_on([1]), said_on([2]), coordinator()
    with pytest.raises(WritingRefused):
        merge_topics(by=staff, into=stays, gone=stays, reason="ซ้ำ")
    for _ in range(2):
        merge_topics(by=staff, into=stays, gone=goes, reason="ซ้ำ")
    assert stays.turns.count() == 1


def test_a_reply_on_its_way_goes_where_its_topic_went_unless_others_read_there():
    staff, author = coordinator(), factories.user()
    stays, goes = said_on([1]), said_on([2])
    merge_topics(by=staff, into=stays, gone=goes, reason="ซ้ำ")
    post = reply(
        author=author, topic=Topic(pk=goes.pk, board=goes.board), body="มาช้า", submission=uuid4()
    )
    assert (post.topic, post.number) == (stays, 3)
    inside = said_on([1], board=factories.board(readers="members"))
    gone, board = inside.pk, inside.board
    merge_topics(by=staff, into=stays, gone=inside, reason="ซ้ำ", knows_readers=True)
    with pytest.raises(WritingRefused):
        reply(author=author, topic=Topic(pk=gone, board=board), body="มาช้า", submission=uuid4())


# Split


def test_replies_become_a_topic_of_their_own():
    topic = said_on([1, 2, 3, 4, 5])
    topic.subjects.set([factories.subject("accounts")])
    accept_answer(post=topic.posts.get(number=4), by=topic.author)
    chosen = list(topic.posts.filter(number__in=(2, 4)).values_list("pk", flat=True))
    made = split_topic(
        by=coordinator(), topic=topic, posts=chosen, title="เรื่องใหม่", reason="คนละเรื่อง"
    )
    assert told(made) == [(1, "วันที่ 2"), (2, "วันที่ 4")]
    assert told(topic) == [(1, "วันที่ 1"), (2, "วันที่ 3"), (3, "วันที่ 5")]
    assert (made.title, made.board) == ("เรื่องใหม่", topic.board)
    assert [subject.slug for subject in made.subjects.all()] == ["accounts"]
    for one in (topic, made):
        assert_right(one)
    assert not Post.objects.filter(answers__isnull=False).exists()
    assert (topic.turns.get().other, made.turns.get().other) == (made, topic)
    assert [hit.record for hit in find(Topic.objects.all(), "วันที่ 2", limit=5)] == [made]


def test_only_replies_of_the_topic_are_split_off():
    topic, other = said_on([1, 2]), said_on([3, 4])
    opening, strange = topic.posts.get(number=1).pk, other.posts.get(number=2).pk
    own = topic.posts.get(number=2).pk
    for posts in ([], [opening], [strange], [own, strange], [own, 999_999]):
        with pytest.raises(WritingRefused):
            split_topic(by=coordinator(), topic=topic, posts=posts, title="ก", reason="ข")
    assert Topic.objects.count() == 2
