"""The organisers' list of people: how everybody stands, found by name, on paper and as a file."""

import csv
import re
from datetime import timedelta
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import Invitation, Question, QuestionAnswer, Quota, Registration, Workshop
from courses.registering.cancelling import cancel
from courses.registering.groups import Member, register_group
from courses.seats.standing import standing_of
from tests import factories
from tests.courses.arriving import come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

Channel, Status, Entry = Registration.Channel, Registration.Status, Workshop.Entry


@pytest.fixture
def workshop():
    return factories.workshop("Accounts", seats=3)


@pytest.fixture
def staff(client):
    user = factories.coordinator("58")
    client.force_login(user)
    return user


def address(workshop, rest=""):
    return f"/en/workshops/{workshop.pk}/people/{rest}"


def shown(client, workshop, rest="") -> str:
    response = client.get(address(workshop, rest))
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def names(client, workshop, rest="") -> list[str]:
    page = client.get(address(workshop, rest)).context["page_obj"]
    return [one.person.first_name for one in page]


def person(name, **kwargs):
    return factories.person(first_name=name, last_name="สมมติ", **kwargs)


def test_everybody_is_shown_with_how_they_stand(client, staff):
    workshop = factories.workshop("Accounts", seats=2, seats_per_fund=1, offer_days=3)
    fund = factories.fund("กองทุนปางหมู")
    come(workshop, person("ก"), fund=fund)
    leaving = come(workshop, person("ข"))
    come(workshop, person("ค"), fund=fund)
    come(workshop, person("ง"))
    cancel(registration=leaving, by=staff, by_staff=True, reason="entered twice")
    text = shown(client, workshop)
    assert "2 of 2 taken" in text
    assert "seat 2 offered until" in text  # somebody of another fund passes by
    assert "waiting, place 1 all seats are taken" in text
    assert "entered twice" in text
    assert 'href="tel:0812345678"' in client.get(address(workshop)).content.decode()
    assert names(client, workshop) == ["ก", "ง", "ค", "ข"]
    assert names(client, workshop, "?status=waiting") == ["ค"]


def test_what_keeps_somebody_names_the_quota(client, staff):
    workshop = factories.workshop(seats=9, seats_per_fund=2)
    fund, district = factories.fund(), factories.area("5807")
    Quota.objects.create(workshop=workshop, area=district, at_most=1)
    there = factories.fund(subdistrict="580702")
    come(workshop, fund=there)
    come(workshop, fund=there)
    for _number in range(3):
        come(workshop, fund=fund)
    text = shown(client, workshop)
    assert "the seats for Pang Mapha, Mae Hong Son are all taken" in text
    assert "the fund has its 2 seats" in text


def test_seats_kept_and_groups_are_reasons_too(client, staff):
    workshop = factories.workshop(seats=3)
    fund = factories.fund()
    Quota.objects.create(workshop=workshop, area=factories.area("5807"), kept=1)
    members = [Member(f"คน{number}", "สมมติ", phone=f"081234567{number}") for number in range(3)]
    register_group(
        workshop=workshop,
        fund=fund,
        members=members,
        all_or_none=True,
        channel=Channel.SECRETARY,
        entered_by=staff,
    )
    come(workshop)
    come(workshop)
    come(workshop)
    text = shown(client, workshop)
    assert "the seats still free are kept for others" in text
    standing = standing_of(workshop)
    assert len(standing.reasons) == 4
    Quota.objects.all().delete()
    assert "the group comes together" in shown(client, workshop)


def test_quotas_stand_in_plain_words(client, staff):
    workshop = factories.workshop(seats=30)
    until = timezone.localdate() + timedelta(days=4)
    district = factories.area("5801")
    Quota.objects.create(workshop=workshop, area=district, at_most=15, kept=5, kept_until=until)
    fund = factories.fund(subdistrict="580104")
    come(workshop, fund=fund)
    come(workshop, fund=fund)
    Invitation.objects.create(workshop=workshop, fund=factories.fund(), seats=2)
    text = shown(client, workshop)
    assert "Mueang Mae Hong Son, Mae Hong Son : 2 of 15, 3 still kept until" in text
    assert "2 of 30 taken · 3 still kept · 25 free for everybody" in text
    assert "Invitations : 1 fund, 1 has not answered" in text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("สมชาย", ["สมชาย"]),
        ("ปางหมู", ["สมชาย"]),
        ("2", ["สมหญิง"]),
        ("๒", ["สมหญิง"]),
        ("0899999999", ["สมหญิง"]),
        ("สมชาย+ปางหมู", ["สมชาย"]),
        ("ไม่มีใคร", []),
    ],
)
def test_people_are_found_by_name_fund_seat_and_phone(client, staff, workshop, words, found):
    come(workshop, person("สมชาย"), fund=factories.fund("กองทุนปางหมู"), phone="0811111111")
    come(workshop, person("สมหญิง"), phone="0899999999")
    assert names(client, workshop, f"?q={words}") == found


def test_the_filter_keeps_its_tab_when_words_are_sought(client, staff, workshop):
    come(workshop)
    html = client.get(address(workshop, "?status=confirmed")).content.decode()
    assert '<input type="hidden" name="status" value="confirmed">' in html
    assert "<select" not in html


