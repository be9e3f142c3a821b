"""The front page: live figures, next workshops, newest topics, the map and its text twin."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from home.figures import districts_covered, network_figures, provinces_covered
from portal.funds.models import FundYear
from tests import factories

pytestmark = pytest.mark.django_db


def text(client, address="/"):
    return client.get(address).content.decode()


def test_a_fresh_database_shows_a_home_page(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "เพื่อนกองทุน" in response.content.decode()


def test_members_are_those_of_each_funds_newest_year():
    first, second, third = factories.fund(), factories.fund(), factories.fund()
    factories.fund_year(first, 2022, members_reported=100)
    factories.fund_year(first, 2023, members_reported=150)
    factories.fund_year(second, 2021, members_children=10, members_elderly=5)
    factories.fund_year(third, 2023)
    assert network_figures().members == 165


def test_nothing_known_is_unknown_and_not_zero():
    factories.fund()
    assert network_figures().members is None


def test_forming_funds_are_counted_apart():
    factories.fund()
    factories.fund(stage="forming")
    factories.fund(stage="dormant")
    figures = network_figures()
    assert (figures.funds, figures.forming) == (1, 1)


def test_only_pairs_both_accepted_are_at_work():
    factories.pair()
    factories.pair(status="accepted", mentor_answer="yes", mentee_answer="yes")
    assert network_figures().pairs == 1


def test_demonstration_figures_are_marked(client):
    assert "demo-mark" not in text(client)
    factories.fund_year(source=FundYear.Source.DEMO, members_reported=10)
    assert "demo-mark" in text(client)


def test_the_next_workshop_is_shown_and_a_draft_is_not(client):
    coming = factories.workshop("การอบรมที่กำลังจะมา")
    draft = factories.workshop("ร่างที่ยังไม่เปิด", status="draft")
    page = text(client)
    assert coming.title in page
    assert draft.title not in page


def test_without_a_coming_workshop_the_latest_are_shown_as_over(client):
    past = factories.workshop("การอบรมที่ผ่านมา", first_day=timezone.localdate() - timedelta(days=90))
    page = text(client)
    assert past.title in page
    assert "hero" in page


def test_an_open_question_stands_once(client):
    topic = factories.topic("คำถามที่ยังไม่มีใครตอบ")
    page = text(client)
    assert page.count(topic.title) == 1
    assert "section__lead" in page


def test_topics_of_closed_boards_stay_inside(client):
    public = factories.topic("กระทู้ที่ทุกคนอ่านได้")
    private = factories.topic("กระทู้ของกรรมการ", board=factories.board(readers="officers"))
    room = factories.topic("ในห้องของคู่", pair=factories.pair())
    page = text(client)
    assert public.title in page
    assert private.title not in page
    assert room.title not in page
    client.force_login(factories.officer())
    assert private.title in text(client)


def test_map_and_table_count_subdistricts_once():
    factories.fund(subdistrict="580104")
    factories.fund(subdistrict="580104")
    factories.fund(subdistrict="580101", stage="forming")
    factories.area("580702")
    districts = {district.code: district for district in districts_covered()}
    assert (districts["5801"].with_fund, districts["5801"].subdistricts) == (2, 2)
    assert (districts["5807"].with_fund, districts["5807"].subdistricts) == (0, 1)
    [row] = provinces_covered(list(districts.values()))
    assert (row.code, row.subdistricts, row.with_fund, row.funds) == ("58", 3, 2, 3)


def test_the_front_page_costs_the_same_for_one_and_three_of_everything(client, same_queries):
    def one_more():
        factories.fund_year(factories.fund(), members_reported=10)
        factories.workshop()
        factories.topic()

    assert same_queries(one_more, lambda: client.get("/")) <= 24


def test_an_address_is_found_at_once_and_only_what_is_published(client, django_assert_num_queries):
    board = factories.board()
    client.get(board.url)
    with django_assert_num_queries(4):
        route = Page.route_for_request(RequestFactory().get(board.url), board.url)
    assert route.page.specific_deferred == board
    assert client.get(board.url.rstrip("/") + "x/").status_code == 404
    assert client.get(f"/exchange/nowhere/{board.slug}/").status_code == 404
    board.unpublish()
    assert client.get(board.url).status_code == 404


def test_english_is_the_same_page_at_its_own_address(client):
    page = text(client, "/en/")
    assert '<html lang="en"' in page
    assert "Find a workshop" in page
