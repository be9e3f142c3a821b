"""The menu and the languages that every page shows."""

import pytest
from django.utils import translation

from portal.context import doors, language_links


def active(path: str) -> list[str]:
    return [door.url for door in doors(path) if door.active]


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/curricula/", "/curricula/"),
        ("/workshops/7/attendance/", "/workshops/"),
        ("/registrations/abc/", "/workshops/"),
        ("/exchange/ask/", "/exchange/"),
        ("/topics/7/", "/exchange/"),
        ("/boards/7/new/", "/exchange/"),
        ("/funds/7/", "/funds/"),
        ("/offices/", "/funds/"),
        ("/pairs/7/", "/pairing/"),
    ],
)
def test_one_door_is_marked(path, door):
    assert active(path) == [door]


@pytest.mark.parametrize("path", ["/", "/me/", "/search/", "/accounts/login/"])
def test_elsewhere_no_door_is_marked(path):
    assert active(path) == []


def test_in_english_the_doors_lie_under_en():
    with translation.override("en"):
        assert active("/en/topics/7/") == ["/en/exchange/"]


def test_a_page_leads_to_itself_in_the_other_language():
    links = {link.code: link for link in language_links("/funds/?province=58")}
    assert links["th"].current
    assert links["en"].url == "/en/funds/?province=58"


def test_an_address_of_nothing_leads_to_the_front_page():
    links = {link.code: link.url for link in language_links("/no/such/../%00")}
    assert links["en"] in ("/en/", "/en/no/such/../%00")
