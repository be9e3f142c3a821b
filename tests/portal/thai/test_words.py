"""Where Thai words end, and which spellings are one word."""

import pytest

from portal.thai.tokens import beginning_tokens, token, word_tokens, words
from portal.thai.words import normalise, segment, without_marks


def test_words_are_found_in_unspaced_text():
    assert segment("กองทุนสวัสดิการชุมชน ปี 2566") == [
        *("กองทุน", "สวัสดิการ", "ชุมชน", " ", "ปี", " ", "2566")
    ]


def test_nothing_gets_lost():
    text = "เวที 😀 MSO-Logbook\n«ที่สอง» น้ําท่วม ๒๕๖๖"
    assert "".join(segment(text)) == text


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("น้ําท่วม", "น้ำท่วม"),  # nikhahit and sara aa
        ("นํ้าท่วม", "น้ำท่วม"),  # nikhahit before the tone mark
        ("นำ้ท่วม", "น้ำท่วม"),  # tone mark last
        ("เเม่", "แม่"),  # two sara e
        ("ที่ี่", "ที่"),  # typed twice
        ("น่ี", "นี่"),  # tone mark before the vowel
        ("กอง\u200bทุน", "กองทุน"),
        ("ปี ๒๕๖๖", "ปี 2566"),
        ("MSO\u00a0  Logbook ", "mso logbook"),
        ("12,038 คน", "12038 คน"),
        ("รพ.สต. พ.ศ. ๒๕๕๒", "รพสต พศ 2552"),
    ],
)
def test_one_spelling_for_what_looks_alike(typed, same):
    assert normalise(typed) == same
    assert normalise(same) == same


def test_marks_can_be_left_out_of_account():
    assert without_marks(normalise("น้ำท่วม")) == without_marks(normalise("น้าทวม")) == "นาทวม"


def test_words_are_what_a_search_can_ask_for():
    assert list(words("อปท. กับ MSO-Logbook (๑๒,๐๓๘) ต่าง ๆ!")) == [
        *("อปท", "กับ", "mso", "logbook", "12038", "ต่าง")
    ]
    assert list(words("\"%\\' 😀 — …")) == []


def test_tokens_are_latin_letters_and_digits_and_differ_as_the_words_do():
    tokens = [token(word) for word in ("หนี้", "หนู", "หน", "ၵၢတ်ႇ", "é", "logbook", "2566")]
    assert len(set(tokens)) == 7
    assert all(part.isascii() and part.isalnum() for part in tokens)
    assert tokens[0].startswith(tokens[2])  # the beginning of a word begins its token


def test_a_half_typed_word_begins_a_token_wherever_it_would_be_cut():
    held = beginning_tokens("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    for typed in ("กองท", "สวัส", "ปางห", "ตำบลปา"):
        assert any(part.startswith(token(typed)) for part in held), typed


def test_a_long_text_is_cut_and_takes_no_harm():
    assert len(word_tokens("กองทุน" * 50_000)) < 50_000
    assert word_tokens("a" * 5_000) == ["a" * 100]
