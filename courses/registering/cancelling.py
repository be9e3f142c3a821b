"""Decides when a place may be given back, and gives it to the next one."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Attendance, Registration, Workshop
from courses.registering import announcing
from courses.registering.waiting_list import promote_in, promotes
from courses.seats.locking import workshop_lock
from courses.seats.seating import has_begun
from courses.seats.trail import Because, step, write
from portal.people.models import User


class CancellationRefused(Exception):
    """The place cannot be given back any more; the message says why and what to do."""


def cancel(
    *,
    registration: Registration,
    by_staff: bool = False,
    by: User | None = None,
    reason: str = "",
    moment: datetime | None = None,
) -> Registration:
    """Give a place back; the next one waiting who may have the seat gets it at once.

    `reason` is why, in somebody's words, for the trail and for whoever hears of it.

    Cancelling twice is cancelling once. From the first day on only those who run the
    workshop may do it (somebody entered by mistake), and nobody whose presence is marked
    can be cancelled. Raises `CancellationRefused`.
    """
    with workshop_lock(registration.workshop_id) as workshop:
        moment = moment or timezone.now()
        current = Registration.objects.get(pk=registration.pk)
        if not current.living:
            return current
        if has_begun(workshop, moment=moment):
            _refuse_late_cancellation(workshop, current, by_staff=by_staff, moment=moment)
        current.status = Registration.Status.CANCELLED
        current.seat = current.offer_until = None
        current.cancelled_at = moment
        current.save(update_fields=["status", "seat", "offer_until", "cancelled_at"])
        write([step(current, Because.CANCELLED, moment=moment, by=by, detail=reason.strip())])
        announcing.given_back(current, by=by, reason=reason.strip(), moment=moment)
        if promotes(workshop, moment=moment):
            promote_in(workshop, because=Because.SEAT_FREE, moment=moment)
        return current


def _refuse_late_cancellation(
    workshop: Workshop, registration: Registration, *, by_staff: bool, moment: datetime
) -> None:
    if not by_staff or timezone.localdate(moment) > workshop.ends_on:
        raise CancellationRefused(
            _("The workshop has begun, so a place can no longer be given back here.")
        )
    marks = Attendance.objects.filter(registration=registration)
    if marks.present().exists():
        raise CancellationRefused(
            _("%(name)s was there, so the registration stays.") % {"name": registration.person.name}
        )
    marks.delete()
