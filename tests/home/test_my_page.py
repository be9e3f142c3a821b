"""My page: what waits for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.waiting import tasks_of
from portal.funds.access import VISITOR, rights_of
from portal.funds.models import Office
from tests import factories

pytestmark = pytest.mark.django_db


def kinds(user) -> list[str]:
    return [task.kind for task in tasks_of(rights_of(user))]


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("my_page")).status_code == 302
    assert tasks_of(VISITOR) == []


def test_nothing_waits_for_a_new_member(client):
    user = factories.user()
    assert kinds(user) == []
    client.force_login(user)
    assert client.get(reverse("my_page")).status_code == 200


def test_a_post_waits_for_officers_of_the_fund_and_its_coordinator_but_not_for_oneself():
    fund = factories.fund()
    asking = factories.office(of_fund=fund, status=Office.Status.ASKED).person.user
    assert kinds(factories.officer(fund)) == ["office"]
    assert kinds(factories.coordinator("58")) == ["office"]
    assert kinds(factories.coordinator("50")) == []
    assert kinds(factories.officer()) == []
    assert kinds(asking) == []


def test_a_pair_waits_for_the_fund_that_has_not_answered():
    pair = factories.pair(mentor_answer="yes")
    assert kinds(factories.officer(pair.mentor)) == []
    assert kinds(factories.officer(pair.mentee)) == ["pair"]


def test_unmarked_half_days_wait_for_the_workshops_trainer():
    trainer = factories.trainer()
    yesterday = timezone.localdate() - timedelta(days=1)
    workshop = factories.workshop(first_day=yesterday, days=1, trainers=[trainer])
    assert kinds(trainer) == ["attendance"]
    assert kinds(factories.trainer()) == []
    workshop.status = "cancelled"
    workshop.save()
    assert kinds(trainer) == []


def test_a_coming_workshop_is_not_to_be_marked_yet():
    trainer = factories.trainer()
    factories.workshop(trainers=[trainer])
    assert kinds(trainer) == []


def test_a_preview_waits_for_the_coordinator_of_its_province():
    factories.pairing_run("58")
    assert kinds(factories.coordinator("58")) == ["run"]
    assert kinds(factories.coordinator("50")) == []


def test_earliest_first():
    user = factories.coordinator("58")
    factories.pairing_run("58")
    office = factories.office(status=Office.Status.ASKED)
    Office.objects.filter(pk=office.pk).update(asked_at=timezone.now() - timedelta(days=3))
    assert kinds(user) == ["office", "run"]


def test_my_registrations_and_funds_are_only_mine(client):
    user = factories.user()
    mine = factories.registration(person=user.person)
    other = factories.registration()
    office = factories.office(user)
    client.force_login(user)
    page = client.get(reverse("my_page")).content.decode()
    assert mine.workshop.title in page
    assert other.workshop.title not in page
    assert office.fund.name in page


def test_my_page_costs_the_same_for_one_and_three_of_everything(client, same_queries):
    user = factories.coordinator("58")
    client.force_login(user)

    def one_more():
        factories.registration(person=user.person)
        factories.office(user)
        factories.office(status=Office.Status.ASKED)
        factories.pairing_run("58")

    same_queries(one_more, lambda: client.get(reverse("my_page")))


def test_the_newest_unread_notices_stand_there_and_lead_to_all(client, same_queries):
    user = factories.user()
    client.force_login(user)
    page = client.get(reverse("my_page")).content.decode()
    assert reverse("notice_list") in page
    assert reverse("consent_list") in page
    factories.notice(user, subject="อ่านแล้ว", read_at=timezone.now())
    same_queries(
        lambda: factories.notice(user, subject="ได้ที่นั่งแล้ว"),
        lambda: client.get(reverse("my_page")),
    )
    page = client.get(reverse("my_page")).content.decode()
    assert "ได้ที่นั่งแล้ว" in page
    assert "อ่านแล้ว" not in page