@pytest.mark.parametrize("query", ["?q=%00", "?q=" + "9" * 50, "?status=x&page=zz", "?q=²"])
def test_odd_filters_break_nothing(client, staff, workshop, query):
    come(workshop)
    assert client.get(address(workshop, query)).status_code == 200


def test_needs_and_answers_are_added_up_for_those_with_a_seat(client, staff, workshop):
    bus = Question.objects.create(
        workshop=workshop, place=1, text="รถตู้", kind="choice", choices="ไป\nไม่ไป"
    )
    nights = Question.objects.create(workshop=workshop, place=2, text="คืน", kind="number")
    for needs, choice, number in (
        ("ค้างคืน มังสวิรัติ", "ไป", "2"),
        ("ใช้รถเข็น", "ไม่ไป", "1.5"),
        ("", "ไป", "1"),
        ("ค้างคืน", "ไป", "9"),  # waits
    ):
        one = come(workshop, needs=needs)
        QuestionAnswer.objects.create(registration=one, question=bus, value=choice)
        QuestionAnswer.objects.create(registration=one, question=nights, value=number)
    text = shown(client, workshop)
    assert "Overnight stay : 1 person" in text
    assert "Food : 1 person" in text
    assert "Access : 1 person" in text
    assert "ไป 2 · ไม่ไป 1" in text
    assert "4.5 in all, 3 answers" in text


def test_the_list_costs_the_same_queries_however_many_people(client, staff, workshop, same_queries):
    workshop.seats_per_fund = 1
    workshop.save()
    Quota.objects.create(workshop=workshop, area=factories.area("5807"), at_most=1)
    question = Question.objects.create(workshop=workshop, place=1, text="?")
    fund = factories.fund(subdistrict="580702")

    def add():
        # A seat, somebody who waits for a quota, and one who gave the place back.
        for number, of in enumerate((None, fund, fund, None)):
            one = come(workshop, fund=of, entered_by=staff, channel=Channel.STAFF)
            QuestionAnswer.objects.create(registration=one, question=question, value="x")
            if number == 3:
                cancel(registration=one)
        Registration.objects.create(
            workshop=workshop, person=factories.person(), status=Status.ASKED, fund=fund
        )
        Workshop.objects.update(seats=Registration.objects.count() + 5)

    assert same_queries(add, lambda: client.get(address(workshop))) <= 26


def test_three_hundred_people_stand_on_one_page(client, staff):
    workshop = factories.workshop(seats=300)
    for number in range(301):
        factories.registration(workshop, seat=number + 1)
    page = client.get(address(workshop)).context["page_obj"]
    assert (len(page), page.paginator.num_pages) == (300, 2)


def test_the_sheet_prints_by_name_or_by_fund(client, staff, workshop):
    come(workshop, person("ข"), fund=factories.fund("กองทุน ก"))
    come(workshop, person("ก"), fund=factories.fund("กองทุน ข"))
    gone = come(workshop, person("ค"))
    cancel(registration=gone)
    by_name = client.get(address(workshop, "sheet/"))
    assert [one.person.first_name for one in by_name.context["rows"]] == ["ก", "ข"]
    by_fund = client.get(address(workshop, "sheet/?by=fund"))
    assert [one.person.first_name for one in by_fund.context["rows"]] == ["ข", "ก"]
    assert "081-234-5678" in by_fund.content.decode()


def test_an_empty_list_says_what_to_do(client, staff, workshop):
    assert "Nobody has registered yet" in shown(client, workshop)
    assert client.get(address(workshop, "sheet/")).status_code == 200
    assert client.get(address(workshop, "list.csv")).status_code == 200


class TestFiles:
    """The list for a spreadsheet: all columns, phones whole, nothing a formula."""

    @pytest.fixture
    def people(self, workshop):
        question = Question.objects.create(workshop=workshop, place=1, text="=1+1")
        one = come(workshop, person("=cmd|'/C calc'!A0"), needs="@SUM(A1)")
        QuestionAnswer.objects.create(registration=one, question=question, value="-2+3")
        come(workshop, person("สมชาย"), fund=factories.fund("กองทุนปางหมู"))

    def rows(self, client, workshop, kind):
        response = client.get(address(workshop, f"list.{kind}"))
        assert response.status_code == 200
        assert f".{kind}" in response["Content-Disposition"]
        if kind == "csv":
            text = response.content.decode()
            assert text.startswith("\ufeff")
            return list(csv.reader(StringIO(text[1:])))
        sheet = load_workbook(BytesIO(response.content)).active
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_everybody_is_in_it_and_no_cell_is_a_formula(
        self, client, staff, workshop, people, kind
    ):
        rows = self.rows(client, workshop, kind)
        assert len(rows) == 3
        cells = [str(cell) for row in rows for cell in row if cell]
        assert "081-234-5678" in cells
        assert "'=cmd|'/C calc'!A0" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]

    def test_another_kind_of_file_is_not_there(self, client, staff, workshop):
        assert client.get(address(workshop, "list.exe")).status_code == 404

    def test_a_file_costs_the_same_queries_however_many_people(
        self, client, staff, workshop, same_queries
    ):
        def add():
            come(workshop, fund=factories.fund(), entered_by=staff, channel=Channel.STAFF)

        assert same_queries(add, lambda: client.get(address(workshop, "list.csv"))) <= 20
