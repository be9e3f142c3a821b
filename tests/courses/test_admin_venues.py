"""Venues in the Wagtail admin."""

import pytest
from django.urls import reverse

from courses.models import Venue, Workshop
from tests import factories
from tests.courses.admin_desk import html

pytestmark = pytest.mark.django_db


def venue_typed(subdistrict, **kwargs):
    return {"name": "ศาลาประชาคม", "subdistrict": factories.area(subdistrict).pk, **kwargs}


def test_venues_are_added_within_reach(client, coordinator):
    add = reverse("venues:add")
    assert client.post(add, venue_typed("580104")).status_code == 302
    assert Venue.objects.get().name == "ศาลาประชาคม"
    assert "subdistrict" in client.post(add, venue_typed("500101")).context["form"].errors
    assert client.post(add, venue_typed("580104")).status_code == 200
    assert client.post(add, venue_typed("580101", latitude="19.3")).status_code == 200
    assert Venue.objects.count() == 1


def test_a_trainer_adds_venues_but_changes_none(client):
    client.force_login(factories.trainer())
    assert client.post(reverse("venues:add"), venue_typed("580104")).status_code == 302
    venue = Venue.objects.get()
    assert venue.name in html(client, "venues")
    assert client.get(reverse("venues:edit", args=[venue.pk])).status_code in (302, 403)


def test_a_renamed_venue_is_found_by_its_new_name(client, coordinator):
    workshop = factories.workshop(venue=factories.venue("580104", name="โรงแรมเก่า"))
    address = reverse("venues:edit", args=[workshop.venue_id])
    assert client.post(address, venue_typed("580104", name="โรงแรมใหม่")).status_code == 302
    assert Workshop.objects.like("โรงแรมใหม่").get() == workshop
    assert not Workshop.objects.like("โรงแรมเก่า").exists()


def test_a_venue_in_use_is_not_deleted(client, coordinator):
    venue = factories.workshop().venue
    client.post(reverse("venues:delete", args=[venue.pk]))
    assert Venue.objects.filter(pk=venue.pk).exists()


def test_venues_are_found_by_name_and_place(client):
    client.force_login(factories.administrator())
    factories.venue(name="วัดจองคำ")
    factories.venue("500101", name="ศาลากลางบ้าน")
    assert "ศาลากลางบ้าน" not in html(client, "venues", q="จองคำ")
    assert "วัดจองคำ" not in html(client, "venues", q="เชียงใหม่")
    assert "ศาลากลางบ้าน" in html(client, "venues", q="เชียงใหม่")
