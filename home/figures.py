"""The live figures of the network, and how many subdistricts of each district have a fund."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Substr

from courses.attendance import people_trained
from exchange.models import Pair
from home.district_map import District
from portal.funds.models import Area, Fund, FundYear


@dataclass(frozen=True)
class Figures:
    """What the front page counts. `demo` says that some of it is made up for the demonstration."""

    funds: int
    forming: int
    members: int | None
    trained: int
    pairs: int
    demo: bool


def network_figures() -> Figures:
    """Count funds, members (each fund's newest year), people trained and pairs at work."""
    stages = dict(Fund.objects.standing().values_list("stage").annotate(Count("pk")).order_by())
    members = [
        count
        for count in Fund.objects.standing()
        .with_latest_figures()
        .values_list("latest_members", flat=True)
        if count is not None
    ]
    return Figures(
        funds=stages.get(Fund.Stage.ACTIVE, 0),
        forming=stages.get(Fund.Stage.FORMING, 0),
        members=sum(members) if members else None,
        trained=people_trained(),
        pairs=Pair.objects.at_work().count(),
        demo=FundYear.objects.filter(source=FundYear.Source.DEMO).exists(),
    )


@dataclass(frozen=True)
class ProvinceRow:
    """The map's text twin: one province in numbers."""

    code: str
    name: str
    subdistricts: int
    with_fund: int
    funds: int


def districts_covered() -> list[District]:
    """Every district that has a point, with its subdistricts and those that have a fund."""
    subdistricts = dict(
        Area.objects.subdistricts().values_list("parent_id").annotate(Count("pk")).order_by()
    )
    with_fund = dict(
        Fund.objects.annotate(district=Substr("subdistrict_id", 1, 4))
        .values_list("district")
        .annotate(Count("subdistrict_id", distinct=True))
        .order_by()
    )
    points = Area.objects.districts().filter(latitude__isnull=False)
    return [
        District(code, latitude, longitude, subdistricts.get(code, 0), with_fund.get(code, 0))
        for code, latitude, longitude in points.order_by("code").values_list(
            "code", "latitude", "longitude"
        )
    ]


def provinces_covered(districts: list[District]) -> list[ProvinceRow]:
    """The same by province, in Thai alphabetical order, only provinces with a fund."""
    sums: dict[str, list[int]] = {}
    for district in districts:
        row = sums.setdefault(district.code[:2], [0, 0])
        row[0] += district.subdistricts
        row[1] += district.with_fund
    funds = dict(
        Fund.objects.standing()
        .annotate(province=Substr("subdistrict_id", 1, 2))
        .values_list("province")
        .annotate(Count("pk"))
        .order_by()
    )
    return [
        ProvinceRow(area.code, area.name, *sums.get(area.code, (0, 0)), funds[area.code])
        for area in Area.objects.provinces().filter(code__in=funds)
    ]
