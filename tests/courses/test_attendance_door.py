"""Who may use the pages of attendance, people at the door, and the sign-in sheet."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Attendance, Registration
from tests import factories
from tests.courses.attending import address, at, marks, person, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

PAGES = ("workshop_attendance", "workshop_walk_in", "workshop_sheet")


@pytest.fixture
def trainer(client):
    user = factories.trainer()
    client.force_login(user)
    return user


@pytest.fixture
def workshop(trainer):
    """Yesterday and today, so that the first day's half-days can be marked at any hour."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return factories.workshop(first_day=yesterday, trainers=[trainer])


# Who may


def people_and_answers(workshop):
    yield None, 302
    yield factories.user(), 403
    yield factories.officer(), 403
    yield factories.trainer(), 403  # of another workshop
    yield factories.coordinator("50"), 403
    yield workshop.trainers.get(), 200
    yield factories.coordinator("58"), 200
    yield factories.coordinator(None), 200
    yield factories.administrator(), 200


def test_each_role_at_each_page(client, workshop):
    for user, status in people_and_answers(workshop):
        client.logout()
        if user:
            client.force_login(user)
        for name in PAGES:
            response = client.get(address(workshop, name))
            assert response.status_code == status, (user, name)
            if status == 302:
                assert "/accounts/login/" in response.url
            if status == 403:
                assert "not open to you" in text(response)


def test_whoever_may_not_mark_marks_nothing(client, workshop):
    one = person(workshop, "กนก")
    sent = {f"shown-{one.pk}": "", f"mark-{one.pk}": "1"}
    client.force_login(factories.officer())
    assert client.post(at(workshop), sent).status_code == 403
    client.logout()
    assert client.post(at(workshop), sent).status_code == 302
    assert not Attendance.objects.exists()


# At the door


def walk_in(client, workshop, **typed):
    page = address(workshop, "workshop_walk_in", half=workshop.half_days.first().pk)
    form = client.get(page).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    return client.post(
        page, {**sent, "first_name": "ผู้มาหน้างาน", "fund": "none", **typed}, follow=True
    )


def test_somebody_at_the_door_is_registered_and_marked(client, workshop, trainer):
    fund = factories.fund()
    response = walk_in(client, workshop, fund=fund.pk)
    assert response.redirect_chain[0][0] == at(workshop)
    assert "ผู้มาหน้างาน has seat 1." in text(response)
    made = Registration.objects.get()
    assert (made.channel, made.fund, made.entered_by) == ("walk_in", fund, trainer)
    assert marks() == {"ผู้มาหน้างาน": True}


def test_at_the_door_of_a_full_hall_somebody_waits(client, workshop):
    workshop.seats = 1
    workshop.save()
    person(workshop, "กนก")
    response = walk_in(client, workshop)
    assert "No seat is free. ผู้มาหน้างาน waits at place 1." in text(response)
    assert marks() == {}


def test_before_the_first_day_somebody_is_registered_but_not_marked(client, trainer):
    workshop = factories.workshop(trainers=[trainer])
    walk_in(client, workshop)
    assert Registration.objects.get().status == "confirmed"
    assert marks() == {}


def test_bad_input_at_the_door_keeps_what_was_typed(client, workshop):
    response = walk_in(client, workshop, first_name="<b>", phone="12", last_name="สมมติ")
    form = response.context["form"]
    assert set(form.errors) == {"first_name", "phone"}
    assert form["last_name"].value() == "สมมติ"
    assert not Registration.objects.exists()


def test_at_the_door_of_a_cancelled_workshop(client, workshop):
    workshop.status = "cancelled"
    workshop.save()
    assert "was cancelled" in text(walk_in(client, workshop))
    assert not Registration.objects.exists()


# On paper


def test_the_sheet_has_the_order_of_the_page_and_a_column_for_each_half_day(client, workshop):
    fund = factories.fund()
    for name in ("แก้ว", "กนก"):
        person(workshop, name, of_fund=fund)
    page = client.get(address(workshop, "workshop_sheet"))
    body = page.content.decode()
    assert body.index("กนก สมมติ") < body.index("แก้ว สมมติ")
    head = re.search(r"<thead>(.*?)</thead>", body, re.DOTALL)[1]
    assert head.count("<th") == 4 + workshop.half_days.count()
    assert fund.name in body
    assert "2 people" in text(page)
    assert page.context["address"].endswith(address(workshop))
    assert 'class="qr" src="data:image/svg+xml' in body


def test_the_sheet_costs_the_same_for_many_people(client, workshop, same_queries):
    fund = factories.fund()
    same_queries(
        lambda: person(workshop, "กนก", of_fund=fund),
        lambda: client.get(address(workshop, "workshop_sheet")),
    )
