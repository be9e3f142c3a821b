"""The plan: exact against trying everything, fair to hard rules, and blind to row order."""

import itertools
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from exchange.pairing.matching import match
from exchange.pairing.scoring import PairScore, Reason, score_pair
from exchange.pairing.weights import DEFAULT_WEIGHTS
from tests.exchange.pairing.facts import (
    ANYWHERE,
    mentee,
    mentor,
    north,
    some_funds,
    some_pairs,
)


def pairs_of(plan):
    return {(pair.mentor_id, pair.mentee_id) for pair in plan.pairs}


def reasons_of(plan):
    return {left.mentee_id: left.reason for left in plan.unmatched}


def best_by_trying_everything(mentors, mentees, weights, kept, declined, last_plan):
    """The greatest worth of all plans, and every plan that reaches it."""
    held = Counter(helper for helper, _ in kept)
    settled = {learner for _, learner in kept}
    asking = [each for each in mentees if each.needs and each.fund_id not in settled]
    choices = []
    for learner in asking:
        cost = weights.unmatched + weights.waited * learner.waited_rounds
        options = [(None, -1000 * cost)]
        for helper in mentors:
            pair = (helper.fund_id, learner.fund_id)
            score = score_pair(helper, learner, weights, declined=pair in declined)
            if isinstance(score, PairScore):
                bonus = 1000 * weights.keep if pair in last_plan else 0
                options.append((helper.fund_id, score.total + bonus))
        choices.append(options)
    room = {helper.fund_id: helper.mentor_capacity for helper in mentors}
    best, plans = None, []
    for plan in itertools.product(*choices):
        load = Counter(helper for helper, _ in plan if helper)
        if any(held[helper] + count > room[helper] for helper, count in load.items()):
            continue
        crowding = sum(
            sum(range(held[helper], held[helper] + count)) for helper, count in load.items()
        )
        worth = sum(points for _, points in plan) - 1000 * weights.crowding * crowding
        pairs = {
            (helper, learner.fund_id)
            for (helper, _), learner in zip(plan, asking, strict=True)
            if helper
        }
        if best is None or worth > best:
            best, plans = worth, []
        if worth == best:
            plans.append(pairs)
    return best, plans


@pytest.mark.parametrize("seed", range(150))
def test_the_plan_is_the_best_of_all_plans(seed):
    chance = random.Random(seed)
    mentors, mentees = some_funds(chance, chance.randint(0, 4), chance.randint(0, 6))
    weights = chance.choice(
        [
            ANYWHERE,
            DEFAULT_WEIGHTS,
            replace(ANYWHERE, crowding=25, keep=30),
            replace(ANYWHERE, unmatched=10, waited=15, crowding=60),
            replace(ANYWHERE, subjects=0, distance=0, likeness=0, keep=0),
        ]
    )
    kept = some_pairs(chance, mentors, mentees, 0.05)
    declined = some_pairs(chance, mentors, mentees, 0.1)
    last_plan = some_pairs(chance, mentors, mentees, 0.3)
    plan = match(
        mentors, mentees, weights=weights, kept=kept, declined=declined, last_plan=last_plan
    )
    best, plans = best_by_trying_everything(mentors, mentees, weights, kept, declined, last_plan)
    assert plan.objective == best
    assert pairs_of(plan) - kept in plans
    assert kept <= pairs_of(plan)
    with_mentor, without = {pair.mentee_id for pair in plan.pairs}, set(reasons_of(plan))
    assert with_mentor | without == {each.fund_id for each in mentees}
    assert not with_mentor & without


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_the_rows_never_matters(seed):
    chance = random.Random(seed)
    mentors, mentees = some_funds(chance, 6, 14)
    if seed % 2:  # nothing tells the funds apart: every choice is a tie
        mentors = [mentor(number, mentor_capacity=2) for number in range(1, 7)]
        waited = chance.choice([0, 10**11])  # so dear that no bit is left for the hash
        mentees = [mentee(number, waited_rounds=waited) for number in range(11, 31)]
    pairs = {
        "kept": list(some_pairs(chance, mentors, mentees, 0.03)),
        "declined": list(some_pairs(chance, mentors, mentees, 0.1)),
        "last_plan": list(some_pairs(chance, mentors, mentees, 0.2)),
    }
    plan = match(mentors, mentees, **pairs)
    for _again in range(3):
        for rows in (mentors, mentees, *pairs.values()):
            chance.shuffle(rows)
        assert plan == match(mentors, mentees, **pairs)


