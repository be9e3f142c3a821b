"""Decides how a day is written for the reader and which day a typed text means.

Readers of Thai see and type years of the Buddhist era (B.E. = C.E. + 543), readers of
English see the common era. What is stored is always an ordinary ``date`` in the common
era. Everything here is plain Python: a list of fifty posts formats fifty dates.
"""

import re
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.thai.digits import to_arabic

BE_OFFSET = 543
FIRST_YEAR, LAST_YEAR = 1900, 2100  # CE; what lies outside is a slip of the finger
FIRST_BE_YEAR = 2400  # a typed year from here on is meant in the Buddhist era

THAI_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
THAI_MONTHS_SHORT = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
THAI_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENGLISH_MONTHS_SHORT = tuple(name[:3] for name in ENGLISH_MONTHS)
ENGLISH_WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


def in_thai() -> bool:
    """Whether the reader of the moment reads Thai (also when no language is active)."""
    language = get_language()
    return language is None or language.startswith("th")


# Showing


def be_year(year: int) -> int:
    """The number shown for the year ``year`` CE: 2566 to a reader of Thai, else 2023."""
    return year + BE_OFFSET if in_thai() else year


def _day(value: date) -> date:
    """The day in the portal's time zone when ``value`` is a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def short_date(value: date) -> str:
    """``27 มี.ค. 2566`` or ``27 Mar 2023``."""
    return _short(_day(value), thai=in_thai())


def _short(day: date, *, thai: bool) -> str:
    if thai:
        return f"{day.day} {THAI_MONTHS_SHORT[day.month - 1]} {day.year + BE_OFFSET}"
    return f"{day.day} {ENGLISH_MONTHS_SHORT[day.month - 1]} {day.year}"


def long_date(value: date) -> str:
    """``27 มีนาคม 2566`` or ``27 March 2023``."""
    day = _day(value)
    if in_thai():
        return f"{day.day} {THAI_MONTHS[day.month - 1]} {day.year + BE_OFFSET}"
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def weekday_date(value: date) -> str:
    """``วันจันทร์ที่ 27 มีนาคม 2566`` or ``Monday 27 March 2023``."""
    day = _day(value)
    if in_thai():
        return f"วัน{THAI_WEEKDAYS[day.weekday()]}ที่ {long_date(day)}"
    return f"{ENGLISH_WEEKDAYS[day.weekday()]} {long_date(day)}"


def date_span(start: date, end: date | None = None) -> str:
    """A span of days, each part said once: ``27–28 มี.ค. 2566``,
    ``30 มี.ค. – 2 เม.ย. 2566``, ``30 ธ.ค. 2566 – 2 ม.ค. 2567``; one day without ``end``.
    """
    first = _day(start)
    last = first if end is None else _day(end)
    if first == last:
        return short_date(first)
    if first.year != last.year:
        return f"{short_date(first)} – {short_date(last)}"
    if first.month != last.month:
        months = THAI_MONTHS_SHORT if in_thai() else ENGLISH_MONTHS_SHORT
        return f"{first.day} {months[first.month - 1]} – {short_date(last)}"
    return f"{first.day}–{short_date(last)}"


def clock(value: time) -> str:
    """A time of day as Thai papers write it: ``09.00``; ``09:00`` in English.

    An aware moment is shown in the portal's time zone.
    """
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime("%H.%M" if in_thai() else "%H:%M")


def short_datetime(value: datetime) -> str:
    """``27 มี.ค. 2566 09.00 น.`` or ``27 Mar 2023, 09:00``, in the portal's time zone."""
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    if in_thai():
        return f"{_short(value, thai=True)} {value:%H.%M} น."
    return f"{_short(value, thai=False)}, {value:%H:%M}"


def typed_date(value: date) -> str:
    """The way a date is written into a form field: ``27/3/2566`` or ``27/3/2023``."""
    return f"{value.day}/{value.month}/{be_year(value.year)}"


# Reading what was typed


class DateNotUnderstood(ValueError):
    """The text names no day (or year) that exists between 1900 and 2100 CE."""

    def __init__(self):
        super().__init__(
            _(
                "We cannot find this date. Please write day, month and year, "
                "for example 27/3/2566 or 27 มี.ค. 2566."
            )
        )


