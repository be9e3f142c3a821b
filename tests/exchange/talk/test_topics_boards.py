"""The exchange and its boards: what is listed for whom, in which order, at which cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import ExchangeIndexPage, Pair, Topic
from portal.funds.access import VISITOR, rights_of
from tests import factories

pytestmark = pytest.mark.django_db


def read(client, address, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def index(client) -> str:
    return read(client, ExchangeIndexPage.objects.get().url)


def room_topic(title="เรื่องในห้อง") -> Topic:
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    return factories.topic(title, pair=pair)


# The exchange


def test_the_exchange_shows_the_boards_one_may_read(client):
    for readers in ("everybody", "members", "officers"):
        factories.topic(f"กระทู้ {readers}", board=factories.board(f"ห้อง {readers}", readers=readers))
    factories.board("ห้องที่ซ่อน").unpublish()
    room_topic()

    def shown() -> set[str]:
        html = index(client)
        names = ("everybody", "members", "officers")
        boards = {name for name in names if f"ห้อง {name}" in html}
        assert boards == {name for name in names if f"กระทู้ {name}" in html}
        assert "ห้องที่ซ่อน" not in html
        assert "เรื่องในห้อง" not in html
        return boards

    assert shown() == {"everybody"}
    client.force_login(factories.user())
    assert shown() == {"everybody", "members"}
    client.force_login(factories.officer())
    assert shown() == {"everybody", "members", "officers"}


def test_a_board_tells_how_much_is_in_it_and_what_is_new(client):
    board = factories.board()
    factories.topic("เก่า", board=board, replies=1)
    Topic.objects.update(last_post_at=timezone.now() - timedelta(days=2))
    factories.topic("ใหม่ล่าสุด", board=board, replies=1)
    html = read(client, f"/en{ExchangeIndexPage.objects.get().url}")
    assert "2 topics" in html
    assert "ใหม่ล่าสุด" in html
    assert "เก่า" not in html


def test_without_boards_the_exchange_says_so(client):
    assert 'class="empty"' in index(client)


def test_boards_stand_in_the_editors_order(client):
    first, second = factories.board("ห้องแรก"), factories.board("ห้องสอง")
    assert index(client).index("ห้องแรก") < index(client).index("ห้องสอง")
    second.move(first, pos="left")
    assert index(client).index("ห้องสอง") < index(client).index("ห้องแรก")


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_the_exchange_costs_the_same_however_many_boards(client, same_queries, who):
    if who == "member":
        client.force_login(factories.user())

    def add_board():
        factories.topic(board=factories.board(), fund=factories.fund())

    address = ExchangeIndexPage.objects.get().url
    assert same_queries(add_board, lambda: client.get(address)) <= 15


@pytest.mark.parametrize("who", ["visitor", "officer"])
def test_a_list_of_thirty_topics_costs_the_same_with_five_boards_and_fifty(client, who):
    if who == "officer":
        client.force_login(factories.officer())
    counts = []
    for boards in (5, 45):
        made = [factories.board() for _board in range(boards)]
        for _topic in range(30):
            factories.topic(board=made[0], fund=factories.fund())
        for page in (ExchangeIndexPage.objects.get(), made[0]):
            client.get(page.url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page.url).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15


# A board


def test_a_board_lists_pinned_topics_first_then_the_newest(client):
    board = factories.board()
    for days, name in ((1, "เมื่อวาน"), (3, "สามวัน"), (2, "สองวัน")):
        topic = factories.topic(name, board=board)
        Topic.objects.filter(pk=topic.pk).update(last_post_at=timezone.now() - timedelta(days=days))
    Topic.objects.filter(title="สามวัน").update(pinned=True)
    html = read(client, board.url)
    places = [html.index(name) for name in ("สามวัน", "เมื่อวาน", "สองวัน")]
    assert places == sorted(places)


def test_a_row_is_signed_by_the_fund_with_its_place(client):
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    topic = factories.topic(board=factories.board(), fund=fund, replies=2)
    html = read(client, f"/en{topic.board.url}")
    assert "Treasurer · กองทุนสวัสดิการชุมชนตำบลปางหมู" in html
    assert "Pang Mu, Mueang Mae Hong Son, Mae Hong Son" in html
    assert "2 replies" in html
    assert topic.author.person.name not in html


def test_filters_by_subject_and_by_missing_answers(client):
    board, accounts = factories.board(), factories.subject("accounts")
    factories.topic("บัญชีตอบแล้ว", board=board, replies=1).subjects.add(accounts)
    factories.topic("บัญชียังไม่ตอบ", board=board).subjects.add(accounts)
    factories.topic("เรื่องอื่นยังไม่ตอบ", board=board)

    def found(**query) -> set[str]:
        html = read(client, board.url, **query)
        names = ("บัญชีตอบแล้ว", "บัญชียังไม่ตอบ", "เรื่องอื่นยังไม่ตอบ")
        return {name for name in names if name in html}

    assert found(subject="accounts") == {"บัญชีตอบแล้ว", "บัญชียังไม่ตอบ"}
    assert found(unanswered="1") == {"บัญชียังไม่ตอบ", "เรื่องอื่นยังไม่ตอบ"}
    assert found(subject="accounts", unanswered="1") == {"บัญชียังไม่ตอบ"}
    for nonsense in ("ไม่มี", "1' OR 1=1", "\x00", "9" * 40):
        assert len(found(subject=nonsense)) == 3


def test_an_empty_board_and_an_empty_filter_say_what_to_do(client):
    board = factories.board()
    assert f"/boards/{board.pk}/new/" in read(client, board.url)
    assert 'class="empty"' in read(client, board.url)
    factories.topic(board=board, replies=1)
    assert 'class="empty"' not in read(client, board.url)
    assert 'class="empty"' in read(client, board.url, unanswered="1")


def test_topics_come_in_pages_that_keep_the_filter(client):
    board, accounts = factories.board(), factories.subject("accounts")
    for _ in range(21):
        factories.topic(board=board).subjects.add(accounts)
    html = read(client, board.url, subject="accounts")
    assert html.count('class="row"') == 20
    older = re.search(r'rel="next" href="\?subject=accounts&amp;before=([\d-]+)"', html)[1]
    assert read(client, board.url, subject="accounts", before=older).count('class="row"') == 1
    assert read(client, board.url, before="nonsense").count('class="row"') == 20


def test_a_board_costs_the_same_however_many_topics(client, same_queries):
    board, accounts = factories.board(), factories.subject("accounts")

    def add_topic():
        factories.topic(board=board, fund=factories.fund()).subjects.add(accounts)

    assert same_queries(add_topic, lambda: client.get(board.url)) <= 15


def test_a_closed_board_leads_to_the_sign_in_or_says_for_whom_it_is(client):
    board = factories.board(readers="officers")
    assert client.get(board.url)["Location"].endswith(f"?next={board.url}")
    client.force_login(factories.user())
    assert client.get(board.url).status_code == 403
    client.force_login(factories.officer())
    assert client.get(board.url).status_code == 200


# What other rooms list


def test_open_questions_are_unanswered_open_and_in_boards():
    asked = factories.topic()
    factories.topic(replies=1)
    factories.topic(locked=True)
    room_topic()
    administrator = rights_of(factories.administrator())
    assert list(Topic.objects.visible_to(administrator).open_questions()) == [asked]


def test_newest_topics_do_not_begin_with_pinned_ones():
    pinned, newer = factories.topic(pinned=True), factories.topic()
    assert list(Topic.objects.visible_to(VISITOR).newest_first()) == [newer, pinned]
    assert list(Topic.objects.visible_to(VISITOR).pinned_first()) == [pinned, newer]
