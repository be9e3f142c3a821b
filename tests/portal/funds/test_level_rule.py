"""The level rule: where levels begin, what explains them, what missing answers do."""

import pytest
from django.utils import translation

from portal.funds.level_rule import Answer, decide_level, percent_of, points_for
from portal.funds.models import Fund

FIELDS = ("members", "money", "governance", "welfare", "network")
ACTIVE = Fund.Stage.ACTIVE


def answers(*scores):
    """Twenty answers, four to an area; missing ones at the end are 0."""
    scores = [*scores, *[0] * (20 - len(scores))]
    return [Answer(number, FIELDS[number // 4], score) for number, score in enumerate(scores)]


def total(points):
    """Twenty answers that add up to `points`."""
    return answers(*[3] * (points // 3), *([points % 3] if points % 3 else []))


@pytest.mark.parametrize(
    ("points", "level"),
    [
        (60, "strong"),
        (42, "strong"),  # 70 % exactly
        (41, "developing"),  # 68.3 %
        (24, "developing"),  # 40 % exactly
        (23, "needs_support"),
        (0, "needs_support"),
    ],
)
def test_levels_begin_at_their_percentage(points, level):
    assert decide_level(stage=ACTIVE, answers=total(points)).level == level


def test_percentages_are_rounded_down():
    assert percent_of(599, 857) == 69  # 69.9 %
    assert percent_of(0, 0) == 0
    assert points_for(70, 60) == 42
    assert points_for(70, 57) == 40  # 39.9 points are not enough


def test_thresholds_are_the_networks_own():
    assert decide_level(stage=ACTIVE, answers=total(41), strong_from=60).level == "strong"
    level = decide_level(stage=ACTIVE, answers=total(23), developing_from=10)
    assert level.level == "developing"


def test_a_level_says_what_made_it():
    level = decide_level(stage=ACTIVE, answers=answers(3, 3, 3, 3, 0, 1, 2, 1))
    assert (level.points, level.possible, level.percent) == (16, 60, 26)
    assert [(field.field, field.points) for field in level.fields] == [
        ("members", 12),
        ("money", 4),
        ("governance", 0),
        ("welfare", 0),
        ("network", 0),
    ]
    assert [answer.statement_id for answer in level.carrying] == [0, 1, 2, 3]
    assert level.holding_back[0].score == 0
    assert [answer.score for answer in level.holding_back][-2:] == [1, 1]
    assert (level.next_level, level.next_from, level.points_missing) == ("developing", 40, 8)


def test_the_points_named_as_missing_are_exactly_enough():
    for points in range(42):
        level = decide_level(stage=ACTIVE, answers=total(points))
        reached = decide_level(stage=ACTIVE, answers=total(points + level.points_missing))
        short = decide_level(stage=ACTIVE, answers=total(points + level.points_missing - 1))
        assert reached.level == level.next_level
        assert short.level == level.level


def test_strong_has_nothing_missing():
    level = decide_level(stage=ACTIVE, answers=total(50))
    assert (level.next_level, level.points_missing) == (None, 0)


def test_missing_answers_decide_nothing_and_are_not_zero():
    some = answers(*[3] * 20)
    some[7] = Answer(7, "money", None)
    level = decide_level(stage=ACTIVE, answers=some)
    assert level.level == "not_assessed"
    assert level.percent is None
    assert [answer.statement_id for answer in level.unanswered] == [7]


def test_never_assessed():
    for none in (None, []):
        level = decide_level(stage=ACTIVE, answers=none)
        assert (level.level, level.percent) == ("not_assessed", None)
        with translation.override("en"):
            assert level.reasons == ["The fund has not assessed itself yet."]


@pytest.mark.parametrize("stage", ["forming", "dormant"])
def test_stage_goes_before_score_but_the_score_is_still_told(stage):
    level = decide_level(stage=stage, answers=total(60))
    assert (level.level, level.percent, level.next_level) == (stage, 100, None)
    assert decide_level(stage=stage, answers=None).level == stage


def test_reasons_in_sentences():
    level = decide_level(stage=ACTIVE, answers=answers(3, 3, 3, 3, 3, 3, 3, 3, 3, 3))
    with translation.override("en"):
        assert level.reasons == [
            "Self-assessment: 30 of 60 points, 50 %.",
            "Best in members and coverage (100 %), weakest in welfare given (0 %).",
            "12 more points make it “strong” (from 70 %).",
        ]
        even = decide_level(stage=ACTIVE, answers=answers(*[2] * 20))
        assert even.reasons == [
            "Self-assessment: 40 of 60 points, 66 %.",
            "2 more points make it “strong” (from 70 %).",
        ]
        assert decide_level(stage="forming", answers=None).reasons == [
            "The fund is being founded; its level comes once it is active."
        ]
