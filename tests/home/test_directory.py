"""The directory of funds and a fund's profile."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Attendance
from portal.funds.models import Fund, FundOffer
from tests import factories

pytestmark = pytest.mark.django_db


def listed(client, **asked) -> list[str]:
    response = client.get(reverse("fund_list"), asked)
    assert response.status_code == 200
    return [fund.name for fund in response.context["object_list"]]


@pytest.fixture
def funds():
    factories.fund("กองทุนปางหมู", subdistrict="580104", level=Fund.Level.STRONG, offers=["accounts"])
    factories.fund("กองทุนปางมะผ้า", subdistrict="580702", level=Fund.Level.NEEDS_SUPPORT)
    factories.fund("กองทุนศรีภูมิ", subdistrict="500101", stage="forming", level="forming")


def test_in_thai_alphabetical_order(client, funds):
    assert listed(client) == ["กองทุนปางมะผ้า", "กองทุนปางหมู", "กองทุนศรีภูมิ"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"province": "50"}, ["กองทุนศรีภูมิ"]),
        ({"province": "58", "district": "5807"}, ["กองทุนปางมะผ้า"]),
        ({"level": "strong"}, ["กองทุนปางหมู"]),
        ({"q": "ปางมะผ้า"}, ["กองทุนปางมะผ้า"]),
        ({"q": "ศรีภูมิ", "province": "58"}, []),
        ({"q": "เชียงใหม่"}, ["กองทุนศรีภูมิ"]),
    ],
)
def test_filters(client, funds, asked, found):
    assert listed(client, **asked) == found


def test_filter_by_what_a_fund_can_teach(client, funds):
    subject = factories.subject("accounts")
    assert listed(client, subject=subject.pk) == ["กองทุนปางหมู"]


@pytest.mark.parametrize(
    "asked",
    [
        {"province": "99"},
        {"province": "<script>"},
        {"district": "5807"},
        {"level": "weak"},
        {"subject": "abc"},
        {"region": "0"},
        {"page": "99"},
    ],
)
def test_what_is_not_understood_is_left_out(client, funds, asked):
    response = client.get(reverse("fund_list"), asked)
    assert response.status_code in (200, 404)
    if "page" not in asked:
        assert len(response.context["object_list"]) == 3


@pytest.mark.parametrize(
    "words", ['"', "'; DROP TABLE", "\\", "😀", "ก" * 200, "a" * 5000, "%", "*"]
)
def test_nothing_typed_breaks_the_list(client, funds, words):
    assert client.get(reverse("fund_list"), {"q": words}).status_code == 200


def test_the_public_cannot_list_weak_funds_by_name_and_staff_can(client, funds):
    assert len(listed(client, level="needs_support")) == 3
    client.force_login(factories.coordinator("58"))
    assert listed(client, level="needs_support") == ["กองทุนปางมะผ้า"]


def test_an_empty_list_says_what_to_do(client):
    page = client.get(reverse("fund_list"), {"q": "ไม่มีแน่นอน"}).content.decode()
    assert 'class="empty' in page


@pytest.mark.parametrize("asked", [{}, {"q": "กองทุน"}])
def test_the_list_costs_the_same_for_one_and_three(client, same_queries, asked):
    def one_more():
        factories.fund_year(factories.fund(), members_reported=12)

    same_queries(one_more, lambda: client.get(reverse("fund_list"), asked))


def profile(client, fund) -> str:
    response = client.get(fund.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_attendance_shows_in_the_training_history(client):
    fund = factories.fund()
    workshop = factories.workshop(
        "อบรมบัญชีที่ปางหมู", first_day=timezone.localdate() - timedelta(days=9)
    )
    assert workshop.title not in profile(client, fund)
    registration = factories.registration(workshop, of_fund=fund)
    assert workshop.title not in profile(client, fund)
    Attendance.objects.create(
        registration=registration, half_day=workshop.half_days.first(), present=True
    )
    assert workshop.title in profile(client, fund)


def test_figures_that_do_not_add_up_get_a_warning_beside_them(client):
    fund = factories.fund()
    factories.fund_year(fund, members_children=10, members_elderly=10, members_reported=25)
    page = profile(client, fund)
    assert "notice--warning" in page
    assert "25" in page


def test_missing_figures_are_missing(client):
    fund = factories.fund()
    factories.fund_year(fund)
    assert "–" in profile(client, fund)


def test_names_of_officers_only_for_people_with_an_account(client):
    fund = factories.fund()
    officer = factories.officer(fund)
    assert officer.person.first_name not in profile(client, fund)
    client.force_login(factories.user())
    assert officer.person.first_name in profile(client, fund)


def test_only_the_fund_and_its_coordinator_see_pairs_that_wait(client):
    pair = factories.pair()
    room = pair.get_absolute_url()
    assert room not in profile(client, pair.mentor)
    client.force_login(factories.officer(pair.mentor))
    assert room in profile(client, pair.mentor)
    client.force_login(factories.officer())
    assert room not in profile(client, pair.mentor)


def test_pairs_at_work_are_public(client):
    pair = factories.pair(status="accepted", mentor_answer="yes", mentee_answer="yes")
    assert pair.mentee.name in profile(client, pair.mentor)
    assert pair.mentor.name in profile(client, pair.mentee)


def test_a_profile_costs_the_same_for_one_and_three_of_everything(client, same_queries):
    fund = factories.fund()
    years = iter(range(2015, 2030))

    def one_more():
        number = next(years)
        factories.fund_year(fund, number, members_children=number)
        FundOffer.objects.create(fund=fund, subject=factories.subject(f"s{number}"), rank=1)
        workshop = factories.workshop(first_day=timezone.localdate() - timedelta(days=9))
        Attendance.objects.create(
            registration=factories.registration(workshop, of_fund=fund),
            half_day=workshop.half_days.first(),
            present=True,
        )
        factories.pair(fund, status="accepted", mentor_answer="yes", mentee_answer="yes")
        factories.topic(fund=fund)

    same_queries(one_more, lambda: client.get(fund.get_absolute_url()))


def test_an_unknown_fund_is_not_found(client):
    assert client.get(reverse("fund_detail", args=[999_999])).status_code == 404
