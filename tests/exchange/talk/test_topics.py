"""The page of a topic: who sees it, under which names, at which cost."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from exchange.models import Pair
from portal.funds.models import Office
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user)
    return client


def page_of(client, topic, **query) -> str:
    response = client.get(topic.get_absolute_url(), query)
    assert response.status_code == 200
    return response.content.decode()


def read_in_english(client, topic) -> str:
    return client.get(f"/en/topics/{topic.pk}/").content.decode()


def working_pair() -> Pair:
    yes = Pair.Answer.YES
    return factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)


# Reading


def test_a_visitor_reads_and_is_told_how_to_reply(client):
    topic = factories.topic(replies=2)
    html = page_of(client, topic)
    for number in (1, 2, 3):
        assert f'id="post-{number}"' in html
        assert f"<p>ข้อความที่ {number}</p>" in html
    assert f"{reverse('account_login')}?next={topic.get_absolute_url()}%23write" in html
    assert "<textarea" not in html
    assert "csrfmiddlewaretoken" not in html


def test_a_visitors_page_sets_no_cookie(client):
    assert not client.get(factories.topic(replies=1).get_absolute_url()).cookies


def test_dates_are_of_the_readers_era(client):
    topic = factories.topic()
    topic.posts.update(created_at=datetime(2023, 3, 27, 2, tzinfo=UTC))
    assert "27 มี.ค. 2566 09.00 น." in page_of(client, topic)
    assert "27 Mar 2023, 09:00" in read_in_english(client, topic)


def test_posts_come_in_pages_of_twenty(client):
    topic = factories.topic(replies=44)
    assert page_of(client, topic).count("<article") == 20
    last = page_of(client, topic, page=3)
    assert last.count("<article") == 5
    assert 'id="post-45"' in last
    assert 'start="41"' in last
    assert 'id="post-45"' in page_of(client, topic, page=99)
    assert 'id="post-1"' in page_of(client, topic, page="ไม่ใช่เลข")


def test_a_post_knows_its_place():
    topic = factories.topic(replies=20)
    first, last = topic.posts.get(number=20), topic.posts.get(number=21)
    assert first.get_absolute_url() == f"{topic.get_absolute_url()}#post-20"
    assert last.get_absolute_url() == f"{topic.get_absolute_url()}?page=2#post-21"


@pytest.mark.parametrize(("who", "most"), [("visitor", 12), ("officer", 20)])
def test_a_topic_costs_the_same_however_long_it_is(client, who, most):
    if who == "officer":
        client.force_login(factories.officer())
    first, again = [], []
    for replies in (0, 19, 99):
        topic = factories.topic(replies=replies, fund=factories.fund())
        factories.attachment(topic)
        for counts in (first, again):
            with CaptureQueriesContext(connection) as queries:
                page_of(client, topic)
            counts.append(len(queries))
    assert max(first[1:] + again) <= most
    assert len(set(again)) == 1


def test_pictures_of_a_topic_for_line_show_only_what_everybody_reads(client):
    topic = factories.topic("เงินออม", replies=1)
    assert '<meta property="og:description" content="ข้อความที่ 1">' in page_of(client, topic)
    inside = factories.topic("เรื่องใน", board=factories.board(readers="members"))
    html = page_of(signed_in(client, factories.user()), inside)
    assert "og:" not in html
    assert "noindex" in html


# Under which name


def test_what_is_written_for_a_fund_is_signed_by_fund_and_post(client):
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    author = factories.officer(fund, role="treasurer", email="hidden@example.org")
    author.person.phone = "0812345678"
    author.person.save()
    topic = factories.topic(fund=fund, author=author)
    name = author.person.name
    for reader, knows in (
        (None, False),
        (factories.user(), False),
        (factories.officer(), False),
        (author, True),
        (factories.office(of_fund=fund, role=Office.Role.MEMBER).person.user, True),
        (factories.trainer(), True),
        (factories.coordinator("50"), True),
        (factories.administrator(), True),
    ):
        client.logout()
        if reader:
            client.force_login(reader)
        html = read_in_english(client, topic)
        thread = html.partition('class="thread"')[2].partition("</ol>")[0]
        assert "Treasurer · กองทุนสวัสดิการชุมชนตำบลปางหมู" in thread
        assert "Pang Mu, Mueang Mae Hong Son, Mae Hong Son" in thread
        assert (name in thread) is knows
        assert "0812345678" not in html
        assert "081-234-5678" not in html
        assert "hidden@example.org" not in html


def test_what_somebody_wrote_as_themselves_is_signed_by_name(client):
    author = factories.officer()
    assert author.person.name in page_of(client, factories.topic(author=author))


def test_posts_of_somebody_who_has_left_stay(client):
    topic = factories.topic(author=factories.user())
    topic.author.delete()
    assert "somebody who has left" in read_in_english(client, topic)


# Who may not


def test_closed_boards_lead_visitors_to_the_sign_in_and_tell_members_why(client):
    topic = factories.topic("เรื่องลับ", board=factories.board(readers="officers"))
    address = topic.get_absolute_url()
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={address}")
    client.force_login(factories.user())
    response = client.get(address)
    assert response.status_code == 403
    assert "officers of a fund and the network" in read_in_english(client, topic)
    assert "เรื่องลับ" not in response.content.decode()
    client.force_login(factories.trainer())
    assert client.get(address).status_code == 200


def test_what_editors_have_hidden_is_not_found(client):
    hidden, restricted = factories.board(), factories.board()
    hidden.unpublish()
    PageViewRestriction.objects.create(
        page=restricted, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    client.force_login(factories.administrator())
    for board in (hidden, restricted):
        topic = factories.topic(board=board)
        assert client.get(topic.get_absolute_url()).status_code == 404
        assert client.get(reverse("topic_new", args=[board.pk])).status_code == 404


def test_a_room_is_hidden_from_strangers(client):
    pair = working_pair()
    topic = factories.topic(pair=pair)
    address = topic.get_absolute_url()
    assert client.get(address)["Location"].startswith(reverse("account_login"))
    for stranger in (factories.officer(), factories.trainer(), factories.coordinator("50")):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(address, {"body": "ลองดู"}).status_code == 404
    for friend in (factories.officer(pair.mentee), factories.coordinator("58")):
        client.force_login(friend)
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_a_topic_that_is_not_there_is_not_found(client, pk):
    assert client.get(f"/topics/{pk}/").status_code == 404
    client.force_login(factories.user())
    assert client.get(f"/topics/{pk}/").status_code == 404
    assert client.get(f"/boards/{pk}/new/").status_code == 404
    assert client.get(f"/pairs/{pk}/new/").status_code == 404
