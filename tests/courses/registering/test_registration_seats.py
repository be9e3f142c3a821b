"""Who may have a seat: pure, without a database."""

from itertools import product
from random import Random

import pytest

from courses.seats.rule import Claim, Holder, Kind, Limit, Obstacle, Seating

MUEANG, PANG_MAPHA, PAI = "5801", "5807", "5803"
REGIONS = {"58": 1, "50": 1, "30": 2}


def fund(number):
    return Holder("fund", number)


def area(code):
    return Holder("area", code)


def claim(key, fund_id=None, place="", unit=None):
    return Claim(key, fund_id, place, unit)


def seated(*claims):
    """People who have the first seats."""
    return [(number, one) for number, one in enumerate(claims, 1)]


def test_the_lowest_free_number_is_given():
    taken = [(1, claim(1)), (2, claim(2, 7)), (4, claim(3, 7))]
    seating = Seating(capacity=5, taken=taken)
    assert seating.allot([claim(10), claim(11, 8), claim(12, 9)]) == {10: 3, 11: 5}


@pytest.mark.parametrize(
    ("capacity", "share", "taken", "fund_id", "kind"),
    [
        (2, None, [], 1, None),
        (2, None, [1, 1], 1, Kind.FULL),
        (2, None, [1, 1], None, Kind.FULL),
        (1, None, [1, 2], 3, Kind.FULL),  # made smaller than what is taken
        (9, 2, [1, 1], 1, Kind.FUND_SHARE),
        (9, 2, [1, 1], 2, None),
        (9, 2, [1, 2], 1, None),
        (9, 1, [None, None], None, None),  # no fund, no share
        (2, 1, [1, 2], 1, Kind.FULL),  # both: the wider reason is said
    ],
)
def test_what_keeps_somebody_from_a_seat(capacity, share, taken, fund_id, kind):
    people = seated(*(claim(number, one) for number, one in enumerate(taken)))
    seating = Seating(capacity=capacity, fund_share=share, taken=people)
    found = seating.obstacle(claim(99, fund_id))
    assert (found and found.kind) is kind


def test_a_fund_at_its_share_lets_the_next_ones_pass():
    seating = Seating(capacity=4, fund_share=2, taken=seated(claim(1, 1), claim(2, 1)))
    queue = [claim(10, 1), claim(11, 2), claim(12, 1), claim(13, 2), claim(14)]
    assert seating.allot(queue) == {11: 3, 13: 4}


def test_allotting_again_gives_nothing():
    queue = [claim(number, number % 3) for number in range(20)]
    seating = Seating(capacity=12, fund_share=3)
    given = seating.allot(queue)
    assert len(given) == 9
    assert seating.allot([one for one in queue if one.key not in given]) == {}
    assert seating.faults() == []


class TestQuotas:
    @pytest.mark.parametrize(
        "holder", [area(MUEANG), area("58"), Holder("region", 1), fund(1)], ids=str
    )
    def test_a_place_at_its_most_waits_and_others_pass(self, holder):
        limits = [Limit(holder, at_most=1, area="580104")]
        seating = Seating(
            capacity=9, limits=limits, regions=REGIONS, taken=seated(claim(1, 1, "580104"))
        )
        assert seating.obstacle(claim(2, 1, "580104")) == Obstacle(Kind.QUOTA, holder)
        assert seating.allot([claim(2, 1, "580104"), claim(3, 9, "300101")]) == {3: 2}

    def test_the_widest_quota_is_the_reason_that_is_said(self):
        limits = [Limit(area(MUEANG), at_most=1), Limit(area("58"), at_most=1)]
        seating = Seating(capacity=9, limits=limits, taken=seated(claim(1, 1, "580104")))
        assert seating.obstacle(claim(2, 2, "580101")).holder == area("58")

    def test_a_quota_of_none_lets_nobody_in(self):
        seating = Seating(capacity=9, limits=[Limit(area("30"), at_most=0)])
        assert seating.obstacle(claim(1, 1, "300101")).kind is Kind.QUOTA

    def test_who_comes_from_no_fund_counts_for_no_place(self):
        seating = Seating(capacity=9, limits=[Limit(area("58"), at_most=0)])
        assert seating.obstacle(claim(1)) is None

    def test_seats_are_kept_for_a_place_and_used_up_by_it(self):
        seating = Seating(capacity=3, limits=[Limit(area(PANG_MAPHA), kept=2)])
        queue = [claim(1, 1, "580104"), claim(2, 1, "580104"), claim(3, 2, "580701")]
        assert seating.allot(queue) == {1: 1, 3: 2}
        assert seating.obstacle(queue[1]) == Obstacle(Kind.KEPT)
        assert seating.still_kept == 1

    def test_seats_kept_for_a_district_and_its_fund_are_not_kept_twice(self):
        limits = [
            Limit(area(PANG_MAPHA), kept=3),
            Limit(fund(7), kept=2, area="580701"),
            Limit(Holder("region", 1), kept=4),
        ]
        seating = Seating(capacity=9, limits=limits, regions=REGIONS)
        assert seating.still_kept == 4
        seating.take(claim(1, 7, "580701"))
        assert seating.still_kept == 3
        seating.take(claim(2, 8, "500101"))  # of the region, from another province
        assert seating.still_kept == 2
        seating.take(claim(3, 8, "500101"))  # two for the fund or its district are left
        assert seating.still_kept == 2

    def test_where_more_is_kept_than_there_is_its_people_still_sit(self):
        seating = Seating(
            capacity=2, limits=[Limit(area(PAI), kept=5)], taken=seated(claim(1, 1, "580104"))
        )
        assert seating.obstacle(claim(2, 1, "580104")).kind is Kind.KEPT
        assert seating.obstacle(claim(3, 2, "580301")) is None

    def test_faults_are_named(self):
        limits = [Limit(area("58"), at_most=1)]
        taken = seated(claim(1, 5, "580104"), claim(2, 5, "580104"), claim(3))
        seating = Seating(capacity=2, fund_share=1, limits=limits, taken=taken)
        assert seating.faults() == [
            ("seats", None, 3, 2),
            ("fund share", fund(5), 2, 1),
            ("quota", area("58"), 2, 1),
        ]


