"""Decides which funds take part in a pairing, as what, and what is known of them.

Mentors are strong funds that offer something and have a place; mentees are funds that need
support or are being founded, and developing ones that said what they want to learn.
"""

from collections import Counter

from django.db.models import Prefetch, Q

from exchange.models import Pair, PairingRun, UnmatchedFund
from exchange.pairing.scoring import FundFacts
from portal.funds.models import Fund, FundNeed, FundOffer

#: Pairs that hold a mentor's place: at work, or waiting for an answer.
HOLDING = (Pair.Status.ACCEPTED, Pair.Status.ASKED)


def mentors(province: str | None):
    """Strong funds that offer a subject and mentor at least one fund; of a province or of all."""
    funds = (
        Fund.objects.standing()
        .filter(
            stage=Fund.Stage.ACTIVE,
            level=Fund.Level.STRONG,
            mentor_capacity__gt=0,
            offers__isnull=False,
        )
        .distinct()
    )
    return funds.within(province) if province else funds


def mentees(province: str):
    """Funds of a province that a mentor could help."""
    weak = Q(level__in=[Fund.Level.NEEDS_SUPPORT, Fund.Level.FORMING])
    asking = Q(level=Fund.Level.DEVELOPING, needs__isnull=False)
    return Fund.objects.standing().within(province).filter(weak | asking).distinct()


def rounds_waited(province: str) -> Counter:
    """How often in a row each fund of a province was left without a mentor, by fund id."""
    runs = list(
        PairingRun.objects.filter(province=province, status=PairingRun.Status.PUBLISHED)
        .order_by("-pk")
        .values_list("pk", flat=True)
    )
    left_out: dict[int, set[int]] = {run: set() for run in runs}
    for run, fund in UnmatchedFund.objects.filter(run__in=runs).values_list("run_id", "fund_id"):
        left_out[run].add(fund)
    waited, still = Counter(), None
    for run in runs:
        still = left_out[run] if still is None else still & left_out[run]
        waited.update(still)
    return waited


def facts(funds, *, waited: Counter | None = None) -> list[FundFacts]:
    """What pairing knows of each fund of a queryset, in a handful of queries for any number."""
    waited = waited or Counter()
    funds = (
        funds.with_place()
        .with_latest_figures()
        .prefetch_related(
            "tags",
            "wanted_provinces",
            Prefetch("offers", FundOffer.objects.order_by("rank", "pk")),
            Prefetch("needs", FundNeed.objects.order_by("rank", "pk")),
        )
    )
    return [_facts(fund, waited[fund.pk]) for fund in funds]


def _facts(fund: Fund, waited: int) -> FundFacts:
    latitude, longitude = fund.position or (None, None)
    province = fund.subdistrict.parent.parent
    return FundFacts(
        fund_id=fund.pk,
        subdistrict_code=fund.subdistrict_id,
        latitude=latitude,
        longitude=longitude,
        mountain=province.mountain,
        members=fund.latest_members,
        tags=frozenset(tag.slug for tag in fund.tags.all()),
        level_score=fund.level_score,
        level=fund.level,
        offers=tuple(offer.subject_id for offer in fund.offers.all()),
        needs=tuple(need.subject_id for need in fund.needs.all()),
        mentor_capacity=fund.mentor_capacity,
        travel_limit_km=fund.travel_limit_km,
        wanted_provinces=frozenset(area.code for area in fund.wanted_provinces.all()),
        waited_rounds=waited,
    )


def pairs_holding() -> set[tuple[int, int]]:
    """Pairs (mentor id, mentee id) that a new plan keeps as they are."""
    return set(Pair.objects.filter(status__in=HOLDING).values_list("mentor_id", "mentee_id"))


def pairs_declined() -> set[tuple[int, int]]:
    """Pairs that one of the two did not want, and that are not proposed again."""
    return set(
        Pair.objects.filter(status=Pair.Status.DECLINED).values_list("mentor_id", "mentee_id")
    )


def last_plan(province: str) -> set[tuple[int, int]]:
    """Pairs of the last run of the province that was published."""
    last = PairingRun.objects.filter(province=province, status=PairingRun.Status.PUBLISHED).first()
    return set(last.pairs.values_list("mentor_id", "mentee_id")) if last else set()
