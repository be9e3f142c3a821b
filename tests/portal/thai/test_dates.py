"""Buddhist-era dates: what is shown and what a typed date means."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from portal.thai import dates
from portal.thai.dates import (
    DateNotUnderstood,
    YearNotUnderstood,
    be_year_from_text,
    date_span,
    parse_date,
)

DAY = date(2023, 3, 27)


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_shown_in_thai():
    assert dates.short_date(DAY) == "27 มี.ค. 2566"
    assert dates.long_date(DAY) == "27 มีนาคม 2566"
    assert dates.weekday_date(DAY) == "วันจันทร์ที่ 27 มีนาคม 2566"
    assert dates.typed_date(DAY) == "27/3/2566"
    assert dates.be_year(2023) == 2566
    assert dates.clock(time(9, 5)) == "09.05"
    assert dates.short_datetime(datetime(2023, 3, 27, 9)) == "27 มี.ค. 2566 09.00 น."


@pytest.mark.usefixtures("english")
def test_shown_in_english():
    assert dates.short_date(DAY) == "27 Mar 2023"
    assert dates.long_date(DAY) == "27 March 2023"
    assert dates.weekday_date(DAY) == "Monday 27 March 2023"
    assert dates.typed_date(DAY) == "27/3/2023"
    assert dates.be_year(2023) == 2023
    assert dates.clock(time(9, 5)) == "09:05"
    assert dates.short_datetime(datetime(2023, 3, 27, 9)) == "27 Mar 2023, 09:00"


def test_a_moment_is_shown_by_the_clock_on_the_wall_here():
    evening_in_london = datetime(2023, 12, 31, 20, 30, tzinfo=UTC)
    assert dates.short_datetime(evening_in_london) == "1 ม.ค. 2567 03.30 น."
    assert dates.clock(evening_in_london) == "03.30"


@pytest.mark.parametrize(
    ("start", "end", "thai", "in_english"),
    [
        (DAY, None, "27 มี.ค. 2566", "27 Mar 2023"),
        (DAY, DAY, "27 มี.ค. 2566", "27 Mar 2023"),
        (DAY, date(2023, 3, 28), "27–28 มี.ค. 2566", "27–28 Mar 2023"),
        (DAY, date(2023, 4, 2), "27 มี.ค. – 2 เม.ย. 2566", "27 Mar – 2 Apr 2023"),
        (
            date(2023, 12, 30),
            date(2024, 1, 2),
            "30 ธ.ค. 2566 – 2 ม.ค. 2567",
            "30 Dec 2023 – 2 Jan 2024",
        ),
    ],
)
def test_spans_say_each_part_once(start, end, thai, in_english):
    assert date_span(start, end) == thai
    with translation.override("en"):
        assert date_span(start, end) == in_english


@pytest.mark.parametrize(
    "typed",
    [
        "27/3/2566",
        "27/03/2566",
        " ๒๗/๓/๒๕๖๖ ",
        "27-3-2566",
        "27.3.2566",
        "27. 3. 2566",
        "27 3 2566",
        "27/3/66",
        "27/3/๖๖",
        "27/3/2023",
        "2023-03-27",
        "2566-03-27",
        "27 มีนาคม 2566",
        "27 มี.ค. 2566",
        "27 มี.ค. 66",
        "27 มีค 2566",
        "27มี.ค.66",
        "27 มีนา 2566",
        "27-มี.ค.-2566",
        "๒๗ มีนาคม พ.ศ. ๒๕๖๖",
        "27 มีนาคม พศ 2566",
        "27/3/พ.ศ. 2566",
        "27 มีนาคม ค.ศ. 2023",
        "27 March 2023",
        "27 Mar 2023",
        "27 mar. 2023",
        "27-Mar-2023",
        "March 27, 2023",
        "27 March 2566 BE",
        "27 March B.E. 2566",
        "27 March 2023 CE",
        "วันจันทร์ที่ 27 มีนาคม 2566",
        "จันทร์ 27 มี.ค. 2566",
        "วันที่ 27 มีนาคม 2566",
        "Monday 27 March 2023",
        "Mon, 27 Mar 2023",
    ],
)
def test_typed_dates(typed):
    assert parse_date(typed) == DAY


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_shown_can_be_typed_back(month, language):
    day = date(2024, month, 29)
    with translation.override(language):
        for show in (dates.short_date, dates.long_date, dates.weekday_date, dates.typed_date):
            assert parse_date(show(day)) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "29/2/2566",  # 2023 had no 29 February
        "31/4/2566",
        "0/3/2566",
        "27/13/2566",
        "27/3/3112",
        "27/3/2442",  # 1899
        "27/3/2644",  # 2101
        "27/3/256",
        "27/3",
        "27/3/66/1",
        "27 มี.ค. ค.ศ. 23",
        "32 มีนาคม 2566",
        "27 มีนคม 2566",
        "tomorrow",
        "27/3/-2566",
        "9" * 500,
        "²⁷/3/2566",
    ],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(DateNotUnderstood) as refusal:
        parse_date(typed)
    assert str(refusal.value)


def test_leap_days_are_those_of_the_common_era():
    assert parse_date("29/2/2567") == date(2024, 2, 29)


@pytest.mark.usefixtures("english")
def test_two_digits_of_a_year_are_refused_in_english():
    """23 may be 2023 or 2523: nobody could tell."""
    with pytest.raises(DateNotUnderstood):
        parse_date("27/3/23")


@pytest.mark.parametrize(
    "typed", ["2566", "๒๕๖๖", "พ.ศ. 2566", "ปี 2566", "66", "2023", "ค.ศ. 2023", "B.E. 2566"]
)
def test_typed_years(typed):
    assert be_year_from_text(typed) == 2023


@pytest.mark.parametrize("typed", ["", "256", "25666", "3112", "1899", "ปีนี้", "2566/67", "-2566"])
def test_what_is_no_year_is_refused(typed):
    with pytest.raises(YearNotUnderstood):
        be_year_from_text(typed)
