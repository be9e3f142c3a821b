"""Decides whether two funds can be paired and how many points the pair is worth.

Points are whole thousandths everywhere: each of the four terms is rounded once, so the
terms a reader sees add up to the total. The arithmetic of a term works on one number and
on a whole numpy column alike (with the three roots and curves handed in); the search for
the best plan therefore uses this rule, not a copy of it (`exchange.pairing.candidates`). What a
score means in words is `exchange.pairing.explaining`.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from exchange.pairing.weights import DEFAULT_WEIGHTS, POINT, Weights

EARTH_KM = 6371.0
WHOLE = 1000  # per mille
DECADE = 1_000_000  # millionths of log10: members ten times apart are not alike at all
MEMBERS_TENTHS, TAG_TENTHS, DISTRICT_TENTHS = 4, 4, 2  # parts of the likeness term
FULL_GAP, ZERO_GAP = 35, 70  # percent of the self-assessment


class Reason(TextChoices):
    """Why two funds cannot be paired, in the order in which it is asked."""

    SAME_FUND = "same_fund", gettext_lazy("It is the same fund.")
    NO_NEEDS = "no_needs", gettext_lazy("The fund has not said what it wants to learn.")
    TOP_NEED = "top_need", gettext_lazy("The mentor does not offer the subject needed most.")
    AREA = "area", gettext_lazy("One of the two asked for a fund from another area.")
    NO_POSITION = (
        "no_position",
        gettext_lazy("There is a travel limit, and one of the two has no place on the map."),
    )
    TOO_FAR = "too_far", gettext_lazy("The way is longer than the travel limit.")
    DECLINED = "declined", gettext_lazy("This pair was declined before.")
    NO_CAPACITY = "no_capacity", gettext_lazy("The mentor has no free place.")


@dataclass(frozen=True, slots=True)
class FundFacts:
    """What pairing knows of a fund. Unknown is None, never zero.

    `subdistrict_code` has six digits; `offers` and `needs` are subject ids, most important
    first; `level_score` is the self-assessment in percent; `level` is its name, used for
    the words only; `wanted_provinces` (two digits each) limits where the partner may lie,
    empty means anywhere; `travel_limit_km` is by road.
    """

    fund_id: int
    subdistrict_code: str
    latitude: float | None = None
    longitude: float | None = None
    mountain: bool = False
    members: int | None = None
    tags: frozenset[str] = frozenset()
    level_score: int | None = None
    level: str = ""
    offers: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    mentor_capacity: int = 0
    travel_limit_km: int | None = None
    wanted_provinces: frozenset[str] = frozenset()
    waited_rounds: int = 0

    def __post_init__(self):
        if len(self.subdistrict_code) != 6 or not self.subdistrict_code.isdecimal():
            raise ValueError(f"not a subdistrict code: {self.subdistrict_code!r}")
        if len(set(self.needs)) != len(self.needs):
            raise ValueError(f"fund {self.fund_id} names a need twice")
        if self.mentor_capacity < 0 or self.waited_rounds < 0:
            raise ValueError(f"fund {self.fund_id} has a negative count")

    @property
    def district(self) -> str:
        return self.subdistrict_code[:4]

    @property
    def province(self) -> str:
        return self.subdistrict_code[:2]

    @property
    def position(self) -> tuple[float, float, float] | None:
        """The place on a ball of radius 1, so that distances need no further angles."""
        if self.latitude is None or self.longitude is None:
            return None
        north, east = math.radians(self.latitude), math.radians(self.longitude)
        return (
            math.cos(north) * math.cos(east),
            math.cos(north) * math.sin(east),
            math.sin(north),
        )


@dataclass(frozen=True, slots=True)
class PairScore:
    """The four terms in thousandths of a point, and the facts that made them.

    Plain values only: `dataclasses.asdict` is ready for JSON and `PairScore(**data)` reads
    it back, so a pair can be explained years later although the funds have changed.
    """

    subjects: int
    distance: int
    likeness: int
    level_gap: int
    needs: tuple[int, ...]
    covered: tuple[int, ...]
    km: float | None
    mountain: bool
    mentor_members: int | None
    mentee_members: int | None
    shared_tags: tuple[str, ...]
    same_district: bool
    mentor_level_score: int | None
    mentee_level_score: int | None
    mentee_level: str

    @property
    def total(self) -> int:
        return self.subjects + self.distance + self.likeness + self.level_gap


@dataclass(frozen=True, slots=True)
class NoPair:
    """A hard rule stands between the two funds."""

    reason: Reason


@lru_cache(maxsize=256)
def need_shares(count: int) -> tuple[int, ...]:
    """Weight of each ranked need in per mille: 1, 1/2, 1/3 … scaled to add up to 1000.

    The top need takes what rounding leaves over: two needs weigh 667 and 333, three 545,
    273 and 182.
    """
    whole = sum(1 / rank for rank in range(1, count + 1))
    lower = tuple(round(WHOLE / rank / whole) for rank in range(2, count + 1))
    return (WHOLE - sum(lower), *lower)[:count]


def rounded(numerator, denominator):
    """Nearest whole number, halves up, for counts from zero on."""
    return (2 * numerator + denominator) // (2 * denominator)


def subject_points(share, weights):
    """Thousandths for the share (per mille) of the mentee's weighted needs that is covered."""
    return weights.subjects * share


