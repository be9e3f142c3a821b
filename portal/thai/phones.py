"""Decides which Thai telephone number a typed text means and how it is shown."""

import re

from django.utils.translation import gettext_lazy as _

from portal.thai.digits import to_arabic

BETWEEN = re.compile(r"[\s\u00a0\-\u2010-\u2015().]+")
MOBILE = re.compile(r"0[689]\d{8}")
LANDLINE = re.compile(r"0[23457]\d{7}")


class PhoneNotUnderstood(ValueError):
    """The text is no Thai telephone number of 9 (landline) or 10 (mobile) digits."""

    def __init__(self):
        super().__init__(
            _(
                "Please write one Thai telephone number: 10 digits for a mobile phone "
                "(081 234 5678), 9 for a landline (053 612 345)."
            )
        )


class PhoneIsForeign(PhoneNotUnderstood):
    """The text is a number of another country."""

    def __init__(self):
        ValueError.__init__(
            self,
            _(
                "This is a number of another country. Please give a Thai telephone number "
                "that begins with 0 or +66."
            ),
        )


def parse_phone(text: str) -> str:
    """The number as ``0XXXXXXXXX``, whatever the digits, dashes, spaces or +66 in it.

    Raises ``PhoneIsForeign`` for the number of another country and
    ``PhoneNotUnderstood`` for what is no Thai number.
    """
    number = BETWEEN.sub("", to_arabic(text))
    international = number.startswith(("+", "00"))
    number = number.removeprefix("+").removeprefix("00")
    if international and number.isdigit() and not number.startswith("66"):
        raise PhoneIsForeign
    if number.startswith("66"):
        number = "0" + number[2:].removeprefix("0")
    if not (MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)):
        raise PhoneNotUnderstood
    return number


def show_phone(number: str) -> str:
    """``081-234-5678``, ``053-612-345`` or ``02-123-4567``; anything else unchanged."""
    if MOBILE.fullmatch(number):
        return f"{number[:3]}-{number[3:6]}-{number[6:]}"
    if number.startswith("02") and LANDLINE.fullmatch(number):
        return f"{number[:2]}-{number[2:5]}-{number[5:]}"
    if LANDLINE.fullmatch(number):
        return f"{number[:3]}-{number[3:6]}-{number[6:]}"
    return number
