"""Decides which part of a workshop's seats may be limited or kept, for whom and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Quota, Workshop
from courses.seats.rule import Seating
from courses.seats.seating import holder_name, limits_of, regions_by_province, seating_of
from courses.workshops.places import areas_named
from courses.workshops.timetable import WorkshopError
from portal.funds.models import Area, Fund, Region
from portal.funds.models.areas import PREFIX
from portal.thai.search import find
from portal.thai.words import normalise

Holder = Region | Area | Fund

#: More candidates than a person wants to read in a sentence.
MOST_NAMED = 4


@dataclass(frozen=True)
class QuotaPlan:
    """One quota as it is wanted, before it is a row."""

    holder: Holder
    at_most: int | None = None
    kept: int | None = None
    kept_until: date | None = None

    @property
    def key(self) -> tuple[str, int | str]:
        return field_of(self.holder), self.holder.pk


@dataclass(frozen=True)
class QuotaLine:
    """A quota as it stands now: the most its people may have and how many of these are left
    (None: no limit), and the free seats still kept for them.
    """

    whom: str
    at_most: int | None
    left: int | None
    kept: int
    kept_until: date | None


def field_of(holder: Holder) -> str:
    """The field of `Quota` that a holder belongs into."""
    return {Region: "region", Area: "area", Fund: "fund"}[type(holder)]


def name_of(holder: Holder) -> str:
    """A holder as one writes it, so that `holders_named` finds just this one again."""
    if isinstance(holder, Region):
        return holder.name
    if isinstance(holder, Area):
        return holder.full_name
    return f"{holder.name} {holder.subdistrict.full_name}"


def holders_named(text: str) -> list[Holder]:
    """The regions, provinces, districts or funds that a typed name may mean.

    A region's and a place's whole name go before funds, unless the text says that it means
    a fund. A subdistrict has one fund, which is then meant.
    """
    text = " ".join(text.split())[:150]
    bare = normalise(text)
    if not bare:
        return []
    for region in Region.objects.all():
        names = [normalise(one) for one in (region.name_th, region.name_en) if one]
        if bare in names or bare in [name.removeprefix("ภาค") for name in names]:
            return [region]
    if not text.startswith("กองทุน"):
        if not text.startswith(("อ.", "อำเภอ", "เขต")):
            whole = Area.objects.provinces().in_use()
            short = text.removeprefix("จังหวัด").removeprefix("จ.").strip()
            if found := list(whole.filter(Q(name_th=short) | Q(name_en__iexact=short))):
                return found
        if found := areas_named(text, kind=Area.Kind.DISTRICT):
            return found
    funds = Fund.objects.with_place()
    found = find(funds, PREFIX.sub("", text), limit=MOST_NAMED + 1)
    named = [hit.record for hit in found if normalise(name_of(hit.record)) == bare]
    return named or [hit.record for hit in found]


def holder_meant(text: str) -> Holder:
    """The one holder that a typed name means. Raises `WorkshopError` for none and for several."""
    found = holders_named(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise WorkshopError(
            _("There is no region, province, district or fund called “%(name)s”.") % {"name": text}
        )
    names = ", ".join(name_of(one) for one in found[:MOST_NAMED])
    raise WorkshopError(
        _("Several are called “%(name)s”. Please write which one: %(names)s.")
        % {"name": text, "names": names}
    )


def plans_of(workshop: Workshop) -> list[QuotaPlan]:
    """The quotas of a workshop as plans. One query."""
    return [
        QuotaPlan(quota.holder, quota.at_most, quota.kept, quota.kept_until)
        for quota in quotas_of(workshop)
    ]


def quotas_of(workshop: Workshop):
    """The quotas of a workshop with their holders at hand."""
    rows = Quota.objects.filter(workshop_id=workshop.pk)
    return rows.select_related(
        "region", "area__parent__parent", "fund__subdistrict__parent__parent"
    )


def write_quotas(
    workshop: Workshop, plans: Iterable[QuotaPlan], *, moment: datetime | None = None
) -> bool:
    """Make the quotas of a workshop what the plans say, keeping the rows that stay; whether
    anything is other than before.

    To be called under the workshop's lock. Seats released already stay released unless they
    are kept anew, with another number or a later day. Raises `WorkshopError`.
    """
    today = timezone.localdate(moment or timezone.now())
    wanted: dict[tuple, QuotaPlan] = {}
    for plan in plans:
        _refuse_plan(plan)
        if plan.key in wanted:
            raise _error(_("%(whom)s is there twice.") % {"whom": name_of(plan.holder)})
        wanted[plan.key] = plan
    present = {(field_of(row.holder), row.holder.pk): row for row in quotas_of(workshop)}
    gone = [row.pk for key, row in present.items() if key not in wanted]
    Quota.objects.filter(pk__in=gone).delete()
    changed = bool(gone)
    for key, plan in wanted.items():
        row = present.get(key) or Quota(workshop=workshop, **{key[0]: plan.holder})
        anew = (row.kept, row.kept_until) != (plan.kept, plan.kept_until)
        if row.pk and not anew and row.at_most == plan.at_most:
            continue
        changed = True
        if anew and plan.kept and plan.kept_until and plan.kept_until < today:
            raise _error(
                _("%(whom)s: the day until which seats are kept is over.")
                % {"whom": name_of(plan.holder)}
            )
        if anew:
            row.released_at = None
        row.at_most, row.kept, row.kept_until = plan.at_most, plan.kept, plan.kept_until
        row.save()
    return changed


def refuse_too_many_kept(workshop: Workshop) -> None:
    """Raises `WorkshopError` when quotas and invitations keep more seats than there are, or
    than are free now, or give less than people of a place have already.
    """
    limits = limits_of(workshop)
    if not limits:
        return
    kept = Seating(capacity=workshop.seats, limits=limits, regions=regions_by_province()).still_kept
    if kept > workshop.seats:
        raise _error(
            _("%(kept)d seats are kept, but there are only %(seats)d.")
            % {"kept": kept, "seats": workshop.seats}
        )
    seating = seating_of(workshop)
    if seating.still_kept > seating.free:
        raise _error(
            _("%(kept)d more seats would be kept, but only %(free)d are free.")
            % {"kept": seating.still_kept, "free": seating.free}
        )
    for holder, most in seating.caps.items():
        if seating.seated[holder] > most:
            raise _error(
                _("%(whom)s: %(seated)d people have seats already, so the limit cannot be lower.")
                % {"whom": holder_name(holder), "seated": seating.seated[holder]}
            )


def quota_lines(workshop: Workshop) -> list[QuotaLine]:
    """What quotas say to everybody who wants to come. One query without any, else four."""
    quotas = list(quotas_of(workshop))
    if not quotas:
        return []
    seating = seating_of(workshop)
    lines = []
    for quota in quotas:
        seated = seating.seated[(field_of(quota.holder), quota.holder.pk)]
        most = None if quota.at_most is None else max(quota.at_most - seated, 0)
        lines.append(
            QuotaLine(
                whom=quota.holder.name if quota.region_id else quota.name,
                at_most=quota.at_most,
                left=most if most is None else min(most, seating.free),
                kept=max(quota.kept - seated, 0) if quota.keeps else 0,
                kept_until=quota.kept_until,
            )
        )
    return lines


def _refuse_plan(plan: QuotaPlan) -> None:
    whom = name_of(plan.holder)
    if plan.at_most is None and not plan.kept:
        raise _error(_("%(whom)s: please write how many seats.") % {"whom": whom})
    if plan.at_most is not None and (plan.kept or 0) > plan.at_most:
        raise _error(_("%(whom)s: more seats are kept than may be taken.") % {"whom": whom})


def _error(message: str) -> WorkshopError:
    return WorkshopError(message, field="quotas")
