"""What an edit changed, word by word: Thai, emoji, Markdown, long and odd texts."""

import unicodedata
from itertools import pairwise
from random import Random

import pytest

from exchange.talk import differences as module
from exchange.talk.differences import CLINGS, HOLDS, Kind, Piece, differences
from exchange.talk.text import to_html

FAMILY = "👨\u200d👩\u200d👧"
TEXTS = [
    "",
    "กองทุนสวัสดิการชุมชนตำบลปางหมูเก็บเงินวันละบาท",
    "กองทุนสวัสดิการชุมชนตำบลปางหมูเก็บเงินสัปดาห์ละสิบบาท",
    "น้ำมาเร็ว น้ามาช้า",
    "ป้าแม้นเก็บเงิน **5 บาท**\n\n- หมู่ 1\n- หมู่ 2\n\n> ยกมา",
    "ป้าแม้นเก็บเงิน **10 บาท**\n\n- หมู่ 1\n- หมู่ 3\n\n> ยกไป",
    f"มากันทั้งบ้าน {FAMILY} 👍🏽 🇹🇭 ❤️",
    "มากันทั้งบ้าน 👨\u200d👩\u200d👦 👍 🇱🇦 ❤",
    "เงิน\u200bออม เเละ นํ้า\u200d",
    "่้๊๋ ำ า ะ",
    "Treasurer's book: see https://example.org/a?b=1",
    " \n\n \t",
]


def before(pieces) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != Kind.IN)


def after(pieces) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != Kind.OUT)


def said(old: str, new: str) -> str:
    """The difference as one line: [-went-]{+came+}."""
    shown = {Kind.SAME: "{}", Kind.OUT: "[-{}-]", Kind.IN: "{{+{}+}}"}
    return "".join(shown[piece.kind].format(piece.text) for piece in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("เก็บเงินวันละบาท", "เก็บเงินวันละบาท", "เก็บเงินวันละบาท"),
        ("เก็บเงินวันละบาท", "เก็บเงินเดือนละบาท", "เก็บเงิน[-วัน-]{+เดือน+}ละบาท"),
        ("เก็บเงินละบาท", "เก็บเงินวันละบาท", "เก็บเงิน{+วัน+}ละบาท"),
        ("ประชุมที่ศาลาหมู่ 4 ค่ะ", "ประชุมที่ศาลาหมู่ 5 ค่ะ", "ประชุมที่ศาลาหมู่ [-4-]{+5+} ค่ะ"),
        ("รอ **สามวัน** นะ", "รอ **สี่วัน** นะ", "รอ **[-สาม-]{+สี่+}วัน** นะ"),
        ("", "ใหม่", "{+ใหม่+}"),
        ("เก่า", "", "[-เก่า-]"),
        ("", "", ""),
    ],
)
def test_words_that_changed(old, new, shown):
    assert said(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ยา", "ย่า"),
        ("น้ำ", "นำ"),
        ("น้ำ", "น้า"),
        ("เงิน", "แงิน"),
        ("ก่", "ก้"),
        (FAMILY, "👨\u200d👩\u200d👦"),
        ("👍", "👍🏽"),
        ("🇹🇭", "🇱🇦"),
        ("❤️", "❤"),
        ("é", "e"),
    ],
)
def test_a_mark_or_half_an_emoji_never_changes_by_itself(old, new):
    assert differences(f"x {old} y", f"x {new} y") == [
        Piece(Kind.SAME, "x "),
        Piece(Kind.OUT, old),
        Piece(Kind.IN, new),
        Piece(Kind.SAME, " y"),
    ]


@pytest.mark.parametrize("old", TEXTS)
@pytest.mark.parametrize("new", TEXTS)
def test_both_texts_can_be_read_off_and_no_letter_is_cut(old, new):
    pieces = differences(old, new)
    assert (before(pieces), after(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)
    assert_whole(old, [piece.text for piece in pieces if piece.kind != Kind.IN])
    assert_whole(new, [piece.text for piece in pieces if piece.kind != Kind.OUT])


def assert_whole(text: str, cut: list[str]):
    for one, other in pairwise(cut):
        assert other[0] not in CLINGS, (text, one, other)
        assert unicodedata.category(other[0])[0] != "M", (text, one, other)
        assert one[-1] not in HOLDS, (text, one, other)


def test_a_paragraph_that_was_written_anew_is_no_confetti():
    old = "หัวข้อ\n\nเราเก็บเงินทุกวันที่ห้า ที่ศาลาประชาคม\n\nขอบคุณค่ะ"
    new = "หัวข้อ\n\nฝนตกหนัก ถนนขาดสามแห่ง รถเข้าไม่ได้\n\nขอบคุณค่ะ"
    assert said(old, new) == (
        "หัวข้อ\n\n[-เราเก็บเงินทุกวันที่ห้า ที่ศาลาประชาคม-]{+ฝนตกหนัก ถนนขาดสามแห่ง รถเข้าไม่ได้+}\n\nขอบคุณค่ะ"
    )


def test_a_paragraph_that_went_or_came_leaves_the_others_as_they_were():
    assert said("ก่อน\n\nกลาง\n\nหลัง", "ก่อน\n\nหลัง") == "ก่อน\n\n[-กลาง\n\n-]หลัง"
    assert said("ก่อน\n\nหลัง", "ก่อน\n\nกลาง\n\nหลัง") == "ก่อน\n\n{+กลาง\n\n+}หลัง"


def test_a_space_alone_between_two_replaced_words_goes_with_them():
    assert said("one two three", "four five six") == "[-one two three-]{+four five six+}"


def test_the_same_change_in_a_long_text_is_found_however_long_it_is():
    rng, words = Random(1), ["เงินออม", "กรรมการ", "ศาลา", "สมุดบัญชี", "ตำบล", "ประชุม", "หมู่บ้าน"]
    phrases = ["".join(rng.choices(words, k=5)) for _ in range(400)]
    old = " ".join(phrases)
    for position in (10, 200, 390):
        phrases[position] = "น้ำท่วมใหญ่"
    pieces = differences(old, " ".join(phrases))
    assert [piece.text for piece in pieces if piece.kind == Kind.IN] == ["น้ำท่วมใหญ่"] * 3


def odd_texts(letter: str) -> list[str]:
    """Texts of full length that are dear to compare; the letter makes two of a kind differ."""
    return [
        f"{letter}\n" * 10_000,
        f"ก{letter}" * 10_000,
        "ก" + "่" * 19_999,
        " ".join(f"x {letter}{number}" for number in range(2_000)),
        "\n".join(f"{chr(0xE01 + number % 40)} {letter}{number}" for number in range(2_000)),
        "".join(f"{number % 90},{letter}{number}." for number in range(1_500)),
        "ไม่มีเว้นวรรคเลยสักที่" * 900 + letter,
    ]


@pytest.mark.parametrize("kind", range(len(odd_texts("ก"))))
def test_work_is_bounded_however_odd_the_texts(kind, monkeypatch):
    worked = []

    class Counting(module.SequenceMatcher):
        def __init__(self, junk, old, new):
            worked.append(len(old) * len(new))
            super().__init__(junk, old, new)

    monkeypatch.setattr(module, "SequenceMatcher", Counting)
    old, new = odd_texts("ข")[kind], odd_texts("ค")[kind]
    pieces = differences(old, new)
    assert (before(pieces), after(pieces)) == (old, new)
    assert sum(worked) <= 2 * module.MOST_PAIRS


def test_tags_stay_text():
    pieces = differences("<b>ก</b>", "<i>ก</i>")
    assert before(pieces) == "<b>ก</b>"
    assert "<b>" not in to_html(before(pieces))
