"""The admin of the funds room: who sees and changes which rows."""

from datetime import date

import pytest
from django.urls import reverse

from portal.funds.models import (
    Mandate,
    Region,
)
from tests import factories
from tests.portal.funds.admin_desk import (
    HERE,
    NAMES,
    OF_PROVINCES,
    SHARED,
    THERE,
    listed,
    one_of_each,
    opens,
    url,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", OF_PROVINCES)
def test_a_coordinator_sees_and_changes_only_what_lies_in_reach(sign_in, name):
    here, there = one_of_each(HERE)[name], one_of_each(THERE)[name]
    client = sign_in(factories.coordinator("58"))
    rows = listed(client.get(url(name)))
    assert here in rows
    assert there not in rows
    views = ["edit", "history", "usage"] + (
        ["delete"] if name in ("fund_years", "assessments", "offices") else []
    )
    if name == "funds":
        views.append("inspect")
    for view in views:
        assert opens(client.get(url(name, view, here.pk))), view
        assert not opens(client.get(url(name, view, there.pk))), view


@pytest.mark.parametrize("name", OF_PROVINCES)
def test_writing_elsewhere_is_refused_and_writes_nothing(sign_in, name):
    there = one_of_each(THERE)[name]
    client = sign_in(factories.coordinator("58"))
    before = list(type(there).objects.values())
    for view in ("edit", "delete"):
        assert client.post(url(name, view, there.pk), {}).status_code == 302
    assert list(type(there).objects.values()) == before


@pytest.mark.parametrize("name", ["fund_chooser", "person_chooser"])
def test_choosers_offer_only_what_lies_in_reach(sign_in, name):
    kind = "funds" if name == "fund_chooser" else "people"
    here, there = one_of_each(HERE)[kind], one_of_each(THERE)[kind]
    client = sign_in(factories.coordinator("58"))
    html = client.get(url(name, "choose_results")).content.decode()
    assert str(here) in html
    assert str(there) not in html
    assert client.get(url(name, "chosen", there.pk)).status_code == 404


def test_a_region_reaches_its_provinces_and_only_while_they_are_in_it(sign_in):
    here, there = one_of_each(HERE)["funds"], one_of_each(THERE)["funds"]
    north = Region.objects.get(slug="north")
    here.subdistrict.parent.parent.region = north
    here.subdistrict.parent.parent.save()
    user = factories.user()
    Mandate.objects.create(
        user=user, role=Mandate.Role.COORDINATOR, region=north, starts_on=date(2020, 1, 1)
    )
    client = sign_in(user)
    assert listed(client.get(url("funds"))) == {here}
    assert not opens(client.get(url("funds", "edit", there.pk)))


def test_shared_lists_are_read_by_a_province_and_changed_by_the_nation(sign_in):
    client = sign_in(factories.coordinator("58"))
    for name in SHARED:
        page = client.get(url(name))
        assert opens(page)
        row = page.context["model_opts"].model.objects.first()
        if row:
            assert not opens(client.get(url(name, "edit", row.pk)))
        assert not opens(client.get(url(name, "add")))
    assert not opens(client.get(url("mandates")))
    client = sign_in(factories.coordinator(None))
    for name in (*SHARED, "mandates"):
        assert opens(client.get(url(name, "add")))


def test_funds_and_areas_are_deleted_for_the_nation_only(sign_in):
    fund = one_of_each(HERE)["funds"]
    client = sign_in(factories.coordinator("58"))
    assert not opens(client.get(url("funds", "delete", fund.pk)))
    assert not opens(client.get(url("areas", "delete", fund.subdistrict_id)))
    assert opens(sign_in(factories.coordinator(None)).get(url("funds", "delete", fund.pk)))


def test_a_province_and_its_region_are_the_nations_to_change(sign_in):
    province = factories.area("58")
    district = factories.area("5801")
    client = sign_in(factories.coordinator("58"))
    assert not opens(client.get(url("areas", "edit", province.pk)))
    assert opens(client.get(url("areas", "edit", district.pk)))
    assert not opens(client.get(url("areas", "edit", factories.area("5001").pk)))
    assert opens(sign_in(factories.coordinator(None)).get(url("areas", "edit", province.pk)))


def test_trainers_read_funds_and_lists_and_change_nothing(sign_in):
    here, there = one_of_each(HERE)["funds"], one_of_each(THERE)["funds"]
    client = sign_in(factories.trainer())
    page = client.get(url("funds"))
    assert listed(page) == {here, there}
    html = page.content.decode()
    assert reverse("fund_detail", args=[here.pk]) in html
    assert url("funds", "edit", here.pk) not in html
    for view in ("edit", "delete", "history", "usage"):
        assert not opens(client.get(url("funds", view, here.pk)))
    assert not opens(client.get(url("funds", "add")))
    for name in ("fund_years", "assessments", "offices", "people", "mandates"):
        assert not opens(client.get(url(name)))
    for name in ("areas", *SHARED):
        assert opens(client.get(url(name)))


def test_others_do_not_come_in_at_all(sign_in):
    fund = one_of_each(HERE)["funds"]
    for user in (factories.user(), factories.officer(fund)):
        client = sign_in(user)
        for name in NAMES:
            assert not opens(client.get(url(name)))
