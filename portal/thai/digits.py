"""Decides what a Thai digit is worth, and where free text gives away a national ID number."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# Digits with at most a space or dash or two between them; never across lines, commas,
# points or slashes, which part figures rather than belong to one number.
RUN_OF_DIGITS = re.compile(r"\d(?:[ \u00a0\u2007\u202f\-\u2010-\u2015]{0,3}\d){12,}")
GROUP = re.compile(r"\d+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")

ID_LENGTH = 13


def to_arabic(text: str) -> str:
    """``text`` with Thai digits written as 0–9; everything else stays."""
    return text.translate(TO_ARABIC)


def is_national_id(digits: str) -> bool:
    """Whether 13 Arabic digits form a Thai national ID number.

    The first digit is a kind of person (1–8) and the last one a checksum: the others
    weighed 13 down to 2, modulo 11, taken from 11, last digit.
    """
    if len(digits) != ID_LENGTH or not digits.isascii() or not digits.isdigit():
        return False
    if digits[0] in "09":
        return False
    total = sum(
        weight * int(digit) for weight, digit in zip(range(13, 1, -1), digits, strict=False)
    )
    return (11 - total % 11) % 10 == int(digits[-1])


def holds_national_id(text: str) -> bool:
    """Whether a valid national ID number stands anywhere in ``text``.

    Spaces, dashes and Thai digits do not hide it, nor do numbers beside it. Thirteen
    digits cut out of a longer unbroken number are not one, and neither are thirteen
    digits with a wrong checksum.
    """
    text = INVISIBLE.sub("", to_arabic(text))
    return any(_run_holds_id(run.group()) for run in RUN_OF_DIGITS.finditer(text))


def _run_holds_id(run: str) -> bool:
    groups = GROUP.findall(run)
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if len(digits) >= ID_LENGTH:
                break
        if is_national_id(digits):
            return True
    return False


def refuse_national_id(value: str | None) -> None:
    """Validator for free text: raises ``ValidationError`` where an ID number is given away."""
    if value and holds_national_id(str(value)):
        raise ValidationError(
            _(
                "This looks like a national ID number. To protect people the portal never "
                "keeps them: please take the number out and send again."
            ),
            code="national_id",
        )
