"""What a person may do for which funds and areas today.

`Rights` is a plain value, read once a request in two queries; every room asks it and
none asks the database about roles by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from portal.asked_often import AskedOften
from portal.funds.models import Area, Mandate, Office

#: Scope that covers every province.
NATION = "*"


@dataclass(frozen=True)
class Rights:
    """Today's rights of one account; the empty value is a visitor's.

    `officer_of` maps fund ids to the post held (chair, secretary, treasurer);
    `committee_of` holds the ids of funds whose committee the person sits on (officers
    included); `member_of` of every fund with any confirmed office. `provinces` holds
    the province codes coordinated, or `NATION`.
    """

    user_id: int | None = None
    administrator: bool = False
    trainer: bool = False
    officer_of: dict[int, str] = field(default_factory=dict)
    committee_of: frozenset[int] = frozenset()
    member_of: frozenset[int] = frozenset()
    provinces: frozenset[str] = frozenset()

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def coordinator(self) -> bool:
        """Coordinates at least one province, or administers the portal."""
        return self.administrator or bool(self.provinces)

    @property
    def is_staff_of_portal(self) -> bool:
        """Works for the network in any role."""
        return self.administrator or self.trainer or bool(self.provinces)

    @property
    def officer(self) -> bool:
        """May act for at least one fund."""
        return bool(self.officer_of)

    @property
    def whole_nation(self) -> bool:
        return self.administrator or NATION in self.provinces

    def coordinates(self, area_code: str | None) -> bool:
        """Whether an area (its code, any length) lies in a province coordinated."""
        if self.whole_nation:
            return True
        return bool(area_code) and area_code[:2] in self.provinces

    def acts_for(self, fund_id: int) -> bool:
        """Whether the person may act and write for the fund (chair, secretary, treasurer)."""
        return fund_id in self.officer_of

    def funds_in_reach(self, queryset):
        """The funds of a queryset that lie in the provinces coordinated."""
        return self.in_reach(queryset, "subdistrict__code")

    def in_reach(self, queryset, area: str):
        """The rows of a queryset whose area code (a lookup) lies in the provinces coordinated."""
        if self.whole_nation:
            return queryset
        wanted = Q(pk__in=[])
        for code in self.provinces:
            wanted |= Q(**{f"{area}__startswith": code})
        return queryset.filter(wanted)

    def may_edit_fund(self, fund) -> bool:
        """Whether the person may write a fund's record: its officers, coordinators in reach."""
        return self.acts_for(fund.pk) or self.coordinates(fund.subdistrict_id)


VISITOR = Rights()


def rights_today(user) -> Rights:
    """Today's rights of the account of a request, read once and kept on that account object.

    For views and permission policies, which see one request's account object; rules that
    write ask `rights_of`.
    """
    if not hasattr(user, "_rights_today"):
        user._rights_today = rights_of(user)
    return user._rights_today


def rights_of(user, *, day=None) -> Rights:
    """Read an account's rights for a day (today if none is given).

    Costs at most three queries: offices, mandates, and the provinces of a region if one
    is coordinated. An office or mandate outside its dates gives nothing, nor does a suspended
    account.
    """
    if not user.is_authenticated:
        return VISITOR
    return rights_among([user], day=day)[user.pk]


def rights_among(users, *, day=None) -> dict[int, Rights]:
    """The rights of several accounts, by their keys: as many queries as `rights_of` one."""
    active = {user.pk: user for user in users if user.is_active and not user.suspended}
    held, day = {pk: _Held() for pk in active}, day or timezone.localdate()
    if active:
        alone = len(active) == 1  # nearly always, and at every page of somebody signed in
        offices = _OFFICES.rows(*active, day) if alone else _offices(active, day)
        for user_id, fund_id, role in offices:
            held[user_id].take_office(fund_id, role)
        mandates = _MANDATES.records(*active, day) if alone else list(_mandates(active, day))
        provinces = _provinces_by_region({mandate.region_id for mandate in mandates})
        for mandate in mandates:
            held[mandate.user_id].take_mandate(mandate, provinces)
    return {user.pk: held[user.pk].rights(user) if user.pk in active else VISITOR for user in users}


def _offices(users: Iterable[int], day: date):
    offices = Office.objects.in_force(day).filter(person__user__in=users)
    return offices.values_list("person__user_id", "fund_id", "role")


def _mandates(users: Iterable[int], day: date):
    return Mandate.objects.on(day).filter(user__in=users)


_OFFICES = AskedOften(lambda user, day: _offices([user], day), int, date)
_MANDATES = AskedOften(lambda user, day: _mandates([user], day), int, date)


def _provinces_by_region(regions: set[int | None]) -> dict[int, list[str]]:
    """The province codes of some regions; no query where there is none."""
    found = {}
    if regions := regions - {None}:
        rows = Area.objects.filter(region__in=regions).values_list("region_id", "code")
        for region, code in rows:
            found.setdefault(region, []).append(code)
    return found


class _Held:
    """Offices and mandates of one account, gathered row by row."""

    def __init__(self):
        self.officer_of, self.committee, self.member = {}, set(), set()
        self.trainer, self.provinces = False, set()

    def take_office(self, fund_id: int, role: str) -> None:
        self.member.add(fund_id)
        if role in Office.COMMITTEE_ROLES:
            self.committee.add(fund_id)
        if role in Office.OFFICERS:
            self.officer_of[fund_id] = role

    def take_mandate(self, mandate: Mandate, provinces: dict[int, list[str]]) -> None:
        if mandate.role == Mandate.Role.TRAINER:
            self.trainer = True
        elif mandate.nation:
            self.provinces.add(NATION)
        elif mandate.region_id:
            self.provinces.update(provinces.get(mandate.region_id, ()))
        else:
            self.provinces.add(mandate.province_id)

    def rights(self, user) -> Rights:
        return Rights(
            user_id=user.pk,
            administrator=user.is_superuser,
            trainer=self.trainer,
            officer_of=self.officer_of,
            committee_of=frozenset(self.committee),
            member_of=frozenset(self.member),
            provinces=frozenset(self.provinces),
        )
