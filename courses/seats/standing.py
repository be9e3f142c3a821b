"""Decides how everybody stands in a workshop at one moment, for those who run it.

One look at the seats (`courses.seats.seating`) answers for all people at once: whoever waits gets
place and reason, each quota a line in plain words. Shown, never decided upon.
"""

from copy import deepcopy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Invitation, Quota, Registration, Workshop
from courses.seats.rule import Claim, Holder, Kind, Seating
from courses.seats.seating import (
    has_begun,
    holder_of,
    obstacle_of,
    places_of,
    seating_of,
    waiting_claims,
)
from portal.thai.dates import short_date


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One quota as the organisers read it: whose it is, and how it stands."""

    quota: Quota
    name: str
    taken: int
    still_kept: int

    @property
    def sentence(self) -> str:
        """For example "12 of 15, 3 still kept until 20 Mar 2566"."""
        said = [str(self.taken)]
        if self.quota.at_most is not None:
            said = [_("%(taken)d of %(most)d") % {"taken": self.taken, "most": self.quota.at_most}]
        if self.still_kept and self.quota.kept_until:
            said.append(
                _("%(kept)d still kept until %(day)s")
                % {"kept": self.still_kept, "day": short_date(self.quota.kept_until)}
            )
        elif self.still_kept:
            said.append(_("%(kept)d still kept") % {"kept": self.still_kept})
        elif self.quota.kept and self.quota.released_at:
            said.append(_("released on %(day)s") % {"day": short_date(self.quota.released_at)})
        return ", ".join(said)


@dataclass(frozen=True)
class Standing:
    """A workshop's seats and queue at one moment, and what they mean for each who waits."""

    workshop: Workshop
    seating: Seating
    quotas: tuple[Quota, ...]
    invitations: tuple[Invitation, ...]
    queue: tuple[Claim, ...]
    places: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        return len(self.seating.numbers)

    @property
    def kept(self) -> int:
        """Free seats that are somebody's to come."""
        return min(self.seating.still_kept, self.seating.free)

    @property
    def for_everybody(self) -> int:
        """Free seats that anybody may have."""
        return max(self.seating.free - self.seating.still_kept, 0)

    @property
    def could_be_given(self) -> int:
        """How many of those who wait may have a seat at this moment."""
        if has_begun(self.workshop) or not self.seating.free:
            return 0
        return len(deepcopy(self.seating).allot(self.queue))

    def quota_lines(self) -> list[QuotaLine]:
        lines = []
        for quota in self.quotas:
            taken = self.seating.seated[_whose(quota)]
            kept = max(quota.kept - taken, 0) if quota.keeps else 0
            lines.append(QuotaLine(quota, quota.name, taken, kept))
        return lines


def standing_of(workshop: Workshop) -> Standing:
    """How everybody stands now. Four queries, five with regions, however many people."""
    quotas = tuple(
        Quota.objects.filter(workshop=workshop).select_related("region", "area__parent", "fund")
    )
    invitations = tuple(Invitation.objects.filter(workshop=workshop).select_related("fund"))
    places = places_of(workshop)
    standing = Standing(
        workshop=workshop,
        seating=seating_of(workshop, places=places),
        quotas=quotas,
        invitations=invitations,
        queue=tuple(waiting_claims(workshop, places=places)),
    )
    names = {_whose(quota): quota.name for quota in quotas}
    names |= {Holder("fund", one.fund_id): one.fund.name for one in invitations}
    waiting = (one.claim for one in places if one.status == Registration.Status.WAITING)
    for position, claim in enumerate(waiting, 1):
        standing.places[claim.key] = position
        standing.reasons[claim.key] = _reason(standing, claim, names)
    return standing


def _whose(quota: Quota) -> Holder:
    return holder_of(quota.region_id, quota.area_id, quota.fund_id)


def _reason(standing: Standing, claim: Claim, names: dict) -> str:
    """In a few words what keeps somebody from a seat, as the organisers say it."""
    obstacle = obstacle_of(claim, seating=standing.seating, queue=standing.queue)
    share = standing.workshop.seats_per_fund
    match obstacle and obstacle.kind:
        case Kind.FULL:
            return _("all seats are taken")
        case Kind.FUND_SHARE:
            return ngettext(
                "the fund has its one seat", "the fund has its %(share)d seats", share
            ) % {"share": share}
        case Kind.QUOTA:
            return _("the seats for %(whom)s are all taken") % {
                "whom": names.get(obstacle.holder, obstacle.holder.key)
            }
        case Kind.KEPT:
            return _("the seats still free are kept for others")
        case Kind.TOGETHER:
            return _("the group comes together, and there are not enough seats for all")
        case _none:
            return _("a seat is free")
