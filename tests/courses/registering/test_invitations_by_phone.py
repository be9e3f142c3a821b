"""Taking answers to invitations by phone, and what goes onto paper."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from courses.models import Invitation, Workshop
from courses.registering.invitations import InvitationError, answer, ask_again, invite, release
from courses.registering.waiting_list import AskFirst
from portal.notices.models import Notice
from tests import factories
from tests.courses.arriving import come, seats

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


class TestAnswers:
    """Answers of each kind, whom to call, and what a call brings."""

    @pytest.fixture
    def invitations(self, workshop, funds, staff):
        return invite(
            workshop=workshop,
            seats=dict.fromkeys(funds, 2),
            by=staff,
            answer_by=TODAY + timedelta(days=3),
        )

    def test_all_are_shown_with_their_answers_and_phones(
        self, client, staff, workshop, funds, invitations
    ):
        officer = factories.officer(funds[0])
        officer.person.phone = "0812345678"
        officer.person.save()
        answer(invitation=invitations[0], coming=True)
        answer(invitation=invitations[1], coming=False)
        come(workshop, fund=funds[0])
        page = client.get(address(workshop))
        text = words(page)
        assert "1 fund comes · 1 does not · 1 has not answered" in text
        assert "6 seats offered of 20, 2 said yes to, 3 still kept." in text
        assert 'href="tel:0812345678"' in page.content.decode()
        assert "1 person registered" in text
        assert "nobody acts for this fund in the portal" in text
        assert len(client.get(address(workshop, "?answer=no")).context["rows"]) == 1
        assert client.get(address(workshop, "?answer=x")).status_code == 200

    def test_an_answer_taken_by_phone_is_written_down(self, client, staff, workshop, invitations):
        text = press(client, workshop, f"{invitations[0].pk}/answer/", answer="yes")
        assert "coming" in text
        invitations[0].refresh_from_db()
        assert (invitations[0].answer, invitations[0].answered_by) == ("yes", staff)
        press(client, workshop, f"{invitations[0].pk}/answer/", answer="maybe")
        invitations[0].refresh_from_db()
        assert invitations[0].answer == "yes"

    def test_a_no_gives_its_seats_on_and_asks_before_many(self, client, staff, funds):
        workshop = factories.workshop(seats=6)
        [one] = invite(workshop=workshop, seats={funds[0]: 6}, by=staff)
        for _number in range(6):
            come(workshop)
        text = press(client, workshop, f"{one.pk}/answer/", answer="no")
        assert "This gives seats to 6 people on the waiting list" in text
        one.refresh_from_db()
        assert one.answer == "none"
        press(client, workshop, f"{one.pk}/answer/", answer="no", sure="yes")
        assert seats(workshop) == [1, 2, 3, 4, 5, 6]

    def test_a_no_of_a_fund_with_people_is_refused(
        self, client, staff, workshop, funds, invitations
    ):
        come(workshop, fund=funds[0])
        text = press(client, workshop, f"{invitations[0].pk}/answer/", answer="no")
        assert "People of this fund are registered" in text

    def test_seats_kept_for_a_fund_are_given_back_by_hand(self, client, staff, funds):
        workshop = factories.workshop(seats=2)
        [one] = invite(workshop=workshop, seats={funds[0]: 2}, by=staff)
        come(workshop)
        press(client, workshop, f"{one.pk}/release/")
        assert seats(workshop) == [1]
        one.refresh_from_db()
        assert one.released_at
        assert release(invitation=one).released_at == one.released_at

    def test_those_without_an_answer_are_asked_again(
        self, client, staff, workshop, funds, invitations, django_capture_on_commit_callbacks
    ):
        for fund in funds:
            factories.officer(fund)
        answer(invitation=invitations[0], coming=True)
        later = timezone.now() + timedelta(days=2)
        with django_capture_on_commit_callbacks(execute=True):
            assert len(ask_again(invitations=invitations, moment=later)) == 2
        assert Notice.objects.count() == 2
        with django_capture_on_commit_callbacks(execute=True):
            ask_again(invitations=invitations, moment=later)
        assert Notice.objects.count() == 2
        assert "2 funds are asked again" in press(client, workshop, "again/")
        assert "asked again on" in shown(client, workshop)
        one = invitations[1]
        assert "1 fund is asked again" in press(client, workshop, "again/", only=one.pk)

    def test_an_invitation_of_another_workshop_is_not_there(
        self, client, staff, workshop, invitations
    ):
        other = factories.workshop()
        for rest in ("answer/", "release/"):
            response = client.post(address(other, f"{invitations[0].pk}/{rest}"), {"answer": "yes"})
            assert response.status_code == 404

    def test_a_workshop_called_off_takes_no_answer(self, client, staff, workshop, invitations):
        Workshop.objects.update(status=Workshop.Status.CANCELLED)
        text = press(client, workshop, f"{invitations[0].pk}/answer/", answer="yes")
        assert "This workshop was cancelled" in text
        with pytest.raises(InvitationError):
            release(invitation=invitations[0])

    def test_the_rule_asks_first_too(self, staff, funds):
        workshop = factories.workshop(seats=6)
        [one] = invite(workshop=workshop, seats={funds[0]: 6}, by=staff)
        for _number in range(6):
            come(workshop)
        with pytest.raises(AskFirst):
            release(invitation=one, sure=False)
        assert seats(workshop) == [None] * 6

    def test_the_page_costs_the_same_queries_however_many_funds(
        self, client, staff, workshop, same_queries
    ):
        def add():
            fund = factories.fund()
            officer = factories.officer(fund)
            Invitation.objects.create(
                workshop=workshop, fund=fund, seats=1, answer="yes", answered_by=officer
            )
            come(workshop, fund=fund)

        assert same_queries(add, lambda: client.get(address(workshop))) <= 22

    def test_paper(self, client, staff, workshop, funds, invitations):
        answer(invitation=invitations[0], coming=True)
        sheet = client.get(address(workshop, "sheet/?answer=none"))
        assert len(sheet.context["rows"]) == 2
        letters = client.get(address(workshop, "letters/"))
        html = letters.content.decode()
        for one in invitations:
            assert one.fund.name in html
            assert one.get_absolute_url() in html
        assert html.count('class="letter"') == 3
        only = client.get(address(workshop, f"letters/?only={invitations[1].pk}"))
        assert only.content.decode().count('class="letter"') == 1

    def test_nobody_invited_says_what_to_do(self, client, staff, workshop):
        assert "No fund is invited yet" in shown(client, workshop)
        for rest in ("sheet/", "letters/", "new/"):
            assert client.get(address(workshop, rest)).status_code == 200
