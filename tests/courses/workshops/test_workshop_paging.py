"""Turning the pages of the list: everybody once, in order, forwards and backwards."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Workshop
from courses.workshops import paging
from courses.workshops.paging import page_of
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def seven(monkeypatch):
    """Seven workshops, three of them on one day; two to a page."""
    monkeypatch.setattr(paging, "PAGE", 2)
    curriculum, venue = factories.curriculum(), factories.venue()
    days = [5, 1, 3, 3, 3, 9, 2]
    for day in days:
        factories.workshop(
            first_day=TODAY + timedelta(days=day), curriculum=curriculum, venue=venue, days=1
        )


@pytest.mark.parametrize("newest_first", [False, True])
def test_there_and_back_again(seven, newest_first):
    everybody = list(Workshop.objects.order_by("starts_on", "pk").values_list("pk", flat=True))
    if newest_first:
        everybody.reverse()
    found, pages = Workshop.objects.all(), []
    page = page_of(found, newest_first=newest_first)
    while True:
        pages.append(page)
        if not page.after:
            break
        page = page_of(found, newest_first=newest_first, after=page.after)
    assert [one.pk for page in pages for one in page.rows] == everybody
    for earlier in reversed(pages[:-1]):
        page = page_of(found, newest_first=newest_first, before=page.before)
        assert page.rows == earlier.rows
    assert page.before == ""


@pytest.mark.parametrize(
    "mark", ["x", "2026-02-31.1", "2026-03-27", "2026-03-27.", f"2026-03-27.{'9' * 30}", "\x00"]
)
def test_what_is_no_mark_shows_the_first_page(client, mark):
    workshop = factories.workshop()
    for name in ("after", "before"):
        page = client.get("/workshops/", {name: mark})
        assert page.context["page"].rows == [workshop]


def test_filters_stay_in_the_address_and_nothing_is_counted_off(client, seven):
    factories.workshop(venue=factories.venue("500101"), first_day=TODAY + timedelta(days=4))
    seen = []
    address = "?province=58"
    while address:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/workshops/{address}")
        assert not any(" OFFSET " in query["sql"] for query in asked.captured_queries)
        seen += page.context["page"].rows
        assert page.context["count"] == 7
        after = page.context["page"].after
        address = f"?province=58&after={after}" if after else ""
        assert not address or address.replace("&", "&amp;") in page.content.decode()
    assert len(set(seen)) == len(seen) == 7


def test_an_index_finds_a_page_anywhere(seven):
    last = Workshop.objects.order_by("starts_on", "pk").last()
    found = paging._beside(Workshop.objects.all(), (last.starts_on, 0), later=True)
    assert found == [last]
    rows = Workshop.objects.filter(starts_on__gte=last.starts_on).order_by("starts_on", "pk")[:21]
    if connection.vendor == "sqlite":
        assert "courses_workshop_by_day" in rows.explain()
