"""Decides who is admitted to a workshop whose organisers approve first."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Registration, Workshop
from courses.registering import announcing
from courses.registering.waiting_list import promote_in, promotes, seat_all
from courses.seats.locking import workshop_lock
from courses.seats.seating import claim_of, has_begun, places_of, seating_of, waiting_claims
from courses.seats.trail import Because, step, write
from portal.people.models import User

Status = Registration.Status


class ApprovalError(Exception):
    """Nothing was decided; the message says why."""


def approve(
    *,
    workshop: Workshop,
    registrations: Iterable[Registration],
    by: User,
    moment: datetime | None = None,
) -> list[Registration]:
    """Admit people who asked: they get seats or wait, in the order in which they had come.

    Somebody decided about already stays as they are; deciding twice does no harm. People of
    a group that wants seats together are seated when all of them are approved. Raises
    `ApprovalError` when the workshop is over or called off.
    """
    with workshop_lock(workshop.pk) as locked:
        moment = moment or timezone.now()
        _refuse_when_over(locked, moment=moment)
        wanted = {one.pk for one in registrations}
        asked = Registration.objects.filter(workshop=locked, pk__in=wanted).asked()
        approved = list(asked.select_related("person", "fund", "group"))
        Registration.objects.filter(pk__in=[one.pk for one in approved]).update(
            status=Status.WAITING
        )
        begun = has_begun(locked, moment=moment)
        places = places_of(locked)
        queue = (
            [claim_of(one) for one in approved] if begun else waiting_claims(locked, places=places)
        )
        given = seating_of(locked, places=places, doors_open=begun).allot(queue)
        for registration in approved:
            registration.seat = given.pop(registration.pk, None)
            registration.status = Status.CONFIRMED if registration.seat else Status.WAITING
        Registration.objects.bulk_update(approved, ["seat", "status"])
        write(step(one, Because.APPROVED, moment=moment, by=by) for one in approved)
        announcing.approved(approved, moment=moment)
        if promotes(locked, moment=moment):
            # Others who waited for the rest of their group.
            seat_all(locked, given, because=Because.APPROVED, moment=moment, by=by)
        return approved


def refuse(
    *, registration: Registration, by: User, reason: str, moment: datetime | None = None
) -> Registration:
    """Not admit somebody who asked, with the reason they read. Raises `ApprovalError`."""
    with workshop_lock(registration.workshop_id) as locked:
        moment = moment or timezone.now()
        current = Registration.objects.get(pk=registration.pk)
        if current.status == Status.REFUSED:
            return current
        if current.status != Status.ASKED:
            raise ApprovalError(_("This was decided already."))
        if not reason.strip():
            raise ApprovalError(_("Please write why, so that the person understands."))
        current.status = Status.REFUSED
        current.save(update_fields=["status"])
        write([step(current, Because.REFUSED, moment=moment, by=by, detail=reason.strip())])
        announcing.refused(current, reason=reason.strip(), moment=moment)
        if current.group_id and promotes(locked, moment=moment):
            # The rest of a group that comes together waited for this decision too.
            promote_in(locked, because=Because.APPROVED, moment=moment, by=by)
        return current


def _refuse_when_over(workshop: Workshop, *, moment: datetime) -> None:
    if workshop.status == Workshop.Status.CANCELLED:
        raise ApprovalError(_("This workshop was cancelled."))
    if timezone.localdate(moment) > workshop.ends_on:
        raise ApprovalError(_("This workshop is over."))
