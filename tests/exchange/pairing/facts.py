"""Facts of made-up funds for the tests of pairing, one by one and by chance."""

import itertools

from exchange.pairing.scoring import FundFacts
from exchange.pairing.weights import Weights

ACCOUNTS, MEMBERS, RULES = 1, 2, 3
ANYWHERE = Weights(max_km=None)

MENTOR = FundFacts(
    fund_id=1,
    subdistrict_code="580101",
    latitude=19.0,
    longitude=98.0,
    members=1000,
    tags=frozenset({"shan"}),
    level_score=80,
    level="strong",
    offers=(RULES, ACCOUNTS),
    mentor_capacity=2,
)
MENTEE = FundFacts(
    fund_id=2,
    subdistrict_code="580102",
    latitude=19.0,
    longitude=98.0,
    members=100,
    tags=frozenset({"shan", "karen"}),
    level_score=45,
    level="developing",
    needs=(ACCOUNTS, MEMBERS, RULES),
)


def mentor(fund_id, **facts):
    given = {"offers": (1,), "mentor_capacity": 1, "level_score": 80, "level": "strong"}
    return fund(fund_id, **given | facts)


def mentee(fund_id, **facts):
    return fund(fund_id, **{"needs": (1,), "level_score": 30, "level": "needs_support"} | facts)


def fund(fund_id, **facts):
    place = {"subdistrict_code": "580101", "latitude": 19.3, "longitude": 97.97}
    return FundFacts(fund_id=fund_id, **place | facts)


def north(km):
    """A latitude so many kilometres by road north of where funds stand by default."""
    return 19.3 + km / 1.3 / 111.19492664455873


def some_funds(chance, mentors, mentees):
    """Funds with every kind of fact, known and unknown; a few are on both sides."""

    def some(number, role):
        known = chance.random() < 0.9
        return FundFacts(
            fund_id=number,
            subdistrict_code=f"{chance.choice(['58', '58', '50'])}{chance.randint(1, 2):02}01",
            latitude=chance.uniform(18.6, 19.4) if known else None,
            longitude=chance.uniform(97.6, 98.4) if known else None,
            mountain=chance.random() < 0.3,
            members=chance.choice([None, 0, 12, 90, 480, 2600]),
            tags=frozenset(chance.sample(["shan", "karen", "hill"], chance.randint(0, 2))),
            level_score=chance.choice([None, *range(10, 100, 15)]),
            offers=tuple(chance.sample(range(1, 5), chance.randint(2, 4))),
            needs=tuple(chance.sample(range(1, 5), chance.choice([0, 1, 1, 2, 2, 3, 3]))),
            mentor_capacity=chance.choice([0, 1, 1, 2, 2, 3]) if role == "mentor" else 0,
            travel_limit_km=chance.choice([None, None, None, None, None, 70]),
            wanted_provinces=frozenset(chance.choice([[]] * 7 + [["58"], ["50", "57"]])),
            waited_rounds=chance.choice([0, 0, 1, 4]),
        )

    helpers = [some(number, "mentor") for number in range(1, mentors + 1)]
    first = mentors if chance.random() < 0.3 else mentors + 1
    return helpers, [some(number, "mentee") for number in range(first, first + mentees)]


def some_pairs(chance, mentors, mentees, share):
    return {
        (helper.fund_id, learner.fund_id)
        for helper, learner in itertools.product(mentors, mentees)
        if chance.random() < share and helper.fund_id != learner.fund_id
    }
