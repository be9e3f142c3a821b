"""Decides who of those waiting gets a seat that came free, and how long an offer holds.

Everything here runs under the workshop's lock, strictly in the order people came, within the
quotas; each step is written with its reason. Where a workshop gives people some days to
confirm (`Workshop.offer_days`), a seat that came free is offered first and held for them.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Registration, Workshop
from courses.registering import announcing
from courses.seats.locking import workshop_lock
from courses.seats.seating import has_begun, places_of, seating_of, waiting_claims
from courses.seats.trail import Because, step, write
from portal.people.models import User

Status = Registration.Status

#: A change by the organisers that gives more people a seat than this asks first.
MOST_UNASKED = 5


class AskFirst(Exception):
    """A change would give seats to many people at once; nothing was changed yet.

    `people` are their registrations in the order they would get seats. Doing it with
    `sure=True` does it.
    """

    def __init__(self, people: list[Registration]):
        self.people = people
        super().__init__(
            ngettext(
                "This gives a seat to %(count)d person on the waiting list. Please confirm.",
                "This gives seats to %(count)d people on the waiting list. Please confirm.",
                len(people),
            )
            % {"count": len(people)}
        )


class OfferGone(Exception):
    """The seat is no longer held for this person; the message says why."""


def promote(
    *,
    workshop: Workshop,
    because: str = Because.SEATS_ADDED,
    by: User | None = None,
    sure: bool = True,
    moment: datetime | None = None,
) -> list[Registration]:
    """Give free seats to those waiting, and return who got one.

    To be called when seats are added or a cancelled workshop is opened again. Unless `sure`,
    raises `AskFirst` for more than `MOST_UNASKED` people.
    """
    with workshop_lock(workshop.pk) as locked:
        moment = moment or timezone.now()
        if not promotes(locked, moment=moment):
            return []
        return promote_in(locked, because=because, by=by, sure=sure, moment=moment)


def promote_in(
    locked: Workshop,
    *,
    because: str,
    moment: datetime,
    by: User | None = None,
    detail: str = "",
    sure: bool = True,
) -> list[Registration]:
    """`promote` for somebody who holds the lock and knows that seats may be given."""
    places = places_of(locked)
    seating = seating_of(locked, places=places)
    given = seating.allot(waiting_claims(locked, places=places)) if seating.free else {}
    if not sure and len(given) > MOST_UNASKED:
        raise AskFirst(_people(given))
    return seat_all(locked, given, because=because, moment=moment, by=by, detail=detail)


def promotes(workshop: Workshop, *, moment: datetime | None) -> bool:
    """Whether free seats go to those who wait: not from the first day on, nor when called off."""
    if workshop.status == Workshop.Status.CANCELLED:
        return False
    return not has_begun(workshop, moment=moment)


def seat_all(
    locked: Workshop,
    given: dict[int, int],
    *,
    because: str,
    moment: datetime,
    by: User | None = None,
    detail: str = "",
) -> list[Registration]:
    """Write the seats (registration id → number) that `Seating.allot` gave to people waiting."""
    if not given:
        return []
    promoted = _people(given)
    offer_until = offer_end(locked, moment=moment)
    for registration in promoted:
        registration.seat = given[registration.pk]
        registration.status = Status.OFFERED if offer_until else Status.CONFIRMED
        registration.offer_until = offer_until
    Registration.objects.bulk_update(promoted, ["seat", "status", "offer_until"])
    write(step(one, because, moment=moment, by=by, detail=detail) for one in promoted)
    announcing.seats_given(promoted, moment=moment)
    return promoted


def offer_end(workshop: Workshop, *, moment: datetime) -> datetime | None:
    """Until when a seat given at this moment is held unconfirmed; None: it need not be.

    Never beyond the midnight before the first day, when the list on paper is made.
    """
    if workshop.offer_days is None:
        return None
    eve = timezone.make_aware(datetime.combine(workshop.starts_on, time()))
    return min(moment + timedelta(days=workshop.offer_days), eve)


def accept(
    *, registration: Registration, by: User | None = None, moment: datetime | None = None
) -> Registration:
    """Confirm an offered seat. Confirming twice is confirming once. Raises `OfferGone`."""
    with workshop_lock(registration.workshop_id) as locked:
        moment = moment or timezone.now()
        current = Registration.objects.get(pk=registration.pk)
        if current.status == Status.CONFIRMED:
            return current
        if current.status != Status.OFFERED or current.offer_until <= moment:
            raise OfferGone(_("The seat is no longer held for you. Please call the organisers."))
        if locked.status == Workshop.Status.CANCELLED:
            raise OfferGone(_("This workshop was cancelled."))
        current.status, current.offer_until = Status.CONFIRMED, None
        current.save(update_fields=["status", "offer_until"])
        write([step(current, Because.ACCEPTED, moment=moment, by=by)])
        return current


def expire_offers(locked: Workshop, *, moment: datetime) -> list[Registration]:
    """Take back the offered seats whose time is over; to be called under the lock.

    Whoever did not answer has lost the place and may register anew. The seats are given on
    by whoever calls this.
    """
    late = Registration.objects.filter(workshop=locked, offer_until__lte=moment).offered()
    late = list(late.order_by("registered_at", "pk"))
    for registration in late:
        registration.status = Status.CANCELLED
        registration.seat = registration.offer_until = None
        registration.cancelled_at = moment
    Registration.objects.bulk_update(late, ["status", "seat", "offer_until", "cancelled_at"])
    write(step(one, Because.EXPIRED, moment=moment) for one in late)
    announcing.offers_ended(late, moment=moment)
    return late


def _people(given: dict[int, int]) -> list[Registration]:
    """The registrations, in the order in which they were given seats."""
    found = Registration.objects.select_related("person", "fund").in_bulk(given)
    return [found[pk] for pk in given]
