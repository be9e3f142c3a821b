"""Limits: said before typing, counted in the database, lifted by a confirmed post in a fund."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from exchange.models import Post, UnwantedWord
from exchange.order.limits import ALL_AN_HOUR, NEWCOMERS_A_DAY, beyond, said_before, unwanted_in
from exchange.talk.writing import WritingRefused, reply, start_topic
from portal.funds.access import VISITOR, rights_of
from tests import factories
from tests.exchange.order.made import decided

pytestmark = pytest.mark.django_db

LINKS = "ดู https://example.org/a และ https://example.org/b"


def written(author, count: int, *, ago: timedelta) -> None:
    topic = factories.topic()
    Post.objects.bulk_create(
        Post(
            topic=topic,
            number=number + 2,
            author=author,
            body="ก",
            html="<p>ก</p>",
            created_at=timezone.now() - ago,
        )
        for number in range(count)
    )


def answer(author, body="ตอบ") -> Post:
    return reply(author=author, topic=factories.topic(), body=body, submission=uuid4())


def test_without_a_confirmed_post_there_is_a_day_limit():
    newcomer, officer = factories.user(), factories.officer()
    for author in (newcomer, officer):
        written(author, NEWCOMERS_A_DAY, ago=timedelta(hours=5))
    with pytest.raises(WritingRefused, match=str(NEWCOMERS_A_DAY)):
        answer(newcomer)
    assert answer(officer).number == 2


def test_yesterdays_posts_do_not_count():
    newcomer = factories.user()
    written(newcomer, NEWCOMERS_A_DAY, ago=timedelta(hours=25))
    assert answer(newcomer).number == 2


def test_nobody_floods_the_boards():
    officer = factories.officer()
    written(officer, ALL_AN_HOUR, ago=timedelta(minutes=10))
    with pytest.raises(WritingRefused):
        start_topic(
            author=officer, title="อีก", body="อีก", submission=uuid4(), board=factories.board()
        )


def test_newcomers_send_one_link_and_others_as_many_as_they_need():
    with pytest.raises(WritingRefused):
        answer(factories.user(), LINKS)
    assert answer(factories.user(), "ดู https://example.org/a").number == 2
    assert answer(factories.officer(), LINKS).number == 2
    assert answer(factories.trainer(), LINKS).number == 2


def test_unwanted_words_are_refused_whatever_the_case_and_spaces():
    UnwantedWord.objects.create(word="Casino")
    UnwantedWord.objects.create(word="พนันออนไลน์")
    UnwantedWord.objects.create(word="ครีมขาว", active=False)
    assert unwanted_in("ชวนเล่น C A S I N O") == "Casino"
    assert unwanted_in("พนัน ออนไลน์") == "พนันออนไลน์"
    assert unwanted_in("ครีมขาว") == ""
    with pytest.raises(WritingRefused, match="Casino"):
        answer(factories.officer(), "casino")


def test_what_is_refused_is_kept_in_the_form(client):
    UnwantedWord.objects.create(word="Casino")
    client.force_login(factories.user())
    topic = factories.topic()
    html = client.post(topic.get_absolute_url(), {"body": "มา casino กัน"}).content.decode()
    assert "มา casino กัน" in html
    assert topic.posts.count() == 1


def test_limits_are_said_before_typing(client):
    newcomer = factories.user()
    said = said_before(newcomer, rights_of(newcomer)).said
    assert str(NEWCOMERS_A_DAY) in said
    client.force_login(newcomer)
    assert said in client.get(factories.topic().get_absolute_url()).content.decode()
    assert said in client.get(f"/boards/{factories.board().pk}/new/").content.decode()
    officer = factories.officer()
    assert not said_before(officer, rights_of(officer)).said
    assert not said_before(officer, VISITOR).said


def test_who_is_silenced_reads_until_when_before_typing(client):
    case = decided(measure="silenced", until=timezone.now() + timedelta(days=3))
    client.force_login(case.author)
    html = client.get(case.post.topic.get_absolute_url()).content.decode()
    assert case.reason in html


def test_an_older_text_is_measured_by_its_own_day():
    newcomer = factories.user()
    written(newcomer, NEWCOMERS_A_DAY, ago=timedelta(hours=2))
    long_ago = timezone.now() - timedelta(days=30)
    assert beyond(newcomer, rights_of(newcomer), ("เก่า",), long_ago) == ""
