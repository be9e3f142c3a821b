"""The page of a topic: who sees it, under which names, and the reply form."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from exchange.models import Pair, Post
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


def send(client, topic, *, page=None, **fields):
    address = topic.get_absolute_url() + (f"?page={page}" if page else "")
    return client.post(address, {"body": "ลองดู", "submission": uuid4(), **fields})


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
    counts = []
    for replies in (0, 19, 99):
        topic = factories.topic(replies=replies, fund=factories.fund())
        page_of(client, topic)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, topic)
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= most


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
        assert send(client, topic).status_code == 404
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


# Replying


def test_a_reply_leads_to_itself_on_its_page(client):
    topic = factories.topic(replies=19)
    author = factories.user()
    response = send(signed_in(client, author), topic, body="ตอบ\nสองบรรทัด")
    post = topic.posts.get(number=21)
    assert response["Location"] == f"{topic.get_absolute_url()}?page=2#post-21"
    assert (post.author, post.fund, post.body) == (author, None, "ตอบ\nสองบรรทัด")


def test_a_double_tap_writes_one_post(client):
    topic, submission = factories.topic(), uuid4()
    signed_in(client, factories.user())
    ways = {send(client, topic, submission=submission)["Location"] for _ in range(2)}
    assert ways == {f"{topic.get_absolute_url()}#post-2"}
    assert topic.posts.count() == 2


@pytest.mark.parametrize("submission", ["", "nonsense"])
def test_a_lost_submission_does_not_lose_the_text(client, submission):
    topic = factories.topic()
    send(signed_in(client, factories.user()), topic, submission=submission)
    assert topic.posts.count() == 2


def test_an_officer_chooses_in_whose_name(client):
    fund, topic = factories.fund(), factories.topic()
    signed_in(client, factories.officer(fund, role="chair"))
    html = page_of(client, topic)
    assert 'name="writing_as" value="me"' in html
    assert f'name="writing_as" value="{fund.pk}"' in html
    send(client, topic, writing_as=fund.pk)
    send(client, topic, writing_as="me")
    written = topic.posts.order_by("number").values_list("fund", "post_held")[1:]
    assert list(written) == [(fund.pk, "chair"), (None, "")]


def test_whoever_acts_for_no_fund_has_no_choice_to_make(client):
    html = page_of(signed_in(client, factories.user()), factories.topic())
    assert "writing_as" not in html


def test_in_a_room_the_fund_of_the_pair_is_chosen_beforehand(client):
    pair = working_pair()
    user = factories.officer()
    factories.office(user, pair.mentee)
    html = page_of(signed_in(client, user), factories.topic(pair=pair))
    radio = html.partition(f'name="writing_as" value="{pair.mentee_id}"')[2].partition(">")[0]
    assert "checked" in radio


@pytest.mark.parametrize(
    "fields",
    [
        {"body": ""},
        {"body": " \r\n\t"},
        {"body": "ข้อความยาว" * 2_001},
        {"body": "เลขของป้าคือ 1101700230708 ค่ะ"},
        {"body": "ข้อความดี", "writing_as": ""},
        {"body": "ข้อความดี", "writing_as": "999999"},
        {"body": "ข้อความดี", "writing_as": "ไม่ใช่เลข"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, fields):
    topic = factories.topic(replies=25)
    signed_in(client, factories.officer())
    response = send(client, topic, page=2, **{"writing_as": "me", **fields})
    html = response.content.decode()
    assert response.status_code == 200
    assert "field__error" in html
    assert fields["body"].strip() in html
    assert 'id="post-21"' in html
    assert topic.posts.count() == 26


def test_an_office_that_ended_while_typing_is_said_and_the_text_kept(client):
    fund, topic = factories.fund(), factories.topic()
    author = factories.officer(fund)
    factories.office(author)  # still an officer of another fund
    signed_in(client, author)
    page_of(client, topic)
    Office.objects.filter(fund=fund).update(status=Office.Status.REFUSED)
    html = send(client, topic, body="เขียนค้างไว้", writing_as=fund.pk).content.decode()
    assert "field__error" in html
    assert "เขียนค้างไว้" in html
    assert topic.posts.count() == 1


def test_a_topic_closed_while_typing_refuses_and_keeps_the_text(client):
    topic = factories.topic(locked=True)
    signed_in(client, factories.user())
    assert "<textarea" not in page_of(client, topic)
    response = send(client, topic, body="มาช้าไป")
    assert "มาช้าไป" in response.content.decode()
    assert "error-summary" in response.content.decode()
    assert topic.posts.count() == 1


def test_a_room_whose_pair_has_ended_can_be_read_only(client):
    pair = working_pair()
    topic = factories.topic(pair=pair)
    Pair.objects.update(status=Pair.Status.ENDED)
    signed_in(client, factories.officer(pair.mentor))
    assert "<textarea" not in page_of(client, topic)
    send(client, topic)
    assert topic.posts.count() == 1


def test_whoever_was_signed_out_finds_the_text_again_after_signing_in(client):
    topic, author = factories.topic(), factories.user("somchai")
    response = send(client, topic, body="พิมพ์ไว้ตั้งนาน")
    assert response.status_code == 302
    assert not topic.posts.filter(number=2).exists()
    back = client.post(response["Location"], {"login": "somchai", "password": factories.PASSWORD})
    assert back["Location"] == f"{topic.get_absolute_url()}#write"
    assert "พิมพ์ไว้ตั้งนาน" in page_of(client, topic)
    assert "พิมพ์ไว้ตั้งนาน" not in page_of(client, topic)
    assert Post.objects.filter(author=author).count() == 0
