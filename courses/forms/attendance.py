"""What a trainer's page sends: marks of one half-day, and somebody who came to the door."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.attendance import Cell, MarksRefused
from courses.forms.registration import NamedPlaceForm
from courses.models import HalfDay

#: How a mark is written in a field; the first is "not marked".
CODES = {"": None, "1": True, "0": False}
CODE_OF = {mark: code for code, mark in CODES.items()}
#: Names of a row's fields: what the page showed, and what was chosen.
SHOWN, CHOSEN = "shown-", "mark-"


@dataclass(frozen=True, slots=True)
class SentMarks:
    """What the page showed and what is wanted now, by cell."""

    shown: dict[Cell, bool | None]
    wanted: dict[Cell, bool | None]


def read_marks(data: Mapping[str, str], half_day: HalfDay | None) -> SentMarks:
    """Read the rows of one half-day out of a sent form.

    With the button ``rest`` everybody shown without a mark is there. A row without a choice
    stays as it was shown. Raises `MarksRefused` for what no page of ours sends.
    """
    sent = SentMarks(shown={}, wanted={})
    for name, code in data.items():
        if not name.startswith(SHOWN):
            continue
        key = name.removeprefix(SHOWN)
        chosen = data.get(f"{CHOSEN}{key}", code)
        known = key.isascii() and key.isdigit() and {code, chosen} <= CODES.keys()
        if half_day is None or not known:
            raise MarksRefused(_("This page was not sent as it was shown. Please open it again."))
        cell = (int(key), half_day.pk)
        sent.shown[cell] = CODES[code]
        sent.wanted[cell] = CODES[chosen]
        if "rest" in data and sent.wanted[cell] is None and sent.shown[cell] is None:
            sent.wanted[cell] = True
    return sent


class WalkInForm(NamedPlaceForm):
    """Somebody at the door: name, phone if there is one, fund, post, needs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, for_another=True, phone_required=False, **kwargs)