def chord_square(here, there):
    """Square of the straight line between two places on a ball of radius 1."""
    x, y, z = here[0] - there[0], here[1] - there[1], here[2] - there[2]
    return x * x + y * y + z * z  # below 4: no two places in the country are antipodes


def road_km(square, factor, *, root=math.sqrt, arc=math.asin):
    """Kilometres by road from the square of the chord."""
    return 2 * EARTH_KM * arc(root(square) / 2) * factor


def distance_points(km, weights, *, power=math.exp2):
    """Thousandths for the way to each other, as a whole float."""
    return (weights.distance * POINT * power(-km / weights.half_distance_km) + 0.5) // 1


def member_scale(members: int | None) -> int | None:
    """Place of a member count on a log scale, in millionths of a decade."""
    return None if members is None else round(math.log10(max(members, 1)) * DECADE)


def likeness_points(apart, shares_tag, same_district, weights):
    """Thousandths for likeness; `apart` is the difference on the member scale."""
    tenths = (
        MEMBERS_TENTHS * (apart < DECADE) * (DECADE - apart)
        + TAG_TENTHS * DECADE * shares_tag
        + DISTRICT_TENTHS * DECADE * same_district
    )
    return rounded(weights.likeness * POINT * tenths, 10 * DECADE)


def gap_points(gap, weights):
    """Thousandths for the lead of the mentor (percent): full up to 35, none from 70 on."""
    most = weights.level_gap * POINT
    full = (gap > 0) & (gap <= FULL_GAP)
    falling = (gap > FULL_GAP) & (gap < ZERO_GAP)
    return most * full + falling * rounded(most * (ZERO_GAP - gap), ZERO_GAP - FULL_GAP)


def score_pair(
    mentor: FundFacts,
    mentee: FundFacts,
    weights: Weights = DEFAULT_WEIGHTS,
    *,
    declined: bool = False,
) -> PairScore | NoPair:
    """The worth of this pair, or the first hard rule that forbids it.

    Missing facts cost their term and nothing else: no member count, no self-assessment or
    no position gives that part 0 points. Only where a travel limit holds (of the mentor,
    the mentee or the run) a missing position forbids the pair, since nobody could promise
    that the limit is kept. A mentor that is not stronger gets 0 points for the gap.
    """
    if mentor.fund_id == mentee.fund_id:
        return NoPair(Reason.SAME_FUND)
    if not mentee.needs:
        return NoPair(Reason.NO_NEEDS)
    if mentee.needs[0] not in mentor.offers:
        return NoPair(Reason.TOP_NEED)
    if not (_welcomes(mentor, mentee) and _welcomes(mentee, mentor)):
        return NoPair(Reason.AREA)

    mountain = mentor.mountain or mentee.mountain
    here, there = mentor.position, mentee.position
    known = here is not None and there is not None
    factor = weights.mountain_factor if mountain else weights.road_factor
    km = road_km(chord_square(here, there), factor) if known else None
    limits = (weights.max_km, mentor.travel_limit_km, mentee.travel_limit_km)
    limit = min((each for each in limits if each is not None), default=math.inf)
    if km is None and limit < math.inf:
        return NoPair(Reason.NO_POSITION)
    if km is not None and km > limit:
        return NoPair(Reason.TOO_FAR)
    if declined:
        return NoPair(Reason.DECLINED)
    if not mentor.mentor_capacity:
        return NoPair(Reason.NO_CAPACITY)

    shares = dict(zip(mentee.needs, need_shares(len(mentee.needs)), strict=True))
    covered = tuple(subject for subject in mentee.needs if subject in mentor.offers)
    tags = mentor.tags & mentee.tags
    same_district = mentor.district == mentee.district
    apart = _difference(member_scale(mentor.members), member_scale(mentee.members))
    gap = _difference(mentor.level_score, mentee.level_score)
    return PairScore(
        subjects=subject_points(sum(shares[subject] for subject in covered), weights),
        distance=0 if km is None else int(distance_points(km, weights)),
        likeness=likeness_points(
            DECADE if apart is None else abs(apart), bool(tags), same_district, weights
        ),
        level_gap=0 if gap is None else gap_points(gap, weights),
        needs=mentee.needs,
        covered=covered,
        km=km,
        mountain=mountain,
        mentor_members=mentor.members,
        mentee_members=mentee.members,
        shared_tags=tuple(sorted(tags)),
        same_district=same_district,
        mentor_level_score=mentor.level_score,
        mentee_level_score=mentee.level_score,
        mentee_level=mentee.level,
    )


def _welcomes(host: FundFacts, guest: FundFacts) -> bool:
    return not host.wanted_provinces or guest.province in host.wanted_provinces


def _difference(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first - second
