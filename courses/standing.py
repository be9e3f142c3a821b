"""Decides how everybody stands in a workshop at one moment, for those who run it.

One look at the seats (`courses.seating`) answers for all people at once: whoever waits gets
place and reason, each quota a line in plain words. Shown, never decided upon.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Invitation, Quota, Workshop
from courses.seating import has_begun, seating_of, waiting_claims
from courses.seats import Claim, Holder, Kind, Obstacle, Seating
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
            taken = self.seating.seated[holder_of(quota)]
            kept = max(quota.kept - taken, 0) if quota.keeps else 0
            lines.append(QuotaLine(quota, quota.name, taken, kept))
        return lines


def standing_of(workshop: Workshop) -> Standing:
    """How everybody stands now. Six queries, seven with regions, however many people."""
    quotas = tuple(
        Quota.objects.filter(workshop=workshop).select_related("region", "area__parent", "fund")
    )
    invitations = tuple(Invitation.objects.filter(workshop=workshop).select_related("fund"))
    standing = Standing(
        workshop=workshop,
        seating=seating_of(workshop),
        quotas=quotas,
        invitations=invitations,
        queue=tuple(waiting_claims(workshop)),
    )
    names = {holder_of(quota): quota.name for quota in quotas}
    names |= {Holder("fund", one.fund_id): one.fund.name for one in invitations}
    together = _units(standing.queue)
    for place, claim in enumerate(standing.queue, 1):
        standing.places[claim.key] = place
        standing.reasons[claim.key] = _reason(standing, claim, names, together)
    return standing


def holder_of(quota: Quota) -> Holder:
    """For whom a quota is, as the limits know it."""
    if quota.region_id:
        return Holder("region", quota.region_id)
    return Holder("area", quota.area_id) if quota.area_id else Holder("fund", quota.fund_id)


def _units(queue: Iterable[Claim]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for claim in queue:
        if claim.unit is not None:
            found.setdefault(claim.unit, []).append(claim)
    return found


def _reason(standing: Standing, claim: Claim, names: dict, together: dict) -> str:
    """In a few words what keeps somebody from a seat, as the organisers say it."""
    obstacle = standing.seating.obstacle(claim)
    if obstacle is None and claim.unit is not None and not _fits(standing, together[claim.unit]):
        obstacle = Obstacle(Kind.TOGETHER)
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


def _fits(standing: Standing, unit: list[Claim]) -> bool:
    """Whether a whole group could sit down now; the seats are left as they are."""
    return deepcopy(standing.seating).take_together(unit) is not None
