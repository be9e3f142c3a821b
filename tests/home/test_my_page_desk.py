"""What waits for organisers on their own page: people to approve, funds to call."""

import pytest

from courses.models import Invitation, Registration, Workshop
from home.waiting import tasks_of
from portal.funds.access import rights_of
from tests import factories

pytestmark = pytest.mark.django_db


def tasks(user, kind):
    return [task for task in tasks_of(rights_of(user)) if task.kind == kind]


def ask(workshop):
    return factories.registration(workshop, status=Registration.Status.ASKED, seat=None)


def invite(workshop, **kwargs):
    return Invitation.objects.create(workshop=workshop, fund=factories.fund(), seats=2, **kwargs)


def test_people_who_ask_are_counted_for_those_who_run_it(client):
    workshop = factories.workshop()
    ask(workshop)
    ask(workshop)
    factories.registration(workshop)
    [task] = tasks(factories.coordinator("58"), "approval")
    assert "2" in task.text
    assert (task.about, task.url) == (workshop.title, f"/workshops/{workshop.pk}/people/")
    assert not tasks(factories.coordinator("50"), "approval")
    assert not tasks(factories.trainer(), "approval")
    assert not tasks(factories.officer(), "approval")


def test_funds_that_have_not_answered_are_counted(client):
    workshop = factories.workshop()
    invite(workshop)
    invite(workshop)
    invite(workshop, answer="yes")
    [task] = tasks(factories.coordinator("58"), "invitations")
    assert "2" in task.text
    assert task.url == f"/workshops/{workshop.pk}/invitations/"


@pytest.mark.parametrize("status", [Workshop.Status.CANCELLED])
def test_nothing_waits_in_a_workshop_called_off(status):
    workshop = factories.workshop(status=status)
    ask(workshop)
    invite(workshop)
    coordinator = factories.coordinator("58")
    assert not tasks(coordinator, "approval") + tasks(coordinator, "invitations")


def test_my_page_costs_the_same_however_many_workshops(client, same_queries):
    client.force_login(factories.coordinator("58"))

    def add():
        workshop = factories.workshop()
        ask(workshop)
        invite(workshop)

    same_queries(add, lambda: client.get("/me/"))
