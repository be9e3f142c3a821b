"""Hints from yearly figures: what they say, and that missing stays missing."""

from decimal import Decimal

import pytest

from portal.funds.hints import Hint, Hints, YearFigures, figures_of, hints
from portal.funds.models import FundYear, WelfarePaid
from tests import factories


def test_nothing_known_nothing_said():
    assert hints([]) == Hints()
    assert hints([YearFigures(2023), YearFigures(2024)]) == Hints()


def test_each_hint_from_the_newest_year_that_knows():
    found = hints(
        [
            YearFigures(2021, members=100, population=1000, villages=10, villages_covered=9),
            YearFigures(
                2022,
                members=150,
                population=1000,
                money_in=Decimal(200_000),
                money_from_local=Decimal(50_000),
                reserve=Decimal(90_000),
                paid_out=Decimal(120_000),
            ),
            YearFigures(2023, members=180),
        ]
    )
    assert found.coverage == Hint(15.0, 2022)
    assert found.villages == Hint(90.0, 2021)
    assert found.growth == Hint(20.0, 2023, since=2022)
    assert found.reserve_months == Hint(9.0, 2022)
    assert found.local_share == Hint(25.0, 2022)


def test_zero_is_a_figure_but_no_divisor():
    found = hints([YearFigures(2023, members=0, population=0, reserve=Decimal(0), paid_out=None)])
    assert found == Hints()
    known = hints([YearFigures(2023, money_in=Decimal(10), money_from_local=Decimal(0))])
    assert known.local_share == Hint(0.0, 2023)


def test_growth_skips_unknown_years_and_says_since_when():
    found = hints(
        [YearFigures(2020, members=100), YearFigures(2022), YearFigures(2023, members=90)]
    )
    assert found.growth == Hint(-10.0, 2023, since=2020)


@pytest.mark.django_db
def test_figures_of_a_stored_year():
    year = factories.fund_year(
        year=2023, members_working_age=80, members_elderly=20, money_from_members=Decimal(500)
    )
    WelfarePaid.objects.create(year=year, kind="birth", people=2, baht=Decimal(1000))
    WelfarePaid.objects.create(year=year, kind="death", people=1)
    figures = figures_of(FundYear.objects.get(pk=year.pk))
    assert figures.members == 100
    assert figures.money_in == Decimal(500)
    assert figures.money_from_local is None
    assert figures.paid_out == Decimal(1000)
