"""Decides which funds are meant by what an organiser types: names, or all funds of a place."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from courses.lists.fund_names import FundNames, bare
from courses.models import Workshop
from portal.funds.models import Area, Fund, Region
from portal.thai.words import normalise

#: Funds invited in one go; the nation has far more, a seminar has not.
MOST_INVITED = 300
#: Says that a place is meant, not the fund of a subdistrict of the same name.
PLACE = re.compile(r"^(?:จ(?=[. ])|อ(?=[. ])|จังหวัด|อำเภอ|ภาค|province|district|region)")


@dataclass
class Meant:
    """The funds that some lines mean; for each line that means none, itself and a sentence."""

    funds: list[Fund] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def refuse(self, line: str, fault: str) -> None:
        self.left.append(line)
        self.faults.append(fault)


def funds_meant(text: str, *, workshop: Workshop) -> Meant:
    """One fund on each line, or a district, province or region for all funds there."""
    meant, keys = Meant(), []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    names = FundNames(near=workshop.province_code) if lines else None
    for line in lines:
        place = _place(line) if PLACE.match(line.lower()) else None
        understood = None if place else names.understand(line)
        if understood and understood.fault and not place:
            place = _place(line)
        if place is not None:
            found = [fund.pk for fund in funds_in(place)]
            if not found:
                meant.refuse(line, _("There is no fund in %(place)s.") % {"place": line})
            keys += found
        elif understood and understood.fund:
            keys.append(understood.fund.pk)
        else:
            fault = understood.fault if understood else ""
            meant.refuse(
                line,
                fault
                or _("No district, province or region is called “%(name)s”.") % {"name": line},
            )
    meant.funds = named(keys)
    return meant


def funds_in(place: Area | Region):
    """All funds of a place that take part: neither dormant nor gone into another one."""
    funds = Fund.objects.filter(merged_into=None).exclude(stage=Fund.Stage.DORMANT)
    if isinstance(place, Region):
        return funds.in_region(place)
    return funds.within(place.code)


def named(keys: list[int]) -> list[Fund]:
    """Funds by their keys, each once, in the order of their names, with their places."""
    found = Fund.objects.with_place().filter(pk__in=set(keys))
    return list(found.order_by("subdistrict__parent__sort_key", "sort_key", "pk"))


def _place(text: str) -> Area | Region | None:
    """The district, province or region of exactly this name; none where several are."""
    wanted = bare(text)
    for region in Region.objects.all():
        if wanted in {bare(region.name_th), bare(region.name_en)} - {""}:
            return region
    word = normalise(re.sub(PLACE, "", text.lower()).lstrip(". "))
    areas = Area.objects.exclude(kind=Area.Kind.SUBDISTRICT).in_use()
    found = [
        area
        for area in areas.filter(name_th__contains=word) | areas.filter(name_en__icontains=word)
        if wanted in {bare(area.name_th), bare(area.name_en)}
    ]
    # A province and its first district may be called alike: the wider one is meant.
    found.sort(key=lambda area: len(area.code))
    if len(found) > 1 and len(found[0].code) == len(found[1].code):
        return None
    return found[0] if found else None
