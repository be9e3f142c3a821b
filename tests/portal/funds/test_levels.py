"""Keeping answers and levels: one assessment a day, complete ones only, level always current."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.funds.levels import (
    AssessmentError,
    assess,
    change_stage,
    explain_level,
    refresh_level,
    refresh_levels,
)
from portal.funds.models import Assessment, FoundingStep, Fund, FundFoundingStep, Rubric
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2023, 3, 27)


@pytest.fixture
def rubric():
    return Rubric.objects.current()


def scores(rubric, score=2):
    return {statement.pk: score for statement in rubric.statements.all()}


def assessed(fund, rubric, score=2, day=DAY):
    return assess(
        fund=fund,
        rubric=rubric,
        scores=scores(rubric, score),
        assessed_on=day,
        assessed_by=factories.user(),
    )


def test_first_edition_has_five_areas_of_four_statements_in_both_languages(rubric):
    fields = [statement.field for statement in rubric.statements.all()]
    assert len(fields) == 20
    assert {fields.count(field) for field in set(fields)} == {4}
    assert len(set(fields)) == 5
    assert all(each.text_th and each.text_en for each in rubric.statements.all())


def test_assessing_gives_the_level(rubric):
    fund = factories.fund()
    assessment = assessed(fund, rubric, 3)
    assert assessment.scores.count() == 20
    stored = Fund.objects.get(pk=fund.pk)
    assert (stored.level, stored.level_score) == ("strong", 100)
    assert (fund.level, fund.level_score) == ("strong", 100)


def test_sending_twice_makes_one_assessment(rubric):
    fund = factories.fund()
    assessed(fund, rubric, 3)
    assessed(fund, rubric, 1)
    assert Assessment.objects.get().scores.count() == 20
    assert Fund.objects.get(pk=fund.pk).level == "needs_support"


def test_the_newest_assessment_decides_not_the_last_typed(rubric):
    fund = factories.fund()
    assessed(fund, rubric, 3, DAY)
    assessed(fund, rubric, 0, DAY - timedelta(days=365))
    assert explain_level(fund).level == "strong"


def test_an_incomplete_newer_one_does_not_take_the_level_away(rubric):
    fund = factories.fund()
    assessed(fund, rubric, 3, DAY)
    Assessment.objects.create(fund=fund, rubric=rubric, assessed_on=DAY + timedelta(days=1))
    assert refresh_level(fund).level == "strong"
    Assessment.objects.filter(assessed_on=DAY).delete()
    level = refresh_level(fund)
    assert level.level == "not_assessed"
    assert len(level.unanswered) == 20


@pytest.mark.parametrize("change", ["missing", "unknown", "too high", "tomorrow"])
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(rubric, change):
    fund = factories.fund()
    given, day = scores(rubric), DAY
    if change == "missing":
        given.popitem()
    elif change == "unknown":
        given[0] = 1
    elif change == "too high":
        given[next(iter(given))] = 4
    else:
        day = timezone.localdate() + timedelta(days=1)
    with pytest.raises(AssessmentError):
        assess(fund=fund, rubric=rubric, scores=given, assessed_on=day, assessed_by=None)
    assert not Assessment.objects.exists()
    assert fund.level == "not_assessed"


def test_from_forming_to_active_keeps_the_founding_history(rubric):
    fund = factories.fund(stage=Fund.Stage.FORMING)
    assessed(fund, rubric, 2)
    assert fund.level == "forming"
    step = FoundingStep.objects.first()
    FundFoundingStep.objects.create(fund=fund, step=step, done_on=DAY)
    change_stage(fund=fund, stage=Fund.Stage.ACTIVE)
    stored = Fund.objects.get(pk=fund.pk)
    assert (stored.stage, stored.level, stored.level_score) == ("active", "developing", 66)
    assert stored.founding_steps.get().done_on == DAY
    change_stage(fund=fund, stage=Fund.Stage.DORMANT)
    assert Fund.objects.get(pk=fund.pk).level == "dormant"
    assert FoundingStep.objects.count() == 11


def test_many_levels_at_once_after_thresholds_change(rubric, django_assert_max_num_queries):
    funds = [factories.fund() for _ in range(3)]
    for fund in funds:
        assessed(fund, rubric, 2)
    untouched = factories.fund()
    rubric.strong_from = 60
    rubric.save()
    with django_assert_max_num_queries(12):
        assert refresh_levels(Fund.objects.all()) == 3
    assert set(Fund.objects.exclude(pk=untouched.pk).values_list("level", flat=True)) == {"strong"}
    assert refresh_levels(Fund.objects.all()) == 0


def test_explaining_costs_a_fixed_number_of_queries(rubric, django_assert_num_queries):
    fund = factories.fund()
    for year in range(3):
        assessed(fund, rubric, 2, DAY + timedelta(days=365 * year))
    with django_assert_num_queries(3):
        level = explain_level(fund)
    assert level.carrying == ()
    assert level.fields[0].label
