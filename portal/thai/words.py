"""Decides where Thai words end and which spellings are the same word to a searcher."""

import re
import unicodedata

from icu4py.breakers import WordBreaker

from portal.thai.digits import to_arabic

# Words of every page here that the dictionary cuts wrongly after some others (ของกอง|ทุน).
# None of them stands inside another word.
OUR_WORDS = re.compile("(กองทุน|เลขานุการ|เหรัญญิก|ยังไง)(?![ัิ-ฺ็-๎])")
INVISIBLE = re.compile(r"[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
SPACE = re.compile(r"\s+")
TWO_SARA_E = re.compile("เเ")
# Nikhahit and sara aa, with a tone mark before, between or after, are one sara am.
SARA_AM = re.compile("([่-๋]?)ํ([่-๋]?)า([่-๋]?)")
TONE_AFTER_AM = re.compile("ำ([่-๋])")
TONE_BEFORE_VOWEL = re.compile("([่-๋])([ัิ-ฺ็])")
DOUBLED_MARK = re.compile(r"([ะัิ-ฺ็-๎ๅ])\1+")
THOUSANDS_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
ABBREVIATION_POINT = re.compile(r"(?<=[ก-๎])\.(?=[ก-๎]|\s|$)")
MARK = re.compile("[ัิ-ฺ็-๎]")
# Letters that sound alike and are taken for one another, each group by its plainest one.
ALIKE = {"ส": "ศษ", "ท": "ฑฒธ", "น": "ณ", "ด": "ฎ", "ต": "ฏ", "ถ": "ฐ", "ค": "ฅฆ", "ช": "ฌ"}
ALIKE |= {"ย": "ญ", "ล": "ฬ", "ไ": "ใ", "า": "ำๅ"}
PLAINEST = str.maketrans({letter: plain for plain, others in ALIKE.items() for letter in others})


def segment(text: str) -> list[str]:
    """``text`` cut into words, spaces and signs in order; joined they are ``text`` again."""
    pieces = []
    for stretch in OUR_WORDS.split(text):
        pieces += WordBreaker(stretch, "th") if stretch else ()
    return pieces


def normalise(text: str) -> str:
    """``text`` as it is compared in a search: one spelling for what looks or is meant alike.

    Small letters, Arabic digits, numbers without thousands commas, abbreviations without
    points, single spaces, no invisible characters, sara am and sara ae in one piece, tone
    marks after the vowel and no mark twice.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", to_arabic(text)))
    text = TWO_SARA_E.sub("แ", text)
    text = SARA_AM.sub(r"\1\2\3ำ", text)
    text = TONE_AFTER_AM.sub(r"\1ำ", text)
    text = TONE_BEFORE_VOWEL.sub(r"\2\1", text)
    text = DOUBLED_MARK.sub(r"\1", text)
    text = THOUSANDS_COMMA.sub("", text)
    text = ABBREVIATION_POINT.sub("", text)
    return SPACE.sub(" ", text).strip().lower()


def without_marks(text: str) -> str:
    """A normalised text without vowel signs above and below and without tone marks.

    Sara am loses its ring. What is left still finds a word whose mark was forgotten or
    mistyped.
    """
    return MARK.sub("", text).replace("ำ", "า")


def skeleton(text: str) -> str:
    """What is left of a normalised text when also letters that sound alike are one.

    As long as what `without_marks` leaves; two spellings of a word that differ in a tone
    mark, a vowel sign above or below, or ศ for ส have one skeleton.
    """
    return MARK.sub("", text).translate(PLAINEST)
