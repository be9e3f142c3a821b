"""Whole columns of pairs against the score of one pair."""

import random
from dataclasses import replace

import pytest

from exchange.pairing.candidates import BLOCK, LADDER, find_candidates
from exchange.pairing.scoring import PairScore, Reason, score_pair
from exchange.pairing.weights import DEFAULT_WEIGHTS
from tests.exchange.pairing.facts import ANYWHERE, some_funds, some_pairs


@pytest.mark.parametrize("seed", range(10))
def test_columns_agree_with_the_score_of_one_pair_to_the_thousandth(seed):
    chance = random.Random(1000 + seed)
    mentors, mentees = some_funds(chance, 40, 2 * BLOCK)
    mentees = [each for each in mentees if each.needs]
    assert len(mentees) > BLOCK
    weights = chance.choice([ANYWHERE, DEFAULT_WEIGHTS, replace(DEFAULT_WEIGHTS, max_km=35)])
    declined = some_pairs(chance, mentors, mentees, 0.2)
    found = find_candidates(
        mentors,
        mentees,
        weights=weights,
        room=[each.mentor_capacity for each in mentors],
        declined=declined,
    )
    points = {
        (mentors[helper].fund_id, mentees[learner].fund_id): worth
        for helper, learner, worth in zip(
            found.mentor.tolist(), found.mentee.tolist(), found.points.tolist(), strict=True
        )
    }
    assert len(points) == len(found.points)
    for place, learner in enumerate(mentees):
        obstacles = {Reason.TOP_NEED}
        for helper in mentors:
            pair = (helper.fund_id, learner.fund_id)
            score = score_pair(helper, learner, weights, declined=pair in declined)
            if isinstance(score, PairScore):
                assert points.pop(pair) == score.total
                obstacles.add(Reason.NO_CAPACITY)
            elif score.reason != Reason.SAME_FUND:
                obstacles.add(score.reason)
        assert found.obstacle(place) == max(obstacles, key=LADDER.index)
    assert not points


def test_every_hard_rule_between_two_funds_has_a_rung():
    assert set(Reason) - set(LADDER) == {Reason.SAME_FUND, Reason.NO_NEEDS}
