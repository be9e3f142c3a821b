"""Reads a workshop's seats, quotas and queue from the database, and says what they mean.

The rules decide on what `seating_of` gives them under the workshop's lock; pages show what
it was a moment ago.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, IntegerField, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Invitation, Quota, Registration, Workshop
from courses.seats.line import in_line
from courses.seats.rule import Claim, Holder, Kind, Limit, Obstacle, Seating
from portal.asked_often import AskedOften
from portal.funds.models import Area, Fund, Region

Status = Registration.Status


class Place(NamedTuple):
    """What the rules look at of one registration."""

    pk: int
    fund_id: int | None
    area: str | None
    group_id: int | None
    all_or_none: bool | None
    status: str
    seat: int | None
    person_id: int
    token: str

    @property
    def claim(self) -> Claim:
        return _claim(*self[:5])


def places_of(workshop: Workshop) -> list[Place]:
    """Every registration of a workshop, those that ended too, in the order they came. One query.

    Written under the lock many times a second, so plain values and a single look: each further
    one keeps all the others waiting.
    """
    return [Place(*row) for row in PLACES.rows(workshop.pk)]


def seating_of(
    workshop: Workshop, *, places: Iterable[Place] | None = None, doors_open: bool = False
) -> Seating:
    """The workshop's seats as the database has them now. Two queries, three with regions.

    `places` are those of `places_of`, where they are known already. With `doors_open` nothing
    is kept for anybody any more: whoever stands there may sit.
    """
    limits = limits_of(workshop)
    if doors_open:
        limits = [replace(limit, kept=0) for limit in limits]
    by_region = any(limit.holder.kind == "region" for limit in limits)
    if places is None:
        places = places_of(workshop)
    return Seating(
        capacity=workshop.seats,
        fund_share=workshop.seats_per_fund,
        limits=limits,
        regions=regions_by_province() if by_region else {},
        taken=[(one.seat, one.claim) for one in places if one.status in Registration.WITH_SEAT],
    )


def limits_of(workshop: Workshop) -> list[Limit]:
    """The quotas in force: rows of the workshop, and what its invitations keep. One query."""
    limits: dict[Holder, Limit] = {}
    invited_only = workshop.entry == Workshop.Entry.INVITATION
    for region, code, fund, area, at_most, kept, released in LIMITS.rows(workshop.pk):
        invitation = at_most == AN_INVITATION
        holder = holder_of(region, code, fund)
        most = at_most
        if invitation:
            most = kept if invited_only else None
        kept = 0 if released else kept or 0
        if known := limits.get(holder):
            kept = max(kept, known.kept)
            most = min((one for one in (most, known.at_most) if one is not None), default=None)
        limits[holder] = Limit(holder, most, kept, area or "")
    return list(limits.values())


def waiting_claims(workshop: Workshop, *, places: Iterable[Place] | None = None) -> list[Claim]:
    """Those who may be given seats, in order. One query, none where the places are known."""
    return [one.claim for one in in_line(places_of(workshop) if places is None else places)]


def claim_of(registration: Registration) -> Claim:
    """What a registration looks like to the limits."""
    group = registration.group
    return _claim(
        registration.pk,
        registration.fund_id,
        registration.fund.subdistrict_id if registration.fund else None,
        registration.group_id,
        group.all_or_none if group else None,
    )


def new_claim(fund: Fund | None, *, key: int = -1, unit: int | None = None) -> Claim:
    """The claim of somebody who is only being registered."""
    return Claim(key, fund.pk if fund else None, fund.subdistrict_id if fund else "", unit)


def position_of(registration: Registration) -> int | None:
    """The place in the queue, from 1; None for somebody who does not wait. One query."""
    if registration.status != Registration.Status.WAITING:
        return None
    waiting = Registration.objects.filter(workshop_id=registration.workshop_id).waiting()
    return waiting.up_to(registration).count()


def positions(workshop: Workshop) -> dict[int, int]:
    """The place in the queue, from 1, of everybody who waits (by registration id). One query."""
    waiting = Registration.objects.filter(workshop=workshop).waiting().values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(waiting, 1)}


def why_waiting(registration: Registration, *, moment: datetime | None = None) -> str:
    """In one sentence: what keeps this person from a seat now; empty when they do not wait."""
    if registration.status != Registration.Status.WAITING:
        return ""
    places = places_of(registration.workshop)
    obstacle = obstacle_of(
        claim_of(registration),
        seating=seating_of(registration.workshop, places=places),
        queue=waiting_claims(registration.workshop, places=places),
    )
    if obstacle is not None:
        return obstacle_sentence(registration.workshop, obstacle)
    if has_begun(registration.workshop, moment=moment):
        return _("A seat has come free and is given to whoever comes to the door first.")
    return _("A seat has come free and is given out in the order people registered.")


def obstacle_of(claim: Claim, *, seating: Seating, queue: Iterable[Claim]) -> Obstacle | None:
    """What keeps somebody who waits from a seat, alone or with the group they come with.

    `queue` are those who may be given seats; the seats are left as they are.
    """
    obstacle = seating.obstacle(claim)
    if obstacle is None and claim.unit is not None:
        together = [one for one in queue if one.unit == claim.unit]
        if not together or deepcopy(seating).take_together(together) is None:
            return Obstacle(Kind.TOGETHER)
    return obstacle


def obstacle_sentence(workshop: Workshop, obstacle: Obstacle) -> str:
    """Why there is no seat now, in one sentence that names the quota. At most one query."""
    match obstacle.kind:
        case Kind.FULL:
            return ngettext(
                "The only seat is taken.", "All %(seats)d seats are taken.", workshop.seats
            ) % {"seats": workshop.seats}
        case Kind.FUND_SHARE:
            share = workshop.seats_per_fund
            return ngettext(
                "Each fund may have one seat here, and it is taken.",
                "Each fund may have %(share)d seats here, and all of your fund's are taken.",
                share,
            ) % {"share": share}
        case Kind.QUOTA:
            return _("The seats for %(whom)s are all taken.") % {
                "whom": holder_name(obstacle.holder)
            }
        case Kind.TOGETHER:
            return _("Your group asked for seats together, and there are not enough for all yet.")
        case _kept:
            return _("The seats still free are kept for the places and funds they were set for.")


def holder_name(holder: Holder) -> str:
    """Whose limit it is, as people say it. One query."""
    model = {"fund": Fund, "area": Area, "region": Region}[holder.kind]
    found = model.objects.filter(pk=holder.key).first()
    if found is None:
        return str(holder.key)
    return found.full_name if holder.kind == "area" else found.name


def has_begun(workshop: Workshop, *, moment: datetime | None = None) -> bool:
    """Whether the workshop's first day has come."""
    return timezone.localdate(moment or timezone.now()) >= workshop.starts_on


