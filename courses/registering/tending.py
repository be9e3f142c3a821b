"""Decides what happens to seats when a day has come: offers end, kept seats are released.

Run every few minutes by `manage.py tend_workshops`; run twice, or a day late, it does no harm.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from courses.models import Quota, Registration, Workshop
from courses.registering.invitations import release_unanswered
from courses.registering.waiting_list import expire_offers, promote_in, promotes
from courses.seats.locking import workshop_lock
from courses.seats.trail import Because
from portal.people.models import User


@dataclass(frozen=True, slots=True)
class Tended:
    """What was done: offers taken back, quotas and invitations released, seats given on."""

    expired: int = 0
    released: int = 0
    seated: int = 0

    def __add__(self, other: "Tended") -> "Tended":
        return Tended(
            self.expired + other.expired,
            self.released + other.released,
            self.seated + other.seated,
        )


def tend(*, moment: datetime | None = None) -> Tended:
    """Do what is due in all workshops that have not begun, each under its own lock."""
    moment = moment or timezone.now()
    done = Tended()
    for pk in due(moment=moment).values_list("pk", flat=True):
        with workshop_lock(pk) as locked:
            done += tend_one(locked, moment=moment)
    return done


def due(*, moment: datetime):
    """The workshops in which an offer has run out or seats are to be released."""
    today = timezone.localdate(moment)
    quotas = Quota.objects.filter(released_at=None, kept__gt=0, kept_until__lt=today)
    offers = Q(registrations__status="offered", registrations__offer_until__lte=moment)
    invitations = Q(
        invitations__released_at=None,
        invitations__answer_by__lt=today,
        invitations__answer__in=["none", "no"],
    )
    found = Workshop.objects.filter(offers | invitations | Q(pk__in=quotas.values("workshop")))
    return found.filter(ends_on__gte=today).order_by("pk").distinct()


def tend_one(locked: Workshop, *, moment: datetime) -> Tended:
    """Do what is due in one workshop; to be called under its lock."""
    expired = expire_offers(locked, moment=moment)
    quotas = release_quotas(locked, moment=moment)
    invitations = release_unanswered(locked, moment=moment)
    seated = []
    if promotes(locked, moment=moment):
        because = Because.RELEASED if quotas or invitations else Because.SEAT_FREE
        names = ", ".join([*(one.name for one in quotas), *(str(one.fund) for one in invitations)])
        seated = promote_in(locked, because=because, detail=names, moment=moment)
    return Tended(len(expired), len(quotas) + len(invitations), len(seated))


def release_quotas(locked: Workshop, *, moment: datetime) -> list[Quota]:
    """Release the seats kept until a day that is over; returns their quotas."""
    today = timezone.localdate(moment)
    late = Quota.objects.filter(
        workshop=locked, released_at=None, kept__gt=0, kept_until__lt=today
    ).select_related("region", "area__parent", "fund")
    late = list(late)
    Quota.objects.filter(pk__in=[one.pk for one in late]).update(released_at=moment)
    return late


def release_now(
    *, quota: Quota, by: User | None, sure: bool = True, moment: datetime | None = None
) -> list[Registration]:
    """Release the seats a quota keeps before its day; returns who got one. Twice is once.

    Raises `courses.registering.waiting_list.AskFirst` unless `sure`.
    """
    with workshop_lock(quota.workshop_id) as locked:
        moment = moment or timezone.now()
        current = Quota.objects.select_related("region", "area__parent", "fund").get(pk=quota.pk)
        if not current.keeps:
            return []
        current.released_at = moment
        current.save(update_fields=["released_at"])
        if not promotes(locked, moment=moment):
            return []
        return promote_in(
            locked,
            because=Because.RELEASED,
            detail=current.name,
            by=by,
            moment=moment,
            sure=sure,
        )
