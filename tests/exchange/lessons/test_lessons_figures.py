"""Figures before and after come from the fund's years; what differs is a warning, nothing more."""

from decimal import Decimal

import pytest
from django.utils import translation

from exchange.lessons.figures import settle, shown_figures, years_of
from exchange.lessons.measures import MEASURES, recorded
from exchange.models import LessonFigure
from portal.funds.models import FundYear, WelfarePaid
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def fund():
    made = factories.fund()
    factories.fund_year(made, year=2022, members_working_age=240, source=FundYear.Source.DEMO)
    row = factories.fund_year(made, year=2023, members_reported=300, reserve=Decimal("1500.50"))
    for kind, people in (("birth", 3), ("death", None)):
        WelfarePaid.objects.create(year=row, kind=kind, people=people)
    return made


def members(**kwargs) -> LessonFigure:
    return LessonFigure(measure="members", year_before=2022, year_after=2023, **kwargs)


def test_every_measure_can_be_read_and_missing_stays_missing(fund):
    empty = FundYear.objects.create(fund=fund, year=2020)
    assert {measure.slug: recorded(measure.slug, empty) for measure in MEASURES} == dict.fromkeys(
        [measure.slug for measure in MEASURES]
    )
    assert recorded("members", None) is None
    assert recorded("nothing", empty) is None


def test_welfare_is_added_up_over_what_is_known(fund):
    row = years_of(fund, [2023])[2023]
    assert recorded("welfare_people", row) == 3
    assert recorded("welfare_baht", row) is None


def test_what_is_left_empty_is_filled_from_the_record(fund):
    figure = settle(members(), years_of(fund, [2022, 2023]))
    assert (figure.label, figure.unit) == ("Members", "people")
    assert (figure.before, figure.after) == (240, 300)


def test_what_the_record_does_not_know_stays_missing(fund):
    figure = LessonFigure(measure="reserve", year_before=2022, year_after=2023)
    settle(figure, years_of(fund, [2022, 2023]))
    assert (figure.before, figure.after) == (None, Decimal("1500.50"))
    (shown,) = shown_figures([figure], fund)
    assert (shown.before.number, shown.after.number) == (None, Decimal("1500.50"))


def test_what_was_typed_stays_and_a_difference_is_a_warning(fund):
    figure = settle(members(after=310, before=240), years_of(fund, [2022, 2023]))
    (shown,) = shown_figures([figure], fund)
    assert shown.after.number == 310
    assert shown.warnings == ["The fund's figures of 2023 say 300."]
    with translation.override("th"):
        (shown,) = shown_figures([figure], fund)
        assert "2566" in shown.warnings[0]
        assert shown.source == "จากข้อมูลรายปีของกองทุน ปี 2565"
    assert shown.demo


def test_another_year_is_read_anew_but_a_typed_figure_is_kept(fund):
    rows = years_of(fund, [2022, 2023])
    before = settle(members(), rows)
    moved = LessonFigure(measure="members", year_before=2023, year_after=2023)
    moved.before, moved.after = before.before, 999
    settle(moved, rows, before)
    assert (moved.before, moved.after) == (300, 999)


def test_a_figure_of_ones_own_is_left_alone(fund):
    figure = settle(LessonFigure(label="ขวด", before=1), {})
    assert (figure.label, figure.before, figure.after) == ("ขวด", 1, None)


def test_one_figure_and_three_cost_the_same_queries(fund, django_assert_num_queries):
    for number in (1, 3):
        with django_assert_num_queries(2):
            shown_figures([members() for _each in range(number)], fund)
    with django_assert_num_queries(0):
        shown_figures([LessonFigure(label="ขวด")], fund)