def greedy(mentors, mentees):
    """Always the best pair that is left: what the plan must beat."""
    scores = [
        (score_pair(helper, learner), helper.fund_id, learner.fund_id)
        for helper, learner in itertools.product(mentors, mentees)
    ]
    ranked = sorted(
        (row for row in scores if isinstance(row[0], PairScore)), key=lambda row: -row[0].total
    )
    taken, pairs = set(), {}
    for score, helper, learner in ranked:
        if not {helper, learner} & taken:
            taken |= {helper, learner}
            pairs[helper, learner] = score.total
    return pairs


def test_greedy_takes_the_only_mentor_of_a_fund_that_cannot_travel():
    mentors = [mentor(1, members=100), mentor(2, latitude=north(60))]
    mentees = [mentee(11, travel_limit_km=10), mentee(12, members=100)]
    assert set(greedy(mentors, mentees)) == {(1, 12)}
    plan = match(mentors, mentees)
    assert pairs_of(plan) == {(1, 11), (2, 12)}
    assert not plan.unmatched


def test_greedy_loses_points_where_the_second_best_pairs_are_better_together():
    shan, both = frozenset({"shan"}), frozenset({"shan", "karen"})
    mentors = [mentor(1, tags=both), mentor(2, tags=shan, latitude=north(1))]
    mentees = [mentee(11, tags=frozenset({"karen"})), mentee(12, tags=shan)]
    mentees[0] = replace(mentees[0], latitude=north(1))
    quick = greedy(mentors, mentees)
    assert set(quick) == {(1, 12), (2, 11)}
    plan = match(mentors, mentees)
    assert pairs_of(plan) == {(1, 11), (2, 12)}
    assert plan.objective > sum(quick.values())


def test_crowding_spreads_mentees_over_equal_mentors():
    mentors = [mentor(1, mentor_capacity=4), mentor(2, mentor_capacity=4)]
    plan = match(mentors, [mentee(number) for number in range(11, 15)])
    assert sorted(Counter(pair.mentor_id for pair in plan.pairs).values()) == [2, 2]
    each = score_pair(mentors[0], mentee(11)).total
    assert plan.objective == 4 * each - 2 * 2000


def test_crowding_gives_way_to_a_pair_that_is_worth_more():
    near, away = mentor(1, mentor_capacity=2), mentor(2, latitude=north(20))
    plan = match([near, away], [mentee(11), mentee(12)])
    assert pairs_of(plan) == {(1, 11), (1, 12)}


def test_strong_funds_help_forming_and_weak_ones():
    strong = [mentor(1, mentor_capacity=2)]
    forming = mentee(11, level="forming", level_score=None, members=None)
    plan = match(strong, [forming, mentee(12)])
    assert pairs_of(plan) == {(1, 11), (1, 12)}
    assert all(isinstance(pair.score, PairScore) for pair in plan.pairs)


def test_who_waited_longer_comes_first():
    fresh, patient = mentee(11), mentee(12, waited_rounds=1, latitude=north(20))
    only = [mentor(1)]
    assert score_pair(only[0], fresh).total > score_pair(only[0], patient).total
    assert pairs_of(match(only, [fresh, patient])) == {(1, 12)}
    assert pairs_of(match(only, [fresh, replace(patient, waited_rounds=0)])) == {(1, 11)}


def test_a_pair_of_the_last_plan_stays_unless_something_better_turns_up():
    mentors = [mentor(1), mentor(2)]
    mentees = [mentee(11), mentee(12)]
    for stood in ({(1, 11), (2, 12)}, {(1, 12), (2, 11)}):
        plan = match(mentors, mentees, last_plan=stood)
        assert pairs_of(plan) == stood
    moved = [mentee(11, latitude=north(10)), mentee(12)]
    one = match([mentor(1)], moved, last_plan={(1, 11)})
    assert pairs_of(one) == {(1, 12)}


