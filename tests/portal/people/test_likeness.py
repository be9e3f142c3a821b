"""Which signs speak for two entries being one person, and which do not."""

import pytest

from portal.people.likeness import Entry, Sign, letters_apart, signs
from portal.people.models import Person
from portal.people.sounds import halves, halves_of_slips, heard, sound

PHONE = "0812345678"


def entry(name: str, phone: str = "") -> Entry:
    first, _space, last = name.partition(" ")
    return Entry(first, last, phone)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("สมชาย ทดสอบ", "สมชาย ทดสอบ", [Sign.SAME_NAME]),
        ("สมชาย ทดสอบ", "ทดสอบ สมชาย", [Sign.SWAPPED]),
        ("แก้วใจ ทดสอบ", "แกวใจ ทดสอบ", [Sign.MARKS]),
        ("ทดสอบ แก้วใจ", "แกวใจ ทดสอบ", [Sign.SWAPPED, Sign.MARKS]),
        ("สมชาย ทดสอบ", "สมชาย ทดสอบบ", [Sign.SLIP]),
        ("สมชาย ทดสอบ", "สมชาย ทสดอบ", [Sign.SLIP]),
        ("สมชาย ทดสอบ", "สมชาย ทกสอบ", [Sign.SLIP]),
        ("ณัฐทิพย์ ทดสอบ", "นัฐทิพ ทดสอบ", [Sign.SOUND]),
        ("somchai test", "somchay test", [Sign.SLIP]),
    ],
)
def test_names_that_are_alike(one, two, expected):
    assert list(signs(entry(one), entry(two))) == expected
    assert list(signs(entry(two), entry(one))) == expected


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("สมชาย ทดสอบ", "สมหญิง ทดสอบ"),
        ("แก้ว ใจดี", "แมว ใจดี"),  # too short for a slip
        ("ผู้เข้าอบรม01 สมมติ", "ผู้เข้าอบรม02 สมมติ"),  # a number tells people apart
        ("สมชาย ", "สมศรี "),
        (" ", "สมชาย "),
    ],
)
def test_names_that_are_not(one, two):
    assert signs(entry(one), entry(two)) == ()


def test_a_household_shares_phone_and_last_name():
    assert signs(entry("สมชาย ทดสอบ", PHONE), entry("บุญมา ทดสอบ", PHONE)) == ()


def test_the_same_phone_makes_a_sign_of_the_same_first_name():
    married = signs(entry("มาลีวรรณ ทดสอบ", PHONE), entry("มาลีวรรณ ตัวอย่าง", PHONE))
    assert married == (Sign.FIRST_NAME, Sign.PHONE)
    assert signs(entry("มาลีวรรณ ทดสอบ"), entry("มาลีวรรณ ตัวอย่าง")) == ()


def test_nobody_has_a_phone_in_common_who_has_none():
    assert signs(entry("สมชาย ทดสอบ"), entry("สมชาย ทดสอบ")) == (Sign.SAME_NAME,)


def test_spaces_and_titles_make_nobody_else():
    one = Person(first_name="นาย สม ชาย", last_name="ทดสอบ")
    two = Person(first_name="สมชาย", last_name=" ทด  สอบ ")
    assert signs(Entry.of(one), Entry.of(two)) == (Sign.SAME_NAME,)


@pytest.mark.parametrize(
    ("one", "two", "number"),
    [
        *(("กขค", "กขค", 0), ("กขค", "กคข", 1), ("กขค", "กข", 1), ("กขค", "กขคง", 1)),
        *(("กขค", "งขง", 2), ("กขค", "งงงงง", 3), ("ก", "กขคง", 3), ("กขคง", "งคขก", 3)),
    ],
)
def test_letters_are_counted_up_to_two(one, two, number):
    assert letters_apart(one, two) == number


def test_letters_of_one_sound_are_heard_alike():
    assert sound("ณัฐทิพย์") == sound("นัฐทิพ") == "นทพ"
    assert heard("ณัฐทิพย์", "ใจดี") == heard("นัฐทิพ", "ไจดี")
    assert sound("‘’-") == heard("", "") == ""


@pytest.mark.parametrize("wrong", ["สมชา", "สมชายย", "สมขาย", "สชมาย", "สมชาาย", "ฤสมชาย", "มชาย"])
def test_every_slip_is_found_by_one_half(wrong):
    for slipped in (heard(wrong, "ทดสอบ"), heard("ทดสอบ", wrong)):
        head, tail = halves(slipped)
        heads, tails = halves_of_slips("สมชาย", "ทดสอบ")
        assert head in heads or tail in tails


def test_every_single_edit_of_a_name_is_found():
    """Each letter left out, added, mistaken, or swapped with the next, at every place."""
    first, last = "กขคง", "จดตบป"
    heads, tails = halves_of_slips(first, last)
    whole = heard(first, last)
    edits = {whole[:at] + "ว" + whole[at:] for at in range(len(whole) + 1)}
    for at in range(len(whole)):
        edits |= {whole[:at] + whole[at + 1 :], whole[:at] + "ว" + whole[at + 1 :]}
        edits.add(whole[:at] + whole[at : at + 2][::-1] + whole[at + 2 :])
    for edit in edits:
        head, tail = halves(edit)
        assert head in heads or tail in tails, edit


def test_there_is_little_to_ask():
    heads, tails = halves_of_slips("ก" * 10, "กขคงจชซดตท")
    assert len(heads | tails) < 20
    assert halves_of_slips("", "") == (set(), set())
