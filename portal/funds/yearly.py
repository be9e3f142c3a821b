"""Decides how a year's figures of a fund are kept, and which years can be written."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.funds.models import Fund, FundYear, WelfarePaid

#: The first community welfare funds began in B.E. 2547; some paid welfare under other names before.
FIRST_YEAR = 1990

#: Figures of a year that a form may write.
FIGURES = (
    *FundYear.MEMBER_GROUPS,
    "members_reported",
    "villages_covered",
    "villages",
    "population",
    *FundYear.MONEY_SOURCES,
    "money_in_reported",
    "other_help",
    "administration",
    "reserve",
    "state_contribution",
    "families_followed",
    "waste_sorted_kg",
    "co2e_tonnes",
    "complete",
)


class YearError(Exception):
    """Figures that cannot be kept; the message says why."""


def may_be_written(year: int) -> bool:
    """Whether figures of a year (CE) can be: it has begun and is not of long ago."""
    return FIRST_YEAR <= year <= timezone.localdate().year


@transaction.atomic
def save_year(
    *,
    fund: Fund,
    year: int,
    figures: Mapping,
    welfare: Mapping[str, tuple[int | None, Decimal | None]],
    entered_by,
    source: str = FundYear.Source.FUND,
) -> FundYear:
    """Keep the figures of a fund for a year (CE), in place of what was there for it.

    `figures` maps names of `FIGURES` to values, None being unknown; `welfare` maps kinds of
    welfare to people and baht, and a kind of which neither is known is not kept. Nothing is
    refused for not adding up (see `FundYear.mismatches`). Whoever saves has entered the
    figures, and nobody has checked them since. Raises `YearError` for a year to come.
    """
    if not may_be_written(year):
        raise YearError(_("Figures can be written for a year that has begun."))
    unknown = figures.keys() - set(FIGURES)
    if unknown:
        raise ValueError(f"no such figures: {sorted(unknown)}")
    row, _created = FundYear.objects.update_or_create(
        fund=fund,
        year=year,
        defaults={**figures, "source": source, "entered_by": entered_by, "checked_by": None},
    )
    row.welfare.all().delete()
    WelfarePaid.objects.bulk_create(
        WelfarePaid(year=row, kind=kind, people=people, baht=baht)
        for kind, (people, baht) in welfare.items()
        if people is not None or baht is not None
    )
    return row
