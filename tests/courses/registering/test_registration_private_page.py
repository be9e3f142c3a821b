"""The private page of a registration, and giving the place back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Workshop
from courses.registering.registration import register_by_name
from tests import factories
from tests.courses.registering.form_filling import address, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    made = factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")
    made.districts.set([factories.area("5801")])
    made.save()
    return made


# The private page


@pytest.fixture
def made(workshop):
    return register_by_name(
        workshop=workshop,
        title="",
        first_name="ผู้เข้าอบรม",
        last_name="สมมติ",
        phone="0812345678",
        fund=None,
        post_held="",
        needs="",
        channel="self",
        entered_by=None,
    )


def pages(made, workshop):
    return {
        "form": address(workshop),
        "detail": made.get_absolute_url(),
        "cancel": reverse("registration_cancel", args=[made.token]),
    }


def test_the_pages_are_kept_by_no_cache_and_stay_small(client, made, workshop):
    for name, page in pages(made, workshop).items():
        response = client.get(page)
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", ")), name
        assert len(response.content) < 60_000, name
        assert "noindex" in response.content.decode(), name


def test_a_private_page_tells_its_address_to_nobody(client, made, workshop):
    for name in ("detail", "cancel"):
        response = client.get(pages(made, workshop)[name])
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"


def test_the_private_page_carries_a_code_of_its_own_address(client, made):
    page = client.get(made.get_absolute_url())
    assert page.context["address"] == f"http://testserver{made.get_absolute_url()}"
    assert '<img class="qr" src="data:image/svg+xml' in page.content.decode()


def test_an_unknown_address_is_not_there(client, made):
    for name in ("registration_detail", "registration_cancel"):
        assert client.get(reverse(name, args=["a" * 22])).status_code == 404
        assert client.get(reverse(name, args=[made.token[:-1]])).status_code == 404


def test_cancelling_asks_first_and_frees_the_seat(client, made, workshop):
    Workshop.objects.update(seats=1)
    waiting = factories.registration(workshop, status="waiting", seat=None)
    page = client.get(made.get_absolute_url())
    link = reverse("registration_cancel", args=[made.token])
    assert link in page.content.decode()
    client.get(link)
    made.refresh_from_db()
    assert made.status == "confirmed"  # looking changes nothing
    response = client.post(link, follow=True)
    assert "This registration is cancelled" in text(response)
    client.post(link)
    made.refresh_from_db()
    waiting.refresh_from_db()
    assert (made.status, waiting.status, waiting.seat) == ("cancelled", "confirmed", 1)
    assert "cancelled already" in text(client.get(link))


def test_once_the_workshop_has_begun_people_are_asked_to_call(client, made):
    Workshop.objects.update(starts_on=timezone.localdate())
    assert "I cannot come" not in text(client.get(made.get_absolute_url()))
    response = client.post(reverse("registration_cancel", args=[made.token]))
    assert "can no longer be given back here" in text(response)
    assert "053-612-345" in text(response)
    made.refresh_from_db()
    assert made.status == "confirmed"


def test_the_organisers_may_still_cancel_on_the_day(client, made):
    Workshop.objects.update(starts_on=timezone.localdate())
    client.force_login(factories.coordinator("58"))
    client.post(reverse("registration_cancel", args=[made.token]))
    made.refresh_from_db()
    assert made.status == "cancelled"


# What it costs


def test_the_form_costs_the_same_with_many_funds(client, workshop, same_queries):
    assert same_queries(factories.fund, lambda: client.get(address(workshop))) <= 12


def test_the_private_page_costs_little_in_a_long_queue(
    client, workshop, django_assert_max_num_queries
):
    Workshop.objects.update(seats=1)
    factories.registration(workshop)
    for _ in range(5):
        last = factories.registration(workshop, status="waiting", seat=None)
    # The place, half-days, the queue, seats, quotas, invitations, answers, the trail; what
    # was agreed to, and the texts about what was not answered yet.
    with django_assert_max_num_queries(10):
        response = client.get(last.get_absolute_url())
    assert "Place 5 on the waiting list" in text(response)
