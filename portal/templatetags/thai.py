"""The filters every template has: dates of the reader's era, figures with thousands commas.

Thin by intent: what is shown is decided in ``portal.thai``. Nothing to show gives an
empty text, except in ``number`` and ``baht``, where a missing figure is said with a dash.
"""

from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils.translation import gettext

from portal.thai import dates, phones

register = template.Library()

MISSING = "–"


@register.filter
def short_date(value: date | None) -> str:
    """``27 มี.ค. 2566`` / ``27 Mar 2023``."""
    return dates.short_date(value) if value else ""


@register.filter
def long_date(value: date | None) -> str:
    """``27 มีนาคม 2566`` / ``27 March 2023``."""
    return dates.long_date(value) if value else ""


@register.filter
def weekday_date(value: date | None) -> str:
    """``วันจันทร์ที่ 27 มีนาคม 2566`` / ``Monday 27 March 2023``."""
    return dates.weekday_date(value) if value else ""


@register.filter
def date_span(start: date | None, end: date | None = None) -> str:
    """``27–28 มี.ค. 2566`` / ``27–28 Mar 2023``."""
    return dates.date_span(start, end) if start else ""


@register.filter
def be_year(year: int | None) -> str:
    """A year CE as the reader counts: ``2566`` / ``2023``, never with a comma."""
    return str(dates.be_year(year)) if year else ""


@register.filter
def short_datetime(value: datetime | None) -> str:
    """``27 มี.ค. 2566 09.00 น.`` / ``27 Mar 2023, 09:00``."""
    return dates.short_datetime(value) if value else ""


@register.filter
def clock(value: time | None) -> str:
    """``09.00`` / ``09:00``."""
    return "" if value is None or value == "" else dates.clock(value)


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """``12,038``; decimals stay as they are; a dash where the figure is missing."""
    return MISSING if value is None or value == "" else f"{value:,}"


@register.filter
def baht(value: int | Decimal | None) -> str:
    """``1,200 บาท``; satang only where there are some."""
    if value is None or value == "":
        return MISSING
    amount = f"{value:,.2f}".removesuffix(".00")
    return gettext("%(amount)s baht") % {"amount": amount}


@register.filter
def phone(value: str | None) -> str:
    """``081-234-5678``."""
    return phones.show_phone(value) if value else ""