class YearNotUnderstood(DateNotUnderstood):
    """The text names no year between 1900 and 2100 CE."""

    def __init__(self):
        ValueError.__init__(
            self, _("We cannot find this year. Please write it with four digits, for example 2566.")
        )


def _month_words() -> dict[str, int]:
    words = {}
    for month in range(12):
        thai, english = THAI_MONTHS[month], ENGLISH_MONTHS[month].lower()
        stem = thai.removesuffix("คม").removesuffix("ยน").removesuffix("พันธ์")
        for word in (thai, stem, THAI_MONTHS_SHORT[month].replace(".", ""), english, english[:3]):
            words[word] = month + 1
    return words | {"sept": 9}


MONTH_WORDS = _month_words()

BUDDHIST_MARK = re.compile(r"พ\.?\s?ศ\.?|\bb\.?\s?e\.?(?![a-z])", re.IGNORECASE)
COMMON_MARK = re.compile(r"ค\.?\s?ศ\.?|\b(?:c\.?\s?e|a\.?\s?d)\.?(?![a-z])", re.IGNORECASE)
WEEKDAY = re.compile(
    rf"^(?:วัน)?(?:{'|'.join(THAI_WEEKDAYS)})\s*(?:ที่)?\s*|^(?:วันที่|ที่)\s*"
    rf"|^(?:{'|'.join(name[:3] for name in ENGLISH_WEEKDAYS)})[a-z]*[\s,]+",
    re.IGNORECASE,
)
ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
NUMBERS = re.compile(r"(?P<day>\d{1,2})\s*[\s/.-]\s*(?P<month>\d{1,2})\s*[\s/.-]\s*(?P<year>\d+)")
DAY_WORD_YEAR = re.compile(
    r"(?P<day>\d{1,2})[\s/-]*(?P<word>[^\W\d][^\d\s/,-]*)[\s/,-]*(?P<year>\d+)"
)
WORD_DAY_YEAR = re.compile(r"(?P<word>[a-z]+\.?)\s*(?P<day>\d{1,2})[\s,]+(?P<year>\d{4})")


def _without_marks(text: str) -> tuple[str, bool]:
    """The text without era marks, and whether it named the common era."""
    text = to_arabic(text).strip()
    bare = COMMON_MARK.sub(" ", text)
    return " ".join(BUDDHIST_MARK.sub(" ", bare).split()), bare != text


def _common_year(digits: str, *, common: bool) -> int | None:
    """The year CE behind the typed digits, None where it lies outside 1900–2100."""
    if len(digits) == 2 and in_thai() and not common:
        year = 2500 + int(digits)
    elif len(digits) == 4:
        year = int(digits)
    else:
        return None
    if year >= FIRST_BE_YEAR:
        year -= BE_OFFSET
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def be_year_from_text(text: str) -> int:
    """The year CE meant by a typed year: ``2566``, ``พ.ศ. ๒๕๖๖``, ``66`` and ``2023`` are 2023.

    Raises ``YearNotUnderstood``.
    """
    digits, common = _without_marks(text)
    digits = digits.removeprefix("ปี").strip()
    year = _common_year(digits, common=common) if digits.isdecimal() else None
    if year is None:
        raise YearNotUnderstood
    return year


def parse_date(text: str) -> date:
    """The day a typed text means.

    Understood are day/month/year with ``/``, ``-``, ``.`` or spaces, months by their Thai
    or English name, full or short, ISO (``2023-03-27``, which a browser's date picker
    sends), Thai digits, a weekday in front and a named era. Two digits of a year are of
    the 2500s for a reader of Thai and refused otherwise, because nobody could tell.
    Raises ``DateNotUnderstood`` for everything else, days that do not exist included.
    """
    bare, common = _without_marks(text)
    bare = WEEKDAY.sub("", bare).lower()
    match = (
        ISO.fullmatch(bare)
        or NUMBERS.fullmatch(bare)
        or DAY_WORD_YEAR.fullmatch(bare)
        or WORD_DAY_YEAR.fullmatch(bare)
    )
    if match is None:
        raise DateNotUnderstood
    parts = match.groupdict()
    if "word" in parts:
        month = MONTH_WORDS.get(parts["word"].replace(".", ""))
    else:
        month = int(parts["month"])
    year = _common_year(parts["year"], common=common)
    if month is None or year is None:
        raise DateNotUnderstood
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        raise DateNotUnderstood from None
