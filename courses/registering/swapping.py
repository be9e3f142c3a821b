"""Decides when another person may take somebody's place, and keeps the seat for them."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Registration, Workshop
from courses.models.registration import new_token
from courses.registering import announcing
from courses.registering.admission import Admission, admission
from courses.registering.declaring import declare
from courses.registering.entry import OPEN_TO_STAFF
from courses.registering.groups import Member
from courses.registering.registration import latest_place
from courses.seats.locking import workshop_lock
from courses.seats.seating import has_begun, places_of
from courses.seats.trail import Because, step, write
from portal.people.identity import identify_person
from portal.people.models import User


class SwapRefused(Exception):
    """The place stays whose it was; the message says why."""


def swap(
    *,
    registration: Registration,
    member: Member,
    by: User | None,
    by_staff: bool = False,
    token: str = "",
    moment: datetime | None = None,
) -> Registration:
    """Give a place to another person of the same fund; seat and place in the queue stay.

    Possible until registration closes, for those who run the workshop until its first day.
    The private link changes (to `token`, where the caller chose it beforehand), so that
    whoever had it cannot cancel for the new person. The same person again, or the same form
    sent twice, changes nothing. Raises `SwapRefused`.
    """
    with workshop_lock(registration.workshop_id) as locked:
        moment = moment or timezone.now()
        current = Registration.objects.select_related("person").get(pk=registration.pk)
        if token and current.token == token:
            return current
        _refuse_late_swap(locked, current, by_staff=by_staff, moment=moment)
        person = identify_person(
            title=member.title,
            first_name=member.first_name,
            last_name=member.last_name,
            phone=member.phone,
        )
        if person == current.person:
            return current
        theirs = latest_place(places_of(locked), person)
        if theirs and theirs.living:
            raise SwapRefused(_("%(name)s has a place already.") % {"name": person.name})
        before = current.person
        names = f"{before.name} → {person.name}"
        current.person = person
        current.phone = member.phone
        current.post_held = member.post_held
        current.needs = member.needs
        current.token = token or new_token()
        current.save()
        current.question_answers.all().delete()
        declare(current, answers=member.answers, consents=member.consents, moment=moment)
        write([step(current, Because.SWAPPED, moment=moment, by=by, detail=names)])
        announcing.swapped(current, before=before, by=by, moment=moment)
        return current


def _refuse_late_swap(
    workshop: Workshop, current: Registration, *, by_staff: bool, moment: datetime
) -> None:
    if not current.living:
        raise SwapRefused(_("This place was given back already."))
    if has_begun(workshop, moment=moment):
        raise SwapRefused(_("The workshop has begun, so names can no longer be changed here."))
    state = admission(workshop, taken=0, moment=moment)
    if state.takes_people or (by_staff and state in OPEN_TO_STAFF):
        return
    if state == Admission.CANCELLED:
        raise SwapRefused(_("This workshop was cancelled."))
    raise SwapRefused(
        _("Registration is closed, so names can no longer be changed. Please call the organisers.")
    )
