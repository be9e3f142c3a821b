"""My page: invitations to answer, and seats held until a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Registration, Workshop
from home.waiting import tasks_of
from portal.funds.access import rights_of
from tests import factories, gathering

pytestmark = pytest.mark.django_db


def tasks(user):
    return tasks_of(rights_of(user))


def test_an_invitation_waits_for_the_officers_of_its_fund_until_it_is_answered():
    fund = factories.fund()
    officer, stranger = factories.officer(fund), factories.officer()
    invitation = gathering.invitation(
        of_fund=fund, answer_by=timezone.localdate() + timedelta(days=3)
    )
    (task,) = tasks(officer)
    assert (task.kind, task.day) == ("invitation", invitation.answer_by)
    assert fund.name in task.text
    assert task.url == invitation.get_absolute_url()
    assert tasks(stranger) == []
    Workshop.objects.update(status=Workshop.Status.CANCELLED)
    assert tasks(officer) == []
    Workshop.objects.update(status=Workshop.Status.OPEN)
    invitation.answer = "no"
    invitation.save()
    assert tasks(officer) == []


def test_a_held_seat_waits_for_its_person_and_for_whoever_wrote_them_down():
    person, secretary = factories.user(), factories.officer()
    until = timezone.now() + timedelta(days=2)
    place = factories.registration(
        person=person.person, entered_by=secretary, status="offered", offer_until=until
    )
    for account in (person, secretary):
        (task,) = tasks(account)
        assert (task.kind, task.day) == ("offer", timezone.localdate(until))
        assert task.url == place.get_absolute_url()
    Registration.objects.update(offer_until=timezone.now())
    assert tasks(person) == []


def test_many_cost_the_same(client, same_queries):
    fund = factories.fund()
    user = factories.officer(fund)
    client.force_login(user)
    until = timezone.now() + timedelta(days=2)

    def one_of_each():
        gathering.invitation(of_fund=fund)
        factories.registration(entered_by=user, status="offered", offer_until=until)

    same_queries(one_of_each, lambda: client.get(reverse("my_page")))
