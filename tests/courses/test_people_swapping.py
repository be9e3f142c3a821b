"""Organisers give a place to another person, from the people list and back to it."""

import pytest
from django.urls import reverse

from courses.models import Registration
from tests import factories
from tests.courses.arriving import come

pytestmark = pytest.mark.django_db


def test_the_organiser_is_led_back_to_the_list(client, coordinator):
    place = come(factories.workshop())
    where = [place.workshop_id, place.pk]
    person = client.get(reverse("workshop_person", args=where)).content.decode()
    address = reverse("person_swap", args=where)
    assert address in person
    assert reverse("workshop_person", args=where) in client.get(address).content.decode()
    typed = {"first_name": "คนใหม่", "last_name": "สมมติ", "phone": "0899999999"}
    answer = client.post(address, typed)
    assert answer["Location"] == reverse("workshop_people", args=[place.workshop_id])
    kept = Registration.objects.get()
    assert (kept.person.first_name, kept.seat) == ("คนใหม่", place.seat)


def test_somebody_of_another_workshop_is_not_there(client, coordinator):
    workshop, other = factories.workshop(), come(factories.workshop())
    address = reverse("person_swap", args=[workshop.pk, other.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"first_name": "x"}).status_code == 404
