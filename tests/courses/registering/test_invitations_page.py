"""Inviting funds: whom a text means, and what inviting writes."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from courses.lists.inviting import funds_meant
from courses.models import Invitation
from courses.registering.invitations import invite
from portal.funds.models import Fund, Region
from portal.notices.models import Notice
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TODAY = timezone.localdate()


@pytest.fixture
def workshop():
    return factories.workshop("Accounts", seats=20)


@pytest.fixture
def staff(client):
    user = factories.coordinator("58")
    client.force_login(user)
    return user


@pytest.fixture
def funds():
    return [
        factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู"),
        factories.fund("กองทุนสวัสดิการชุมชนตำบลจองคำ", subdistrict="580101"),
        factories.fund("กองทุนสวัสดิการชุมชนตำบลปางมะผ้า", subdistrict="580702"),
    ]


def address(workshop, rest=""):
    return f"/en/workshops/{workshop.pk}/invitations/{rest}"


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def shown(client, workshop, rest="") -> str:
    return words(client.get(address(workshop, rest)))


def press(client, workshop, rest, **sent) -> str:
    return words(client.post(address(workshop, rest), sent, follow=True))


def rows(response) -> list[tuple[str, bool]]:
    return [(row.fund.subdistrict.name_th, row.ticked) for row in response.context["form"].rows]


class TestWhomIsMeant:
    """One fund on a line, or a district, province or region for all funds there."""

    def meant(self, workshop, text):
        found = funds_meant(text, workshop=workshop)
        return [fund.subdistrict.name_th for fund in found.funds], found.faults

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("ปางหมู\n\nกองทุน ต.จองคำ\nปางหมู", ["จองคำ", "ปางหมู"]),
            ("อ.เมืองแม่ฮ่องสอน", ["จองคำ", "ปางหมู"]),
            ("อำเภอปางมะผ้า", ["ปางมะผ้า"]),
            ("จ.แม่ฮ่องสอน", ["ปางมะผ้า", "จองคำ", "ปางหมู"]),
            ("ปางมะผ้า", ["ปางมะผ้า"]),
            ("", []),
        ],
    )
    def test_names_and_places(self, workshop, funds, text, found):
        names, faults = self.meant(workshop, text)
        assert (sorted(names), faults) == (sorted(found), [])

    def test_a_region_is_all_its_funds(self, workshop, funds):
        north = Region.objects.get(slug="north")
        province = factories.area("58")
        province.region = north
        province.save()
        names, faults = self.meant(workshop, f"{north.name_th}")
        assert (len(names), faults) == (3, [])

    def test_dormant_and_joined_funds_are_not_meant_by_a_place(self, workshop, funds):
        Fund.objects.filter(pk=funds[0].pk).update(stage=Fund.Stage.DORMANT)
        Fund.objects.filter(pk=funds[1].pk).update(merged_into=funds[2])
        assert self.meant(workshop, "จ.แม่ฮ่องสอน")[0] == ["ปางมะผ้า"]

    def test_what_is_not_understood_says_so(self, workshop, funds):
        names, faults = self.meant(workshop, "ปางหมู\nไม่มีที่ไหน\nอ.ไม่มี\n<b>")
        assert names == ["ปางหมู"]
        assert len(faults) == 3


class TestInviting:
    """First the rows are shown with their seats, then those ticked are invited."""

    def test_typed_names_become_rows_and_those_ticked_are_invited(
        self, client, staff, workshop, funds
    ):
        page = client.post(
            address(workshop, "new/"),
            {"names": "อ.เมืองแม่ฮ่องสอน\nใครไม่รู้", "seats": "3", "look": "1"},
        )
        assert sorted(rows(page)) == [("จองคำ", True), ("ปางหมู", True)]
        assert "No fund is called “ใครไม่รู้”" in words(page)
        assert page.context["form"]["names"].value() == "ใครไม่รู้"
        assert not Invitation.objects.exists()
        by = TODAY + timedelta(days=5)
        sent = {
            "names": "",
            "seats": "3",
            "answer_by": f"{by.day}/{by.month}/{by.year + 543}",
            "note": "มากันนะ",
            "row": [funds[0].pk, funds[1].pk],
            "fund": [funds[0].pk],
            f"seats-{funds[0].pk}": "๔",
            f"seats-{funds[1].pk}": "3",
            "send": "1",
        }
        text = press(client, workshop, "new/", **sent)
        assert "1 fund is invited." in text
        made = Invitation.objects.get()
        assert (made.fund, made.seats, made.answer_by, made.note) == (funds[0], 4, by, "มากันนะ")
        assert made.invited_by == staff
        press(client, workshop, "new/", **sent)
        assert Invitation.objects.count() == 1

    def test_rows_stay_with_their_ticks_while_more_are_added(self, client, staff, workshop, funds):
        sent = {
            "names": "ปางมะผ้า",
            "seats": "2",
            "row": [funds[0].pk, funds[1].pk],
            "fund": [funds[1].pk],
            "look": "1",
        }
        page = client.post(address(workshop, "new/"), sent)
        assert sorted(rows(page)) == sorted([("ปางหมู", False), ("จองคำ", True), ("ปางมะผ้า", True)])

    def test_whoever_is_invited_already_is_shown_and_not_ticked(
        self, client, staff, workshop, funds
    ):
        invite(workshop=workshop, seats={funds[0]: 5}, by=staff)
        sent = {"names": "ปางหมู\nจองคำ", "seats": "2", "look": "1"}
        page = client.post(address(workshop, "new/"), sent)
        assert sorted(rows(page)) == [("จองคำ", True), ("ปางหมู", False)]
        assert "invited already, 5 seats" in words(page)

    @pytest.mark.parametrize("number", ["", "0", "-1", "x", "9999", "1.5"])
    def test_impossible_seats_are_refused_beside_the_row(
        self, client, staff, workshop, funds, number
    ):
        sent = {"seats": "2", "row": funds[0].pk, "fund": funds[0].pk, "send": "1"}
        page = client.post(address(workshop, "new/"), {**sent, f"seats-{funds[0].pk}": number})
        assert page.context["form"].rows[0].fault
        assert not Invitation.objects.exists()

    def test_more_seats_than_there_are_is_refused(self, client, staff, workshop, funds):
        sent = {"seats": "2", "row": funds[0].pk, "fund": funds[0].pk, "send": "1"}
        text = press(client, workshop, "new/", **{**sent, f"seats-{funds[0].pk}": "21"})
        assert "Only 20 seats are free" in text
        assert not Invitation.objects.exists()

    def test_a_day_that_is_over_is_refused(self, client, staff, workshop, funds):
        sent = {"seats": "2", "row": funds[0].pk, "fund": funds[0].pk, "send": "1"}
        sent |= {f"seats-{funds[0].pk}": "2", "answer_by": "1/1/2566"}
        assert "The day for the answer is over" in press(client, workshop, "new/", **sent)

    def test_nobody_ticked_and_forged_rows_change_nothing(self, client, staff, workshop, funds):
        for forged in ({}, {"row": "x", "fund": "9" * 40}, {"row": funds[0].pk}):
            text = press(client, workshop, "new/", seats="2", send="1", **forged)
            assert "Please tick at least one fund" in text
        assert not Invitation.objects.exists()

    def test_officers_hear_of_it_once_it_stands(
        self, client, staff, workshop, funds, django_capture_on_commit_callbacks
    ):
        officer = factories.officer(funds[0], email="o@example.org")
        with django_capture_on_commit_callbacks(execute=True):
            invite(workshop=workshop, seats={funds[0]: 2}, by=staff)
        notice = Notice.objects.get()
        [invitation] = Invitation.objects.all()
        assert notice.recipient == officer.person
        assert notice.link.endswith(f"/{invitation.token}/")
        with django_capture_on_commit_callbacks(execute=True):
            invite(workshop=workshop, seats={funds[0]: 3}, by=staff)
        assert Notice.objects.count() == 1


def test_an_empty_form_gets_sentences(client, staff, workshop):
    text = words(client.post(address(workshop, "new/"), {}))
    assert "Please look at these once more" in text
    assert "Please tick at least one fund" in press(client, workshop, "new/", send="1", seats="2")
