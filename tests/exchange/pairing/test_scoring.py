"""The score of a pair: terms worked out by hand, the written formula, the hard rules."""

import math
import random
from dataclasses import replace

import pytest

from exchange.pairing.scoring import (
    FundFacts,
    NoPair,
    PairScore,
    Reason,
    need_shares,
    score_pair,
)
from exchange.pairing.weights import DEFAULT_WEIGHTS, Weights
from tests.exchange.pairing.facts import ACCOUNTS, ANYWHERE, MEMBERS, MENTEE, MENTOR, RULES


def refused(mentor, mentee, weights=DEFAULT_WEIGHTS, **kwargs):
    result = score_pair(mentor, mentee, weights, **kwargs)
    assert isinstance(result, NoPair)
    return result.reason


def test_every_term_of_a_pair_worked_out_by_hand():
    score = score_pair(MENTOR, MENTEE)
    assert score.subjects == 29_080  # 40 × (.545 + .182)
    assert score.distance == 30_000  # the same place
    assert score.likeness == 12_000  # 20 × (.4 × 0 for ten times the members + .4 + .2)
    assert score.level_gap == 10_000  # 80 − 45 = 35, the last gap with full points
    assert score.total == 81_080
    assert score.covered == (ACCOUNTS, RULES)
    assert score.shared_tags == ("shan",)


@pytest.mark.parametrize(
    ("count", "shares"),
    [(0, ()), (1, (1000,)), (2, (667, 333)), (3, (545, 273, 182)), (4, (480, 240, 160, 120))],
)
def test_needs_weigh_less_by_rank(count, shares):
    assert need_shares(count) == shares


def test_need_weights_always_make_a_whole_and_never_rise():
    for count in range(1, 41):
        shares = need_shares(count)
        assert sum(shares) == 1000
        assert list(shares) == sorted(shares, reverse=True)


def test_the_rank_of_an_offer_does_not_matter():
    assert score_pair(MENTOR, MENTEE) == score_pair(
        replace(MENTOR, offers=MENTOR.offers[::-1]), MENTEE
    )


@pytest.mark.parametrize(
    ("mountain", "km", "points"),
    # One degree of latitude is 111.195 km; 30 × 2^(−144.553/40) and 30 × 2^(−189.031/40).
    [
        ((False, False), 144.553, 2_450),
        ((True, False), 189.031, 1_134),
        ((False, True), 189.031, 1_134),
    ],
)
def test_distance_counts_the_road_and_mountains(mountain, km, points):
    mentor = replace(MENTOR, mountain=mountain[0])
    score = score_pair(mentor, replace(MENTEE, latitude=20.0, mountain=mountain[1]), ANYWHERE)
    assert score.km == pytest.approx(km, abs=0.001)
    assert score.distance == points
    assert score.mountain is any(mountain)


def test_distance_halves_every_forty_kilometres():
    degree = 111.19492664455873
    for km, points in [(40, 15_000), (80, 7_500), (120, 3_750)]:
        mentee = replace(MENTEE, latitude=19.0 + km / 1.3 / degree)
        assert score_pair(MENTOR, mentee, ANYWHERE).distance == points


@pytest.mark.parametrize(
    ("members", "points"),
    # log10(1000/500) = .30103: 20 × .4 × .69897; ten times apart and further is 0.
    [(1000, 8_000), (500, 5_592), (2000, 5_592), (100, 0), (3, 0), (0, 0), (None, 0)],
)
def test_likeness_in_members_runs_over_a_log_scale(members, points):
    mentee = replace(MENTEE, subdistrict_code="580201", tags=frozenset(), members=members)
    assert score_pair(MENTOR, mentee).likeness == points


def test_likeness_in_language_or_area_and_in_district():
    stranger = replace(MENTEE, subdistrict_code="580201", tags=frozenset({"karen"}))
    assert score_pair(MENTOR, stranger).likeness == 0
    assert score_pair(MENTOR, replace(stranger, tags=frozenset({"shan"}))).likeness == 8_000
    assert score_pair(MENTOR, replace(stranger, subdistrict_code="580199")).likeness == 4_000


@pytest.mark.parametrize(
    ("mentee_level", "points"),
    [
        (85, 0),
        (80, 0),
        (79, 10_000),
        (45, 10_000),
        (44, 9_714),
        (28, 5_143),
        (11, 286),
        (10, 0),
        (0, 0),
    ],
)
def test_level_gap_is_full_to_35_and_gone_at_70(mentee_level, points):
    assert score_pair(MENTOR, replace(MENTEE, level_score=mentee_level)).level_gap == points


def test_a_mentor_that_is_not_stronger_is_allowed_but_gets_no_points_for_it():
    score = score_pair(replace(MENTOR, level_score=30), MENTEE)
    assert isinstance(score, PairScore)
    assert score.level_gap == 0


def test_what_is_not_known_costs_its_term_and_nothing_else():
    forming = replace(
        MENTEE, latitude=None, longitude=None, members=None, level_score=None, level="forming"
    )
    score = score_pair(MENTOR, forming, ANYWHERE)
    assert (score.subjects, score.distance, score.likeness, score.level_gap) == (
        29_080,
        0,
        12_000,
        0,
    )
    assert score.km is None