def _claim(key, fund_id, area, group_id, all_or_none) -> Claim:
    return Claim(key, fund_id, area or "", group_id if all_or_none else None)


#: Stands where a quota says how many at most: an invitation has one number, of seats kept.
AN_INVITATION = -1


def _places(workshop_id: int):
    rows = Registration.objects.filter(workshop=workshop_id).order_by("registered_at", "pk")
    claim = ("pk", "fund_id", "fund__subdistrict_id", "group_id", "group__all_or_none")
    return rows.values_list(*claim, "status", "seat", "person_id", "token")


def _quotas_and_invitations(workshop_id: int):
    """Rows of both tables, with one look."""
    quotas = Quota.objects.filter(workshop=workshop_id).order_by()
    invitations = Invitation.objects.filter(workshop=workshop_id).order_by()
    none, no_code = Value(None, IntegerField()), Value(None, CharField())
    return quotas.values_list(
        *("region_id", "area_id", "fund_id", "fund__subdistrict_id"),
        *("at_most", "kept", "released_at"),
    ).union(
        invitations.values_list(
            *(none, no_code, "fund_id", "fund__subdistrict_id"),
            *(Value(AN_INVITATION), "seats", "released_at"),
        ),
        all=True,
    )


PLACES = AskedOften(_places, int)
LIMITS = AskedOften(_quotas_and_invitations, int)


def holder_of(region: int | None, code: str | None, fund: int | None) -> Holder:
    """For whom a limit is, of which one is named: a region, an area's code or a fund."""
    if region:
        return Holder("region", region)
    return Holder("area", code) if code else Holder("fund", fund)


def regions_by_province() -> dict[str, int]:
    """The region of each province code. One query."""
    provinces = Area.objects.provinces().exclude(region=None)
    return dict(provinces.values_list("code", "region_id"))
