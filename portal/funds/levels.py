"""Decides which answers make a fund's level today, and keeps level and answers.

How answers become a level is `portal.funds.level_rule`; what is stored on the fund
(`Fund.level`, `Fund.level_score`) is written here and nowhere else.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.funds.level_rule import FULL_SCORE, Answer, Level, decide_level
from portal.funds.models import Assessment, AssessmentScore, Fund, Rubric


class AssessmentError(Exception):
    """A self-assessment that cannot be kept; the message says why to the person."""


def level_from(*, stage: str, assessment: Assessment | None) -> Level:
    """Decide with the answers of a stored assessment; uses prefetched rows where there are any."""
    if assessment is None:
        return decide_level(stage=stage, answers=None)
    rubric = assessment.rubric
    scores = {score.statement_id: score.score for score in assessment.scores.all()}
    return decide_level(
        stage=stage,
        answers=[
            Answer(statement.pk, statement.field, scores.get(statement.pk), statement.text)
            for statement in rubric.statements.all()
        ],
        strong_from=rubric.strong_from,
        developing_from=rubric.developing_from,
    )


def explain_level(fund: Fund) -> Level:
    """The level of a fund with its reasons: its newest complete assessment decides.

    At most four queries. Without a complete assessment `unanswered` tells what the newest
    one lacks.
    """
    return _newest_level(fund.stage, _assessments().filter(fund=fund))


def _assessments():
    return Assessment.objects.select_related("rubric").prefetch_related(
        "scores", "rubric__statements"
    )


def _newest_level(stage: str, assessments: Iterable[Assessment]) -> Level:
    """The level by the first complete one of assessments that stand newest first."""
    levels = [level_from(stage=stage, assessment=each) for each in assessments]
    complete = (level for level in levels if level.percent is not None)
    return next(complete, levels[0] if levels else decide_level(stage=stage, answers=None))


@transaction.atomic
def refresh_level(fund: Fund) -> Level:
    """Store what `explain_level` decides on the fund; to be called when stage or answers change."""
    level = explain_level(fund)
    _store(fund, level)
    return level


@transaction.atomic
def refresh_levels(funds) -> int:
    """The same for many funds (a queryset) at once; returns how many got another level."""
    by_fund: dict[int, list[Assessment]] = {}
    for assessment in _assessments().filter(fund__in=funds):
        by_fund.setdefault(assessment.fund_id, []).append(assessment)
    changed = 0
    for fund in funds.only("stage", "level", "level_score"):
        changed += _store(fund, _newest_level(fund.stage, by_fund.get(fund.pk, ())))
    return changed


def _store(fund: Fund, level: Level) -> bool:
    """Write level and score to the fund where they differ; whether they did."""
    if (fund.level, fund.level_score) == (level.level, level.percent):
        return False
    # Straight to the columns: the fund's text for search has not changed.
    Fund.objects.filter(pk=fund.pk).update(level=level.level, level_score=level.percent)
    fund.level, fund.level_score = level.level, level.percent
    return True


@transaction.atomic
def change_stage(*, fund: Fund, stage: str) -> Level:
    """Put a fund into another stage. Its founding checklist and assessments stay as they are."""
    if stage not in Fund.Stage.values:
        raise ValueError(stage)
    fund.stage = stage
    Fund.objects.filter(pk=fund.pk).update(stage=stage)
    return refresh_level(fund)


@transaction.atomic
def assess(
    *,
    fund: Fund,
    rubric: Rubric,
    scores: Mapping[int, int],
    assessed_on: date,
    assessed_by=None,
    demo: bool = False,
) -> Assessment:
    """Keep a fund's answers (statement id to score 0–3) and give it the level they make.

    Answers of the same fund and day replace each other, so sending a form twice makes one
    assessment. Raises `AssessmentError` while a statement is unanswered, for a score or
    statement that does not exist, and for a day that has not come.
    """
    statements = {statement.pk for statement in rubric.statements.all()}
    missing = statements - scores.keys()
    if missing or not statements:
        raise AssessmentError(
            ngettext(
                "One statement still waits for its answer.",
                "%(count)d statements still wait for their answer.",
                len(missing),
            )
            % {"count": len(missing)}
        )
    if scores.keys() - statements or not all(0 <= each <= FULL_SCORE for each in scores.values()):
        raise AssessmentError(_("Please answer with the choices of this form."))
    if assessed_on > timezone.localdate():
        raise AssessmentError(_("A self-assessment cannot be of a day that has not come yet."))
    assessment, _created = Assessment.objects.update_or_create(
        fund=fund,
        assessed_on=assessed_on,
        defaults={"rubric": rubric, "assessed_by": assessed_by, "demo": demo},
    )
    assessment.scores.all().delete()
    AssessmentScore.objects.bulk_create(
        AssessmentScore(assessment=assessment, statement_id=statement, score=score)
        for statement, score in scores.items()
    )
    refresh_level(fund)
    return assessment
