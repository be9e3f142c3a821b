"""The page on which organisers call people who do not know of a change yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import ToTell
from courses.workshops.running import change_workshop
from courses.workshops.telling import mark_told
from tests import factories, organising

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() + timedelta(days=20)


@pytest.fixture
def workshop():
    return factories.workshop(first_day=DAY)


@pytest.fixture
def without_mail(workshop):
    """A person with a phone and nothing else."""
    return factories.registration(workshop, phone="0812345678")


def move(workshop):
    next_day = {"starts_on": DAY + timedelta(days=1), "ends_on": DAY + timedelta(days=2)}
    change_workshop(workshop=workshop, **next_day)


def page(client, workshop):
    response = client.get(f"/en/workshops/{workshop.pk}/to-tell/")
    assert response.status_code == 200
    return response.content.decode()


def press(client, workshop, row, what, **more):
    return client.post(
        f"/en/workshops/{workshop.pk}/to-tell/", {"row": row.pk, "what": what, **more}, follow=True
    )


def test_the_list_is_worked_through_until_it_is_empty(client, coordinator, workshop, without_mail):
    move(workshop)
    shown = page(client, workshop)
    assert 'href="tel:0812345678"' in shown
    assert without_mail.person.name in shown
    assert "<del>" in shown
    row = ToTell.objects.get()
    press(client, workshop, row, "missed", tries=0)
    assert "not reached once" in page(client, workshop)
    response = press(client, workshop, row, "told")
    assert "has been told" in response.content.decode()
    shown = page(client, workshop)
    assert "Everybody knows" in shown
    assert coordinator.shown_name in shown
    press(client, workshop, row, "back")
    assert 'href="tel:0812345678"' in page(client, workshop)


def test_the_count_stands_by_the_workshop_and_on_my_page(
    client, coordinator, workshop, without_mail
):
    address = f"/workshops/{workshop.pk}/to-tell/"
    assert address not in client.get(workshop.get_absolute_url()).content.decode()
    assert address not in client.get("/me/").content.decode()
    move(workshop)
    assert address in client.get(workshop.get_absolute_url()).content.decode()
    assert address in client.get("/me/").content.decode()
    client.force_login(factories.coordinator("50"))
    assert address not in client.get("/me/").content.decode()
    client.logout()
    assert address not in client.get(workshop.get_absolute_url()).content.decode()


@pytest.mark.parametrize("row", ["", "x", "9" * 30, "0", "²"])
def test_a_row_that_is_not_there_is_no_fault(client, coordinator, workshop, row):
    address = f"/workshops/{workshop.pk}/to-tell/"
    for what in ("told", "missed", "back", "x"):
        assert client.post(address, {"row": row, "what": what}).status_code == 302


def test_rows_of_another_workshop_are_out_of_reach(client, coordinator, workshop):
    far = factories.workshop(first_day=DAY, venue=factories.venue("500101"))
    row = organising.to_tell(factories.registration(far))
    press(client, workshop, row, "told")
    assert client.post(f"/workshops/{far.pk}/to-tell/", {"row": row.pk}).status_code == 403
    row.refresh_from_db()
    assert row.told_at is None


def test_a_longer_list_costs_no_more_queries(client, coordinator, workshop, same_queries):
    def add_row():
        fund = factories.fund()
        organising.to_tell(factories.registration(workshop, of_fund=fund))
        told = organising.to_tell(factories.registration(workshop))
        mark_told(row=told, by=factories.trainer())

    same_queries(add_row, lambda: client.get(f"/workshops/{workshop.pk}/to-tell/"))
