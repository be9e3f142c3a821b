"""Decides which of all mentors could help which mentees, and what each pair is worth.

Millions of combinations are too many to ask `score_pair` one by one, so the hard rules run
over blocks of whole columns, and the terms of `exchange.pairing.scoring` over the pairs that
remain. The answers agree to the thousandth: every sum is of whole numbers, and the two curves that
could differ in the last bit (arc sine, power of two) are taken by Python's own functions.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from exchange.pairing.scoring import (
    DECADE,
    EARTH_KM,
    FundFacts,
    Reason,
    chord_square,
    distance_points,
    gap_points,
    likeness_points,
    member_scale,
    need_shares,
    road_km,
    subject_points,
)
from exchange.pairing.weights import Weights

BLOCK = 256  # mentees looked at together: bounds the memory, whatever their number
UNKNOWN = -1

# What stopped the mentors that came nearest to helping somebody. The order is that of
# `score_pair`: the later a reason stands, the nearer help was.
LADDER = (
    Reason.TOP_NEED,
    Reason.AREA,
    Reason.NO_POSITION,
    Reason.TOO_FAR,
    Reason.DECLINED,
    Reason.NO_CAPACITY,
)
AREA, NO_POSITION, TOO_FAR, DECLINED, NO_CAPACITY = range(1, len(LADDER))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Possible pairs as three columns: places in the two lists, thousandths of a point.

    `rungs` says for every mentee how far up `LADDER` its best mentors came.
    """

    mentor: np.ndarray
    mentee: np.ndarray
    points: np.ndarray
    rungs: np.ndarray

    def obstacle(self, mentee: int) -> Reason:
        """The main reason why this mentee goes without a mentor."""
        return LADDER[self.rungs[mentee]]


def find_candidates(
    mentors: Sequence[FundFacts],
    mentees: Sequence[FundFacts],
    *,
    weights: Weights,
    room: Sequence[int],
    declined: Collection[tuple[int, int]] = (),
) -> Candidates:
    """All pairs that no hard rule forbids, mentee by mentee.

    Every mentee must have stated a need. `room` is how many more mentees each mentor can
    take; `declined` holds (mentor id, mentee id).
    """
    search = _Search(mentors, mentees, weights=weights, room=room, declined=declined)
    found = [search.block(start) for start in range(0, len(mentees), BLOCK)]
    columns = zip(*found, strict=True) if found else ((), (), ())
    none = np.empty(0, dtype=np.int64)
    mentor, mentee, points = (np.concatenate([none, *column]) for column in columns)
    return Candidates(mentor, mentee, points, search.rungs)


def pair_keys(
    pairs: Iterable[tuple[int, int]], mentors: Sequence[FundFacts], mentees: Sequence[FundFacts]
) -> np.ndarray:
    """(mentor id, mentee id) as numbers: place of the mentee * mentors + place of the mentor.

    Pairs with a fund that is not in the lists are left out.
    """
    mentor_place = {fund.fund_id: place for place, fund in enumerate(mentors)}
    mentee_place = {fund.fund_id: place for place, fund in enumerate(mentees)}
    keys = (
        mentee_place[mentee] * len(mentors) + mentor_place[mentor]
        for mentor, mentee in pairs
        if mentor in mentor_place and mentee in mentee_place
    )
    return np.fromiter(keys, dtype=np.int64)


