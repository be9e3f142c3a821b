"""Decides where a running text names a year, a month or a day, in either era.

A reader who looks for 2025 means what was written as ๒๕๖๘, and 27/3/2566 is 27 มีนาคม 2566.
A number is a year only where nothing says that it counts something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.thai.dates import (
    BE_OFFSET,
    FIRST_BE_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_WORDS,
    THAI_MONTHS_SHORT,
)
from portal.thai.digits import to_arabic

LAST_BE_YEAR = LAST_YEAR + BE_OFFSET
#: Two digits alone are a year only in this span: พ.ศ. 40 to 99 of the 2500s.
FIRST_SHORT_YEAR = 40

_THAI_MONTH = "|".join(
    [
        *sorted((word for word in MONTH_WORDS if word[0] > "z"), key=len, reverse=True),
        *(word.replace(".", r"\.?\s?").removesuffix(r"\s?") for word in THAI_MONTHS_SHORT),
    ]
)
_ENGLISH_MONTH = "|".join(sorted(filter(str.isascii, MONTH_WORDS), key=len, reverse=True))
_MONTH = "|".join(sorted((w for w in MONTH_WORDS if not w.isascii()), key=len, reverse=True))
_ENGLISH_MONTH = "|".join(sorted(filter(str.isascii, MONTH_WORDS), key=len, reverse=True))
_MONTH = rf"(?:{_THAI_MONTH}|(?<![a-z])(?:{_ENGLISH_MONTH})(?![a-z])\.?)"
_ERA = (
    r"(?:(?<!กี่)ปี\s?(?:งบประมาณ|การศึกษา)?|พุทธศักราช|พ\.?\s?ศ\.?|คริสต์ศักราช|ค\.?\s?ศ\.?"
    r"|(?<![a-z])(?:b\.?e\.?|a\.?d\.?|c\.?e\.?)(?![a-z]))"
)
_COUNTED = (
    r"(?!\s?(?:บาท|คน|ราย|ครัวเรือน|ครอบครัว|กองทุน|หลังคา|ตัว|ต้น|ไร่|กก|กิโล|ชั่วโมง|ชม|นาที|เมตร|ชิ้น|เล่ม|แห่ง|หมู่บ้าน"
    r"|ตำบล|อำเภอ|ครั้ง|วัน|เดือน|แผ่น|ชุด|ลำ|คัน|ตัน|ลิตร|กล่อง|ใบ|ล้าน|พัน|แสน|หมื่น|%|baht|people|persons|members))"
)
_SUM = r"(?<!฿)(?<!฿\s)(?<!จำนวน)(?<!จำนวน\s)(?<!รวม)(?<!รวม\s)(?<!เลขที่)(?<!เลขที่\s)"
_END = r"(?![\d/]|[.,:-]\d)"
_BEGIN = r"(?<![\d/])(?<!\d[.,:-])"

_WRITTEN = re.compile(
    rf"(?:{_BEGIN}(?P<day>\d{{1,2}})(?:\s?[-–—]\s?(?P<last>\d{{1,2}}))?\s?)?(?P<word>{_MONTH})"
    rf"(?:\s?(?P<american>\d{{1,2}}),)?\s?(?:{_ERA}\s?)*['’]?(?P<year>\d{{4}}|\d{{2}}){_END}{_COUNTED}"
)
_NUMBERS = re.compile(
    rf"{_BEGIN}(?P<day>\d{{1,2}})(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d{{2}}){_END}"
)
_ISO = re.compile(rf"{_BEGIN}(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_END}")
#: 2566–2568 and 2566/67; and the third meeting of a year, 3/2568.
_YEARS = re.compile(
    rf"{_BEGIN}(?P<year>\d{{4}})\s?[-–—/]\s?(?P<until>\d{{4}}|\d{{2}}){_END}{_COUNTED}"
)
_NUMBERED = re.compile(rf"{_BEGIN}\d{{1,3}}/(?P<year>\d{{4}}){_END}")
_YEAR = re.compile(
    rf"(?P<era>{_ERA}\s?)+['’]?(?P<short>\d{{2}}|\d{{4}}){_END}{_COUNTED}"
    rf"|{_BEGIN}{_SUM}(?P<year>\d{{4}}){_END}{_COUNTED}"
)


@dataclass(frozen=True)
class Named:
    """A time named in a text: `tokens` say it for the index, the most exact one first."""

    start: int
    end: int
    tokens: tuple[str, ...]


def named_times(text: str) -> Iterator[Named]:
    """The years, months and days that a text names, and where."""
    text = to_arabic(text)
    if len(text.lower()) == len(text):  # a few letters of the world grow when they are made small
        text = text.lower()
    taken: list[tuple[int, int]] = []
    for pattern in (_WRITTEN, _NUMBERS, _ISO, _YEARS, _NUMBERED, _YEAR):
        for match in pattern.finditer(text):
            span = match.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            tokens = _tokens(match.groupdict())
            if tokens:
                taken.append(span)
                yield Named(*span, tokens)


def _tokens(parts: dict) -> tuple[str, ...]:
    year = _common(parts.get("year") or parts.get("short") or "")
    if year is None:
        return ()
    if "word" in parts:
        month = MONTH_WORDS[re.sub(r"[.\s]", "", parts["word"])]
    elif parts.get("month"):
        month = int(parts["month"])
    else:
        until = _common(parts.get("until") or "")
        return tuple(f"zy{each}" for each in (year, until) if each)
    days = [int(day) for day in (parts.get("day"), parts.get("last"), parts.get("american")) if day]
    if not 1 <= month <= 12 or any(not 1 <= day <= 31 for day in days):
        return ()
    exact = [f"zd{year}{month:02}{day:02}" for day in days]
    return (*exact, f"zm{year}{month:02}", f"zy{year}")


def _common(digits: str) -> int | None:
    """The year CE of two or four digits, None where they are no year of ours."""
    number = int(digits or 0)
    if len(digits) == 2:
        return 2500 + number - BE_OFFSET if number >= FIRST_SHORT_YEAR else None
    if FIRST_BE_YEAR <= number <= LAST_BE_YEAR:
        return number - BE_OFFSET
    return number if FIRST_YEAR <= number <= LAST_YEAR else None
