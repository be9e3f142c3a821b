"""Decides what a fund's yearly figures hint at, beside its level and never instead of it.

Pure: plain values in, plain values out. What cannot be worked out is None, never zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.funds.models import FundYear


@dataclass(frozen=True)
class YearFigures:
    """One year of a fund as the hints need it; `year` is CE, money in baht, None is unknown."""

    year: int
    members: int | None = None
    population: int | None = None
    villages_covered: int | None = None
    villages: int | None = None
    money_in: Decimal | None = None
    money_from_local: Decimal | None = None
    paid_out: Decimal | None = None
    reserve: Decimal | None = None


@dataclass(frozen=True)
class Hint:
    """A figure with the year it is of (CE); `since` is the year it is compared with, if any."""

    value: float
    year: int
    since: int | None = None


@dataclass(frozen=True)
class Hints:
    """What is known: percent of inhabitants and of villages covered, growth of members in
    percent, months of welfare the reserve would pay, percent of money paid by local government.
    """

    coverage: Hint | None = None
    villages: Hint | None = None
    growth: Hint | None = None
    reserve_months: Hint | None = None
    local_share: Hint | None = None


def figures_of(row: FundYear) -> YearFigures:
    """A stored year as plain values; reads `row.welfare` (prefetch it in lists)."""
    paid = [welfare.baht for welfare in row.welfare.all() if welfare.baht is not None]
    return YearFigures(
        year=row.year,
        members=row.members,
        population=row.population,
        villages_covered=row.villages_covered,
        villages=row.villages,
        money_in=row.money_in,
        money_from_local=row.money_from_local,
        paid_out=sum(paid) if paid else None,
        reserve=row.reserve,
    )


def hints(years: Iterable[YearFigures]) -> Hints:
    """Each hint from the newest year that knows what it takes."""
    newest_first = sorted(years, key=lambda year: year.year, reverse=True)
    return Hints(
        coverage=_share(newest_first, "members", "population"),
        villages=_share(newest_first, "villages_covered", "villages"),
        growth=_growth(newest_first),
        reserve_months=_share(newest_first, "reserve", "paid_out", whole=12),
        local_share=_share(newest_first, "money_from_local", "money_in"),
    )


def _share(years: list[YearFigures], part: str, of: str, *, whole: int = 100) -> Hint | None:
    """`part` as a share of `of` (which must be more than nothing), `whole` being all of it."""
    for year in years:
        have, total = getattr(year, part), getattr(year, of)
        if have is not None and total:
            return Hint(round(float(have) * whole / float(total), 1), year.year)
    return None


def _growth(years: list[YearFigures]) -> Hint | None:
    """Percent more members than in the year before it that is known."""
    known = [year for year in years if year.members is not None]
    if len(known) < 2 or not known[1].members:
        return None
    newer, older = known[:2]
    change = (newer.members - older.members) * 100 / older.members
    return Hint(round(change, 1), newer.year, since=older.year)