class _Search:
    """The facts of one run as columns, and the walk through them block by block."""

    def __init__(self, mentors, mentees, *, weights, room, declined):
        everybody = [*mentors, *mentees]
        subjects = _numbering(s for fund in everybody for s in (*fund.offers, *fund.needs))
        tags = _numbering(tag for fund in everybody for tag in fund.tags)
        provinces = _numbering(
            code for fund in everybody for code in (fund.province, *fund.wanted_provinces)
        )
        self.weights = weights
        self.mentors = _Columns(mentors, subjects, tags, provinces)
        self.mentees = _Columns(mentees, subjects, tags, provinces)
        if weights.max_km is not None:
            np.minimum(self.mentees.limit, weights.max_km, out=self.mentees.limit)
        self.has_room = np.array(room, dtype=np.int64) > 0
        self.declined = pair_keys(declined, mentors, mentees)
        self.rungs = np.zeros(len(mentees), dtype=np.int8)

    def block(self, start: int):
        """Mentor, mentee and points of every possible pair of the mentees from `start` on."""
        rows = slice(start, start + BLOCK)
        mentee, mentor = np.nonzero(self._willing(rows))
        mentee += start
        km = self._road(mentor, mentee)
        limit = np.minimum(self.mentors.limit[mentor], self.mentees.limit[mentee])
        in_reach = (km <= limit) | np.isinf(limit)  # an unknown way (nan) is never <=
        mentor, mentee, km = mentor[in_reach], mentee[in_reach], km[in_reach]
        self.rungs[mentee] = DECLINED

        open_still = ~np.isin(mentee * len(self.has_room) + mentor, self.declined)
        mentor, mentee, km = mentor[open_still], mentee[open_still], km[open_still]
        self.rungs[mentee] = NO_CAPACITY

        free = self.has_room[mentor]
        mentor, mentee, km = mentor[free], mentee[free], km[free]
        return mentor, mentee, self._points(mentor, mentee, km)

    def _willing(self, rows: slice) -> np.ndarray:
        """Table of mentees × mentors: the top need is offered, the area suits both, and the
        way as the crow flies does not alone exceed the limit."""
        mentors, mentees, rungs = self.mentors, self.mentees, self.rungs[rows]
        willing = mentors.offers.T[mentees.needs[rows, 0]]
        willing &= mentees.ids[rows, None] != mentors.ids
        rungs[willing.any(axis=1)] = AREA

        willing &= mentors.welcome.T[mentees.province[rows]]
        willing &= mentees.welcome[rows][:, mentors.province]
        rungs[willing.any(axis=1)] = NO_POSITION

        mapped = mentees.mapped[rows, None] & mentors.mapped
        rungs[(willing & mapped).any(axis=1)] = TOO_FAR

        shortest = EARTH_KM * min(self.weights.road_factor, self.weights.mountain_factor)
        widest = np.cos(np.minimum(mentees.limit[rows, None] / shortest, math.pi))
        # 0 where a position is missing. Not `@`: on a busy machine its threads wait for each
        # other and take three times as long as this.
        cosine = np.einsum("ai,aj->ij", mentees.where[:, rows], mentors.where)
        willing &= cosine >= widest - 1e-9
        return willing

    def _road(self, mentor: np.ndarray, mentee: np.ndarray) -> np.ndarray:
        """Kilometres by road; nan where a position is missing."""
        mapped = self.mentors.mapped[mentor] & self.mentees.mapped[mentee]
        mountain = self.mentors.mountain[mentor] | self.mentees.mountain[mentee]
        factor = np.where(mountain, self.weights.mountain_factor, self.weights.road_factor)
        square = chord_square(self.mentors.where[:, mentor], self.mentees.where[:, mentee])
        km = np.full(len(mentor), math.nan)
        km[mapped] = road_km(square[mapped], factor[mapped], root=np.sqrt, arc=_each(math.asin))
        return km

    def _points(self, mentor: np.ndarray, mentee: np.ndarray, km: np.ndarray) -> np.ndarray:
        mentors, mentees, weights = self.mentors, self.mentees, self.weights
        share = np.zeros(len(mentor), dtype=np.int64)
        for subject, worth in zip(mentees.needs.T, mentees.shares.T, strict=True):
            share += worth[mentee] * mentors.offers[mentor, subject[mentee]]
        shares_tag = (mentors.tags[mentor] & mentees.tags[mentee]).any(axis=1)
        same_district = mentors.district[mentor] == mentees.district[mentee]
        apart = _difference(mentors.members[mentor], mentees.members[mentee], unknown=DECADE)
        gap = _difference(mentors.level[mentor], mentees.level[mentee], unknown=0)
        points = subject_points(share, weights)
        points += likeness_points(abs(apart), shares_tag, same_district, weights)
        points += gap_points(gap, weights)
        known = ~np.isnan(km)
        worth = distance_points(km[known], weights, power=_each(math.exp2))
        points[known] += worth.astype(np.int64)
        return points


class _Columns:
    """Facts of many funds side by side, one row or one place per fund."""

    def __init__(self, funds: Sequence[FundFacts], subjects, tags, provinces):
        self.ids = np.array([fund.fund_id for fund in funds], dtype=np.int64)
        positions = [fund.position for fund in funds]
        self.mapped = np.array([position is not None for position in positions], dtype=bool)
        self.where = np.array([p or (0, 0, 0) for p in positions], dtype=float).reshape(-1, 3).T
        self.mountain = np.array([fund.mountain for fund in funds], dtype=bool)
        limits = [fund.travel_limit_km for fund in funds]
        self.limit = np.array([math.inf if km is None else km for km in limits], dtype=float)
        self.members = _known_or_not(member_scale(fund.members) for fund in funds)
        self.level = _known_or_not(fund.level_score for fund in funds)
        self.district = np.array([int(fund.district) for fund in funds], dtype=np.int64)
        self.province = np.array([provinces[fund.province] for fund in funds], dtype=np.int64)
        # One column per rank; the ranks that a fund leaves empty weigh nothing.
        ranks = max((len(fund.needs) for fund in funds), default=0)
        self.needs = np.zeros((len(funds), max(ranks, 1)), dtype=np.int64)
        self.shares = np.zeros_like(self.needs)
        self.offers = np.zeros((len(funds), len(subjects)), dtype=bool)
        self.welcome = np.zeros((len(funds), len(provinces)), dtype=bool)
        tagged = np.zeros((len(funds), len(tags)), dtype=bool)
        for row, fund in enumerate(funds):
            self.needs[row, : len(fund.needs)] = [subjects[subject] for subject in fund.needs]
            self.shares[row, : len(fund.needs)] = need_shares(len(fund.needs))
            self.offers[row, [subjects[subject] for subject in fund.offers]] = True
            wanted = [provinces[code] for code in fund.wanted_provinces]
            self.welcome[row, wanted or slice(None)] = True
            tagged[row, [tags[tag] for tag in fund.tags]] = True
        self.tags = np.packbits(tagged, axis=1)


def _each(function: Callable[[float], float]) -> Callable[[np.ndarray], np.ndarray]:
    """The function taken value by value: numpy's own may differ from it in the last bit."""
    return lambda column: np.fromiter(map(function, column.tolist()), float, len(column))


def _numbering(values: Iterable) -> dict:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _known_or_not(values: Iterable[int | None]) -> np.ndarray:
    return np.array([UNKNOWN if each is None else each for each in values], dtype=np.int64)


def _difference(first: np.ndarray, second: np.ndarray, *, unknown: int) -> np.ndarray:
    return np.where((first == UNKNOWN) | (second == UNKNOWN), unknown, first - second)
