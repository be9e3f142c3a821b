"""Telephone numbers as people here write them."""

import pytest

from portal.thai.phones import PhoneIsForeign, PhoneNotUnderstood, parse_phone, show_phone


@pytest.mark.parametrize(
    "typed",
    [
        "0812345678",
        "081-234-5678",
        "081 234 5678",
        "(081) 234 5678",
        "๐๘๑-๒๓๔-๕๖๗๘",
        "+66812345678",
        "+66 81 234 5678",
        "+66 (0)81 234 5678",
        "0066812345678",
        "66812345678",
    ],
)
def test_one_mobile_number_in_many_spellings(typed):
    assert parse_phone(typed) == "0812345678"


@pytest.mark.parametrize("typed", ["053-612-345", "+6653612345", "053 612345"])
def test_a_landline(typed):
    assert parse_phone(typed) == "053612345"


@pytest.mark.parametrize(
    "typed",
    ["", "081234567", "08123456789", "0112345678", "05361234", "โทรศัพท์", "1669", "081-234-567x"],
)
def test_what_is_no_number(typed):
    with pytest.raises(PhoneNotUnderstood):
        parse_phone(typed)


@pytest.mark.parametrize("typed", ["+44 20 7946 0958", "0044 20 7946 0958", "+856 20 1234 5678"])
def test_the_number_of_another_country_gets_its_own_sentence(typed):
    with pytest.raises(PhoneIsForeign):
        parse_phone(typed)


def test_shown_in_groups():
    assert show_phone("0812345678") == "081-234-5678"
    assert show_phone("053612345") == "053-612-345"
    assert show_phone("021234567") == "02-123-4567"
    assert show_phone("1669") == "1669"
