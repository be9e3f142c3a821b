"""Thai alphabetical order from a stored key."""

import pytest

from portal.funds.models import Fund
from portal.thai.sorting import KEY_LENGTH, sort_key
from tests import factories

# In the order of ICU's collator for Thai.
IN_ORDER = [
    "1 ตำบล",
    "กก",
    "กกกอก",
    "กรุงเทพมหานคร",
    "กะลา",
    "กา",
    "ก่า",
    "ก้า",
    "เก่า",
    "เกาะ",
    "แก",
    "ขอนแก่น",
    "จองคำ",
    "น่าน",
    "ปางมะผ้า",
    "ปางหมู",
    "เมืองแม่ฮ่องสอน",
    "แม่ฮ่องสอน",
    "แม่ฮี้",
    "ไม้งาม",
    "ห้วยโป่ง",
    "เอราวัณ",
    "Alpha",
    "beta",
]


def test_names_stand_in_dictionary_order():
    assert sorted(set(IN_ORDER), key=sort_key) == IN_ORDER


@pytest.mark.django_db
def test_the_database_keeps_that_order():
    for name in sorted(IN_ORDER):
        factories.fund(name)
    assert list(Fund.objects.order_by("sort_key").values_list("name", flat=True)) == IN_ORDER


def test_tone_marks_decide_only_between_names_otherwise_alike():
    assert sorted(["กา ข", "ก่า ก"], key=sort_key) == ["ก่า ก", "กา ข"]
    assert sorted(["ก่ากา", "กาก่า"], key=sort_key) == ["กาก่า", "ก่ากา"]


def test_spaces_signs_case_and_kind_of_digit_do_not_count():
    assert sort_key("แม่ ฮ่องสอน") == sort_key("แม่ฮ่องสอน")
    assert sort_key("(MSO)") == sort_key("mso")
    assert sort_key("หมู่ ๒") == sort_key("หมู่ 2")


@pytest.mark.parametrize("text", ["", "แม่ฮ่องสอน", "é 😀 ไตː ၵၢတ်ႇ 中", "่้", "ก้" * 500, "中" * 100])
def test_a_key_is_decimal_digits_and_fits_its_column(text):
    key = sort_key(text)
    assert key.isdecimal()
    assert key.isascii()
    assert len(key) <= KEY_LENGTH
