"""The template filters every template has."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


def render(expression: str, **values) -> str:
    return Template("{{ " + expression + " }}").render(Context(values))


@pytest.mark.parametrize(
    ("expression", "thai", "english"),
    [
        ("day|short_date", "27 มี.ค. 2566", "27 Mar 2023"),
        ("day|long_date", "27 มีนาคม 2566", "27 March 2023"),
        ("day|weekday_date", "วันจันทร์ที่ 27 มีนาคม 2566", "Monday 27 March 2023"),
        ("day|date_span:next", "27–28 มี.ค. 2566", "27–28 Mar 2023"),
        ("year|be_year", "2566", "2023"),
        ("moment|short_datetime", "27 มี.ค. 2566 09.00 น.", "27 Mar 2023, 09:00"),
        ("nine|clock", "09.00", "09:00"),
        ("midnight|clock", "00.00", "00:00"),
        ("members|number", "12,038", "12,038"),
        ("zero|number", "0", "0"),
        ("tonnes|number", "1,234.5", "1,234.5"),
        ("nothing|number", "–", "–"),
        ("nothing|baht", "–", "–"),
        ("mobile|phone", "081-234-5678", "081-234-5678"),
        ("nothing|short_date", "", ""),
        ("nothing|weekday_date", "", ""),
        ("nothing|date_span:next", "", ""),
        ("nothing|be_year", "", ""),
        ("nothing|clock", "", ""),
        ("nothing|short_datetime", "", ""),
        ("nothing|phone", "", ""),
    ],
)
def test_filters(expression, thai, english):
    values = {
        "day": date(2023, 3, 27),
        "next": date(2023, 3, 28),
        "year": 2023,
        "moment": datetime(2023, 3, 27, 9),
        "nine": time(9),
        "midnight": time(0),
        "members": 12038,
        "zero": 0,
        "tonnes": Decimal("1234.5"),
        "mobile": "0812345678",
        "nothing": None,
    }
    assert render(expression, **values) == thai
    with translation.override("en"):
        assert render(expression, **values) == english


def test_baht_shows_satang_only_where_there_are_some():
    with translation.override("en"):
        assert render("sum|baht", sum=Decimal("1200.00")) == "1,200 baht"
        assert render("sum|baht", sum=Decimal("1200.50")) == "1,200.50 baht"
