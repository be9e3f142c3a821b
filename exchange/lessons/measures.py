"""Decides which yearly figures of a fund a lesson may tell, and what is recorded of them.

Pure: reads rows of years, asks for none. Missing stays missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from portal.funds.models import FundYear


@dataclass(frozen=True)
class Measure:
    """One kind of yearly figure: its name, its unit, and how a row of a year tells it."""

    slug: str
    label: str
    unit: str
    reader: Callable[[FundYear], int | Decimal | None] | None = None

    def read(self, row: FundYear) -> int | Decimal | None:
        """What a year's row tells; as a rule the figure of the same name."""
        return self.reader(row) if self.reader else getattr(row, self.slug)


def _welfare(name: str) -> Callable[[FundYear], int | Decimal | None]:
    """The sum over all kinds of welfare a year knows of; None where it knows of none."""

    def read(row: FundYear):
        known = [getattr(paid, name) for paid in row.welfare.all()]
        known = [value for value in known if value is not None]
        return sum(known) if known else None

    return read


PEOPLE, BAHT = _("people"), _("baht")

MEASURES = (
    Measure("members", _("members"), PEOPLE),
    Measure("members_children", _("members: children"), PEOPLE),
    Measure("members_working_age", _("members of working age"), PEOPLE),
    Measure("members_elderly", _("members: elderly"), PEOPLE),
    Measure("members_disadvantaged", _("members: disadvantaged"), PEOPLE),
    Measure("villages_covered", _("villages covered"), _("villages")),
    Measure("money_in", _("money in, in all"), BAHT),
    Measure("money_from_members", _("money from members"), BAHT),
    Measure("money_from_central", _("money from central government"), BAHT),
    Measure("money_from_local", _("money from local government"), BAHT),
    Measure("money_from_others", _("money from others"), BAHT),
    Measure("reserve", _("money in reserve"), BAHT),
    Measure("administration", _("spent on administration"), BAHT),
    Measure("welfare_people", _("people who received welfare"), PEOPLE, _welfare("people")),
    Measure("welfare_baht", _("paid for welfare"), BAHT, _welfare("baht")),
    Measure("families_followed", _("families followed with the MSO-Logbook"), _("families")),
    Measure("waste_sorted_kg", _("waste sorted"), _("kg")),
    Measure("co2e_tonnes", _("CO₂e registered"), _("tonnes")),
)

BY_SLUG = {measure.slug: measure for measure in MEASURES}


def recorded(measure: str, row: FundYear | None) -> Decimal | None:
    """What a year's row tells of a measure; None where it tells nothing."""
    known = BY_SLUG.get(measure)
    value = known.read(row) if known and row else None
    return None if value is None else Decimal(value)