def test_an_accepted_pair_stays_and_takes_its_place():
    mentors = [mentor(1, mentor_capacity=1), mentor(2, latitude=north(50))]
    far_friend = mentee(11, latitude=north(50))
    plan = match(mentors, [far_friend, mentee(12)], kept=[(1, 11)])
    assert pairs_of(plan) == {(1, 11), (2, 12)}
    assert [pair.kept for pair in plan.pairs] == [True, False]
    assert (plan.kept, plan.proposed) == (1, 1)


def test_an_accepted_pair_stays_when_today_s_rules_forbid_it():
    plan = match([mentor(1, offers=(2,))], [mentee(11)], kept=[(1, 11), (7, 12)])
    (pair,) = plan.pairs
    assert (pair.mentor_id, pair.mentee_id, pair.score, pair.kept) == (1, 11, None, True)


def test_an_accepted_pair_takes_its_place_though_the_mentee_is_not_in_this_run():
    plan = match([mentor(1)], [mentee(11)], kept=[(1, 99)])
    assert not plan.pairs
    assert reasons_of(plan) == {11: Reason.NO_CAPACITY}


def test_more_accepted_pairs_than_places_leave_no_place():
    plan = match([mentor(1)], [mentee(11)], kept=[(1, 98), (1, 99)])
    assert reasons_of(plan) == {11: Reason.NO_CAPACITY}


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        (Reason.NO_NEEDS, {"needs": ()}),
        (Reason.TOP_NEED, {"needs": (9, 1)}),
        (Reason.AREA, {"wanted_provinces": frozenset({"50"})}),
        (Reason.NO_POSITION, {"latitude": None, "longitude": None}),
        (Reason.TOO_FAR, {"latitude": north(101)}),
        (Reason.DECLINED, {"fund_id": 66}),
        (Reason.NO_CAPACITY, {"needs": (2,)}),
    ],
)
def test_a_mentee_without_a_mentor_learns_why(reason, facts):
    mentors = [mentor(1), mentor(2, offers=(2,), mentor_capacity=0)]
    left_out = replace(mentee(11), **facts)
    plan = match(mentors, [left_out], declined=[(1, 66)])
    assert reasons_of(plan) == {left_out.fund_id: reason}
    assert plan.reasons == {reason: 1}
    assert plan.unmatched[0].top_need == (left_out.needs or (None,))[0]


def test_the_reason_is_the_one_nearest_to_help():
    far, full = mentor(1, latitude=north(150)), mentor(2, mentor_capacity=0)
    assert reasons_of(match([far], [mentee(11)])) == {11: Reason.TOO_FAR}
    assert reasons_of(match([far, full], [mentee(11)])) == {11: Reason.NO_CAPACITY}


def test_when_places_run_out_the_rest_learn_that_all_are_taken():
    plan = match([mentor(1, mentor_capacity=2)], [mentee(number) for number in range(11, 16)])
    assert len(plan.pairs) == 2
    assert plan.reasons == {Reason.NO_CAPACITY: 3}
    assert plan.candidates == 5


def test_a_plan_exists_for_nobody_and_for_nothing():
    for mentors, mentees in ([], []), ([mentor(1)], []), ([], [mentee(11)]):
        plan = match(mentors, mentees)
        assert not plan.pairs
        assert len(plan.unmatched) == len(mentees)
    assert reasons_of(match([], [mentee(11)])) == {11: Reason.TOP_NEED}
    assert plan.objective == -400_000


def test_a_fund_on_both_sides_is_never_its_own_mentor():
    both = mentee(1, offers=(1,), mentor_capacity=1)
    assert reasons_of(match([both], [both])) == {1: Reason.TOP_NEED}
    assert pairs_of(match([both, mentor(2)], [both])) == {(2, 1)}


def test_a_fund_twice_in_a_list_is_refused():
    with pytest.raises(ValueError, match="fund 1 stands in the list twice"):
        match([mentor(1), mentor(1)], [mentee(11)])


def test_ties_do_not_favour_the_oldest_fund():
    chosen = {
        next(iter(match([mentor(1), mentor(2)], [mentee(number)]).pairs)).mentor_id
        for number in range(11, 31)
    }
    assert chosen == {1, 2}


def test_pages_that_show_a_plan_do_not_load_the_solver():
    rooms = "exchange.pairing.matching, exchange.pairing.explaining"
    seen = f"import {rooms}, sys; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
