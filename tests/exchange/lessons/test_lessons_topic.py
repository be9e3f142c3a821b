"""A lesson made of a topic quotes posts under their signatures, and never from closed places."""

from uuid import uuid4

import pytest

from exchange.lessons.from_topic import start_from_posts
from exchange.lessons.writing import LessonRefused, draft_of
from exchange.models import BoardPage, LessonPage, Pair, Topic
from exchange.order.hiding import put
from exchange.talk.editing import edit, edit_for_order
from exchange.talk.tending import move_topic
from portal.thai.search import find
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def officer(fund):
    return factories.officer(fund)


@pytest.fixture
def topic():
    return factories.topic(replies=3, fund=factories.fund())


def start(topic, author, numbers=(1, 3), **kwargs):
    return start_from_posts(
        author=author, topic=topic, numbers=numbers, title="ก", submission=uuid4(), **kwargs
    )


def test_each_quote_keeps_the_fund_and_post_it_was_signed_with(topic, officer, fund):
    lesson = start(topic, officer, fund=fund)
    assert (lesson.topic, lesson.fund) == (topic, fund)
    quotes = draft_of(lesson).quotes.all()
    assert [(q.text, q.fund, q.post_held, q.part) for q in quotes] == [
        ("ข้อความที่ 1", topic.fund, "treasurer", "situation"),
        ("ข้อความที่ 3", topic.fund, "treasurer", "happened"),
    ]


@pytest.mark.parametrize("numbers", [(), (9,), range(1, 14)])
def test_none_or_too_many_posts_are_refused(officer, fund, numbers):
    topic = factories.topic(replies=12 if len(numbers) > 2 else 1)
    with pytest.raises(LessonRefused):
        start(topic, officer, numbers, fund=fund)
    assert not LessonPage.objects.exists()


def test_closed_boards_and_pairs_rooms_are_not_quoted(officer, fund):
    closed = factories.board(readers=BoardPage.Readers.OFFICERS)
    pair = factories.pair(fund, factories.fund(), status=Pair.Status.ASKED)
    for topic in (factories.topic(board=closed), factories.topic(pair=pair)):
        with pytest.raises(LessonRefused):
            start(topic, officer, [1], fund=fund)


def test_a_trainer_makes_one_of_the_network(topic):
    assert start(topic, factories.trainer()).fund is None


def test_from_ticks_on_the_page_to_the_published_lesson_and_back(client, topic, officer, fund):
    client.force_login(officer)
    assert f"/topics/{topic.pk}/lesson/" in client.get(topic.get_absolute_url()).content.decode()
    address = f"/topics/{topic.pk}/lesson/"
    refused = client.post(address, {"title": "เล่าต่อ", "fund": fund.pk}).content.decode()
    assert "กรุณาเลือกอย่างน้อยหนึ่งข้อความ" in refused
    assert "เล่าต่อ" in refused
    client.post(address, {"title": "เล่าต่อ", "fund": fund.pk, "posts": ["1", "2"]})
    lesson = LessonPage.objects.get()
    html = client.get(f"/lessons/{lesson.pk}/write/").content.decode()
    assert "ข้อความที่ 2" in html
    lesson.get_latest_revision().publish()
    client.logout()
    html = client.get(f"/lessons/{lesson.pk}/").content.decode()
    assert topic.fund.name in html
    assert "#post-2" in html
    assert "เล่าต่อ" in client.get(topic.get_absolute_url()).content.decode()


def test_words_stay_when_the_topic_goes(client, topic, officer, fund):
    lesson = start(topic, officer, fund=fund)
    lesson.get_latest_revision().publish()
    Topic.objects.get(pk=topic.pk).delete()
    html = client.get(f"/lessons/{lesson.pk}/").content.decode()
    assert "ข้อความที่ 3" in html
    assert "#post-" not in html


def test_words_are_shown_while_everybody_may_read_them_in_the_exchange(
    client, topic, officer, fund
):
    staff, words = factories.coordinator("50"), "ชวนโรงเรียนก่อน"
    topic.posts.filter(number=3).update(body=words, html=f"<p>{words}</p>")
    post = topic.posts.get(number=3)
    lesson = start(topic, officer, fund=fund)
    lesson.get_latest_revision().publish()

    def shown() -> bool:
        found = {bool(find(LessonPage.objects.all(), words, limit=5))}
        for page in ("", "print/"):
            html = client.get(f"/lessons/{lesson.pk}/{page}").content.decode()
            found.add(words in html)
        assert len(found) == 1, "page, paper and search agree"
        return found.pop()

    assert shown()
    for standing in ("held", "hidden"):
        put(topic=topic, post=post, standing=standing)
        assert not shown()
        put(topic=topic, post=post, standing="shown")
        assert shown()
    opening = topic.posts.get(number=1)
    put(topic=topic, post=opening, standing="hidden")
    assert not shown()
    put(topic=topic, post=opening, standing="shown")
    told = {"by": staff, "reason": "ก", "knows_readers": True}
    was = topic.board
    move_topic(topic=topic, board=factories.board(readers="officers"), **told)
    assert not shown()
    move_topic(topic=topic, board=was, **told)
    assert shown()
    edit_for_order(by=staff, post=post, body="เอาชื่อออกแล้ว", why="มีชื่อคนป่วย")
    assert not shown()
    # Its fund goes on from there: what was taken out stays out.
    post.refresh_from_db()
    edit(by=factories.officer(topic.fund), post=post, body="แก้คำผิด", seen=post.edition)
    assert not shown()


def test_a_topic_costs_a_visitor_the_same_with_one_lesson_and_three(
    client, topic, officer, fund, same_queries
):
    def add():
        start(topic, officer, fund=fund).get_latest_revision().publish()

    same_queries(add, lambda: client.get(topic.get_absolute_url()))