def oracle(mentor, mentee, weights):
    """The formula of the score as it is written down, with floats and by another way round."""
    ranked = {subject: 1 / rank for rank, subject in enumerate(mentee.needs, 1)}
    share = sum(w for s, w in ranked.items() if s in mentor.offers) / sum(ranked.values())
    lat, lat2 = math.radians(mentor.latitude), math.radians(mentee.latitude)
    east = math.radians(mentor.longitude - mentee.longitude)
    half = (
        math.sin((lat - lat2) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(east / 2) ** 2
    )
    km = 2 * 6371 * math.asin(math.sqrt(half))
    km *= 1.7 if mentor.mountain or mentee.mountain else 1.3
    alike = max(0, 1 - abs(math.log10(mentor.members / mentee.members)))
    near = 0.4 * alike + 0.4 * bool(mentor.tags & mentee.tags)
    near += 0.2 * (mentor.subdistrict_code[:4] == mentee.subdistrict_code[:4])
    gap = mentor.level_score - mentee.level_score
    gap_part = 0 if gap <= 0 else min(1, max(0, (70 - gap) / 35))
    return 40 * share, 30 * 2 ** (-km / 40), 20 * near, 10 * gap_part


def test_the_integers_follow_the_formula_to_the_thousandth():
    chance = random.Random(2566)

    def fund(number):
        return FundFacts(
            fund_id=number,
            subdistrict_code=f"58{chance.randint(1, 3):02}{chance.randint(1, 9):02}",
            latitude=chance.uniform(18, 20),
            longitude=chance.uniform(97.5, 99),
            mountain=chance.random() < 0.3,
            members=chance.randint(20, 5000),
            tags=frozenset(chance.sample(["shan", "karen", "thai"], 1)),
            level_score=chance.randint(0, 100),
            offers=(*chance.sample(range(2, 9), 4), 1),
            needs=(1, *chance.sample(range(2, 9), chance.randint(0, 4))),
            mentor_capacity=1,
        )

    for _round in range(300):
        mentor, mentee = fund(1), fund(2)
        score = score_pair(mentor, mentee, ANYWHERE)
        terms = (score.subjects, score.distance, score.likeness, score.level_gap)
        # Need weights are whole per mille: each of up to five may be off by half of one.
        for got, wanted, leeway in zip(
            terms, oracle(mentor, mentee, ANYWHERE), (80, 1, 1, 1), strict=True
        ):
            assert abs(got - 1000 * wanted) <= leeway
        assert score.total == sum(terms)


def test_the_same_fund_is_no_pair():
    assert refused(MENTOR, replace(MENTOR, needs=(RULES,))) == Reason.SAME_FUND


def test_a_fund_without_needs_gets_no_pair():
    assert refused(MENTOR, replace(MENTEE, needs=())) == Reason.NO_NEEDS


def test_the_top_need_must_be_covered_whatever_else_is():
    assert refused(MENTOR, replace(MENTEE, needs=(MEMBERS, ACCOUNTS, RULES))) == Reason.TOP_NEED


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_the_area_asked_for_binds_both_sides(side):
    choosy = {"wanted_provinces": frozenset({"50", "57"})}
    mentor = replace(MENTOR, **choosy) if side == "mentor" else MENTOR
    mentee = replace(MENTEE, **choosy) if side == "mentee" else MENTEE
    assert refused(mentor, mentee) == Reason.AREA
    content = {"wanted_provinces": frozenset({"58"})}
    assert isinstance(score_pair(replace(MENTOR, **content), replace(MENTEE, **content)), PairScore)


@pytest.mark.parametrize("holder", ["mentor", "mentee", "run"])
def test_the_shortest_travel_limit_holds(holder):
    mentor, mentee, weights = MENTOR, replace(MENTEE, latitude=19.5), ANYWHERE  # 72.3 km
    limits = {"mentor": 80, "mentee": 80, "run": 80} | {holder: 72}

    def limited():
        return (
            replace(mentor, travel_limit_km=limits["mentor"]),
            replace(mentee, travel_limit_km=limits["mentee"]),
            replace(weights, max_km=limits["run"]),
        )

    assert refused(*limited()) == Reason.TOO_FAR
    limits[holder] = 73
    assert isinstance(score_pair(*limited()), PairScore)


def test_a_travel_limit_cannot_be_kept_without_a_position():
    lost = replace(MENTEE, latitude=None, longitude=None)
    assert refused(MENTOR, lost) == Reason.NO_POSITION
    assert refused(MENTOR, replace(lost, travel_limit_km=50), ANYWHERE) == Reason.NO_POSITION
    assert isinstance(score_pair(MENTOR, lost, ANYWHERE), PairScore)


def test_a_declined_pair_and_a_mentor_without_places_are_no_pair():
    assert refused(MENTOR, MENTEE, declined=True) == Reason.DECLINED
    assert refused(replace(MENTOR, mentor_capacity=0), MENTEE) == Reason.NO_CAPACITY


def test_weights_change_the_terms_they_name():
    doubled = Weights(subjects=80, distance=60, likeness=40, level_gap=20)
    assert score_pair(MENTOR, MENTEE, doubled).total == 2 * score_pair(MENTOR, MENTEE).total


@pytest.mark.parametrize(
    "wrong",
    [
        {"subdistrict_code": "5801"},
        {"subdistrict_code": "58010a"},
        {"needs": (1, 2, 1)},
        {"mentor_capacity": -1},
        {"waited_rounds": -1},
    ],
)
def test_facts_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"code|need|count"):
        replace(MENTEE, **wrong)