class TestTogether:
    def test_all_or_none(self):
        queue = [claim(1, 1, unit=8), claim(2, 1, unit=8), claim(3, 1, unit=8), claim(4, 2)]
        assert Seating(capacity=4).allot(queue) == {1: 1, 2: 2, 3: 3, 4: 4}
        assert Seating(capacity=2).allot(queue) == {4: 1}

    def test_who_got_up_again_leaves_nothing_behind(self):
        limits = [Limit(area("58"), at_most=2)]
        seating = Seating(capacity=5, limits=limits)
        group = [claim(number, 1, "580104", unit=8) for number in (1, 2, 3)]
        assert seating.take_together(group) is None
        assert (seating.numbers, seating.free) == (set(), 5)
        assert seating.allot([claim(4, 1, "580104"), claim(5, 1, "580104")]) == {4: 1, 5: 2}

    def test_a_group_may_use_the_seats_kept_for_it(self):
        seating = Seating(capacity=3, limits=[Limit(fund(1), kept=3, area="580104")])
        assert seating.obstacle(claim(9, 2, "580104")).kind is Kind.KEPT
        group = [claim(number, 1, "580104", unit=8) for number in (1, 2, 3)]
        assert len(seating.allot(group)) == 3


FUNDS = {1: "580104", 2: "580104", 3: "580701", 4: "500101", 5: "300101", 6: "300201"}
HOLDERS = [
    *(fund(number) for number in FUNDS),
    *(area(code) for code in ("5801", "5807", "58", "50", "3001", "30")),
    *(Holder("region", number) for number in (1, 2)),
]


def belongs(holder, number):
    kind, key = holder
    if kind == "fund":
        return key == number
    return FUNDS[number].startswith(key) if kind == "area" else REGIONS[FUNDS[number][:2]] == key


def fewest_that_satisfy(limits, people, most):
    """By trying everything: how many further people it takes until every kept number is reached."""
    for extra in range(most + 1):
        for counts in product(range(extra + 1), repeat=len(FUNDS)):
            if sum(counts) != extra:
                continue
            whole = [
                *people,
                *(one for one, n in zip(FUNDS, counts, strict=True) for _ in range(n)),
            ]
            if all(sum(belongs(one.holder, who) for who in whole) >= one.kept for one in limits):
                return extra
    return None


@pytest.mark.parametrize("seed", range(40))
def test_what_has_to_stay_free_is_exactly_what_is_needed(seed):
    draw = Random(seed)
    holders = draw.sample(HOLDERS, 4)
    limits = [
        Limit(one, kept=draw.randint(1, 2), area=FUNDS[one.key] if one.kind == "fund" else "")
        for one in holders
    ]
    people = [draw.choice(list(FUNDS)) for _ in range(draw.randint(0, 3))]
    taken = seated(*(claim(place, one, FUNDS[one]) for place, one in enumerate(people)))
    seating = Seating(capacity=20, limits=limits, regions=REGIONS, taken=taken)
    assert seating.still_kept == fewest_that_satisfy(limits, people, 8)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_ever_given_beyond_a_limit_and_nothing_kept_is_lost(seed):
    draw = Random(seed)
    limits = [
        Limit(
            one,
            at_most=draw.choice([None, None, 1, 3]),
            kept=draw.choice([0, 1]),
            area=FUNDS[one.key] if one.kind == "fund" else "",
        )
        for one in draw.sample(HOLDERS, 5)
    ]
    seating = Seating(
        capacity=draw.randint(5, 14),
        fund_share=draw.choice([None, 2]),
        limits=limits,
        regions=REGIONS,
    )
    queue = []
    for key in range(40):
        one = draw.choice(list(FUNDS))
        queue.append(claim(key, one, FUNDS[one], unit=draw.choice([None, None, None, one])))
    kept_at_first = seating.still_kept
    given = seating.allot(queue)
    assert seating.faults() == []
    assert seating.allot([one for one in queue if one.key not in given]) == {}
    if kept_at_first <= seating.capacity:
        assert seating.still_kept <= seating.free
    units = {one.unit for one in queue if one.unit is not None}
    for unit in units:
        members = [one.key in given for one in queue if one.unit == unit]
        assert all(members) or not any(members)
