"""Decides which fund is meant by what somebody typed into a list: its name, or its place.

Offices write "กองทุนสวัสดิการชุมชนตำบลปางหมู", "กองทุน ต.ปางหมู" or just "ปางหมู". What fits one
fund is taken for it and shown with its place; what fits several is asked back.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.funds.models import Fund
from portal.thai.dates import in_thai
from portal.thai.words import normalise

#: Words every fund's name has, and those before the name of a place.
COMMON = re.compile(
    r"กองทุนสวัสดิการชุมชน|กองทุนสวัสดิการ|กองทุน|สวัสดิการชุมชน|องค์การบริหารส่วนตำบล|อบต|"
    r"เทศบาลเมือง|เทศบาลตำบล|เทศบาลนคร|เทศบาล|ทต|ทม|ตำบล|อำเภอ|จังหวัด|(?<![ก-๎])[ตอจ](?=[ก-ฮเ-ไ])"
)
NONE = frozenset({"", "-", "–", "ไม่มี", "ไม่มีกองทุน", "ไม่สังกัด", "ไม่สังกัดกองทุน", "none", "no fund"})
#: Funds named when several fit; more do not help anybody.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A fund as far as it is asked for here."""

    pk: int
    name: str
    code: str
    subdistrict: str
    district: str
    province: str

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.subdistrict}, {self.district}, {self.province})"


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text means: a fund, no fund at all, or a sentence that asks back."""

    fund: Known | None = None
    fault: str = ""


class FundNames:
    """All funds by the names people give them. One query.

    `near` is the code of a province: where a name fits several funds, the one there is meant.
    The name of a fund that joined another one means the one that stands.
    """

    def __init__(self, *, near: str = ""):
        self.near = near
        self.by_key: dict[str, list[Known]] = defaultdict(list)
        self.places: dict[int, set[str]] = {}
        funds, joined = {}, {}
        for pk, merged_into, name, code, *places in self._rows():
            thai, english = places[::2], places[1::2]
            shown = thai if in_thai() else [en or th for th, en in zip(thai, english, strict=True)]
            funds[pk] = Known(pk, name, code, *shown)
            joined[pk] = merged_into or pk
            self.places[pk] = {bare(one) for one in (*thai, *english)} - {""}
            for key in {bare(name), bare(thai[0]), bare(english[0])} - {""}:
                self.by_key[key].append(funds[pk])
        self.standing = {pk: funds[kept] for pk, kept in joined.items()}

    @staticmethod
    def _rows():
        areas = ("subdistrict", "subdistrict__parent", "subdistrict__parent__parent")
        names = [f"{area}__{name}" for area in areas for name in ("name_th", "name_en")]
        wanted = ("pk", "merged_into_id", "name", "subdistrict_id", *names)
        return Fund.objects.order_by("pk").values_list(*wanted)

    def understand(self, text: str, *, places: tuple[str, ...] = ()) -> Understood:
        """The fund of a name; `places` are subdistrict, district, province where typed."""
        wanted = {bare(one) for one in places} - {""}
        if text.strip().lower() in NONE:
            text = places[0] if places and places[0].strip() else ""
            if not text:
                return Understood()
        found = self.by_key.get(bare(text), [])
        if not found:
            return Understood(
                fault=_("No fund is called “%(name)s”. Please check the name or the subdistrict.")
                % {"name": text}
            )
        exact = [one for one in found if normalise(one.name) == normalise(text)]
        fitting = [one for one in exact or found if wanted <= self.places[one.pk]]
        if not fitting:
            return Understood(
                fault=_("“%(name)s” does not lie in %(place)s. Please check the place.")
                % {"name": text, "place": " ".join(filter(None, places))}
            )
        fitting = list(
            {self.standing[one.pk].pk: self.standing[one.pk] for one in fitting}.values()
        )
        if len(fitting) > 1:
            fitting = [one for one in fitting if one.code.startswith(self.near)] or fitting
        if len(fitting) > 1:
            names = ", ".join(one.full_name for one in fitting[:MOST_NAMED])
            return Understood(
                fault=_("“%(name)s” fits several funds: %(funds)s. Please add the district.")
                % {"name": text, "funds": names}
            )
        return Understood(fund=fitting[0])


def bare(text: str) -> str:
    """What tells a fund or a place apart: its name without the words all of them have."""
    text = COMMON.sub(" ", normalise(text))
    return re.sub(r"[^\w฀-๿]", "", text)
