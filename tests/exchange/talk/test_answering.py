"""The answer of a topic: who marks it, that there is one at most, where it shows."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from exchange.models import BoardPage, Post, Standing, Topic
from exchange.talk.answering import accept_answer, take_answer_back
from exchange.talk.writing import WritingRefused
from portal.funds.models import Office
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db


def answer_of(topic) -> int | None:
    return Post.objects.filter(answers=topic).values_list("number", flat=True).first()


def mark(client, post, **fields):
    return client.post(f"/posts/{post.pk}/answer/", fields)


def read(client, address, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


# Who, and which


def test_whoever_asked_marks_changes_and_takes_back():
    topic = factories.topic(replies=2)
    for number in (2, 3, 3):
        accept_answer(post=topic.posts.get(number=number), by=topic.author)
        assert answer_of(topic) == number
    for _twice in range(2):
        take_answer_back(topic=topic, by=topic.author)
        assert answer_of(topic) is None


def test_a_funds_question_is_in_the_hands_of_its_present_officers():
    fund = factories.fund()
    asked_by, later = factories.officer(fund), factories.officer(fund, role="chair")
    topic = factories.topic(fund=fund, author=asked_by, replies=1)
    reply = topic.posts.get(number=2)
    committee = factories.office(of_fund=fund, role=Office.Role.COMMITTEE).person.user
    Office.objects.filter(person=asked_by.person).update(
        ends_on="2020-01-01", starts_on="2019-01-01"
    )
    for nobody in (asked_by, committee, factories.officer(), factories.user()):
        with pytest.raises(WritingRefused, match="ผู้ถาม"):
            accept_answer(post=reply, by=nobody)
    accept_answer(post=reply, by=later)
    take_answer_back(topic=topic, by=factories.trainer())
    assert answer_of(topic) is None


def test_staff_marks_only_where_it_may_read():
    yes = {"mentor_answer": "yes", "mentee_answer": "yes"}
    topic = factories.topic(pair=factories.pair(status="accepted", **yes), replies=1)
    reply = topic.posts.get(number=2)
    with pytest.raises(WritingRefused):
        accept_answer(post=reply, by=factories.trainer())
    accept_answer(post=reply, by=factories.coordinator("58"))


def test_a_question_is_not_its_own_answer():
    topic = factories.topic(replies=1)
    with pytest.raises(WritingRefused, match="ตอบในกระทู้นี้"):
        accept_answer(post=topic.posts.get(number=1), by=topic.author)


def test_a_reply_that_moved_away_is_nobodys_answer():
    topic, other = factories.topic(replies=1), factories.topic()
    reply = topic.posts.get(number=2)
    Post.objects.filter(pk=reply.pk).update(topic=other, number=2)
    with pytest.raises(WritingRefused):
        accept_answer(post=reply, by=topic.author)
    assert (answer_of(topic), answer_of(other)) == (None, None)


@pytest.mark.parametrize("wrong", ["another topic", "the first post", "two answers"])
def test_the_database_itself_refuses(wrong):
    topic, other = factories.topic(replies=2), factories.topic(replies=1)
    accept_answer(post=topic.posts.get(number=2), by=topic.author)
    posts, answers = {
        "another topic": (topic.posts.filter(number=3), other),
        "the first post": (other.posts.filter(number=1), other),
        "two answers": (topic.posts.filter(number=3), topic),
    }[wrong]
    with pytest.raises(IntegrityError), transaction.atomic():
        posts.update(answers=answers)
    with pytest.raises(IntegrityError), transaction.atomic():
        topic.posts.filter(number=2).update(topic=other, number=9)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_one_answer():
    topic = factories.topic(replies=8)
    done = at_once(
        lambda number: accept_answer(post=topic.posts.get(number=number), by=topic.author),
        range(2, 10),
    )
    assert not [each for each in done if isinstance(each, Exception)]
    assert Post.objects.filter(answers=topic).count() == 1


# Pages


def test_the_question_leads_to_its_answer_on_any_page(client):
    topic = factories.topic(replies=24)
    client.force_login(topic.author)
    post = topic.posts.get(number=23)
    response = mark(client, post)
    assert response["Location"] == f"{topic.get_absolute_url()}?page=2#post-23"
    html = read(client, topic.get_absolute_url())
    assert f'href="{topic.get_absolute_url()}?page=2#post-23"' in html
    assert "post__mark" in read(client, topic.get_absolute_url(), page=2)
    mark(client, post, do="undo")
    assert (
        "notice--success"
        not in read(client, topic.get_absolute_url(), page=2).partition('class="thread"')[2]
    )
    assert answer_of(topic) is None


def test_a_hidden_answer_is_not_led_to(client):
    topic = factories.topic(replies=24)
    reply = topic.posts.get(number=23)
    accept_answer(post=reply, by=topic.author)
    assert "#post-23" in read(client, topic.get_absolute_url())
    Post.objects.filter(pk=reply.pk).update(standing=Standing.HIDDEN)
    assert "#post-23" not in read(client, topic.get_absolute_url())


def test_only_whoever_asked_sees_the_button(client):
    topic = factories.topic(replies=1)
    address = f"/posts/{topic.posts.get(number=2).pk}/answer/"
    assert address not in read(client, topic.get_absolute_url())
    client.force_login(factories.user())
    assert address not in read(client, topic.get_absolute_url())
    client.force_login(topic.author)
    html = read(client, topic.get_absolute_url())
    assert address in html
    assert f"/posts/{topic.posts.get(number=1).pk}/answer/" not in html


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_post_that_is_not_there(client, pk):
    client.force_login(factories.user())
    assert client.post(f"/posts/{pk}/answer/").status_code == 404
    assert client.get(f"/posts/{factories.topic().posts.get().pk}/answer/").status_code == 405


def test_a_board_lists_what_has_an_answer(client):
    board = factories.board()
    solved = factories.topic("ได้แล้ว", board=board, replies=1)
    factories.topic("ยังไม่ได้", board=board, replies=1)
    accept_answer(post=solved.posts.get(number=2), by=solved.author)
    assert "badge--ok with-icon icon--check" in read(client, board.url)
    html = read(client, board.url, answered="1")
    assert "ได้แล้ว" in html
    assert "ยังไม่ได้" not in html
    assert 'class="empty"' in read(client, factories.board().url, answered="1")


def test_an_answer_costs_one_query(client):
    topic = factories.topic(replies=3)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, topic.get_absolute_url())
        return len(queries)

    cost()
    before = cost()
    accept_answer(post=topic.posts.get(number=2), by=topic.author)
    assert cost() == before + 1


def test_lists_cost_the_same_however_many_answers(client, same_queries):
    board = factories.board()

    def add():
        topic = factories.topic(board=board, replies=1)
        accept_answer(post=topic.posts.get(number=2), by=topic.author)

    assert same_queries(add, lambda: client.get(board.url)) <= 15


def test_programs_learn_of_the_answer(client):
    topic = factories.topic(replies=1, board=factories.board(readers=BoardPage.Readers.EVERYBODY))
    address = f"/api/v1/topics/{topic.pk}/"
    assert client.get(address).json()["answer"] is None
    accept_answer(post=topic.posts.get(number=2), by=topic.author)
    assert client.get(address).json()["answer"] == topic.posts.get(number=2).pk
    assert Topic.objects.answered().get() == topic


# In a browser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_asking_getting_an_answer_and_saying_so(browser_page, scripts):
    asker, helper, board = factories.user(), factories.user(), factories.board()
    page = browser_page(user=asker, scripts=scripts)
    page.goto(f"/boards/{board.pk}/new/")
    page.get_by_label("หัวข้อ", exact=True).fill("เงินสดขาดไป 120 บาท ทำอย่างไร")
    page.locator("textarea[name=body]").fill("นับสองรอบแล้ว")
    page.get_by_role("button", name="เผยแพร่").click()
    page.wait_for_url("**/topics/*/")
    address = page.url
    other = browser_page(user=helper, scripts=scripts)
    other.goto(address)
    other.locator("textarea[name=body]").fill("ลองดูรายการที่หาร 9 ลงตัว")
    other.get_by_role("button", name="ส่งคำตอบ").click()
    other.wait_for_url("**#post-2")
    page.goto(address)
    page.locator("#post-2").get_by_role("button", name="นี่คือคำตอบ").click()
    page.wait_for_url("**#post-2")
    other.goto(address)
    other.get_by_role("link", name="ไปที่คำตอบ").click()
    other.wait_for_url("**#post-2")
    assert other.locator("#post-2 .post__mark").is_visible()
    assert other.evaluate("document.documentElement.scrollWidth") <= 360
