"""Decides who holds a post in a fund: asked for, confirmed by somebody else, dated, ended.

A post gives rights while it is confirmed and within its dates; the last day of a term
ends the right by itself, nothing has to run for it.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.funds.access import Rights, rights_of
from portal.funds.models import Fund, Office
from portal.people.models import Person
from portal.thai.dates import short_date


class OfficeError(Exception):
    """A request or decision that cannot stand; the message says why and what to do."""


def may_decide(rights: Rights, office: Office) -> bool:
    """Whether a reader may confirm, refuse or end this office.

    Officers in force of the same fund, coordinators of its province and administrators
    may, but nobody decides on a post of their own.
    """
    if not rights.signed_in or office.person.user_id == rights.user_id:
        return False
    return rights.acts_for(office.fund_id) or rights.coordinates(office.fund.subdistrict_id)


def may_end(rights: Rights, office: Office) -> bool:
    """Whether a reader may end this office: those who may decide, and its holder."""
    own = rights.signed_in and office.person.user_id == rights.user_id
    return own or may_decide(rights, office)


def waiting_for(rights: Rights):
    """Requests a reader may decide on, the oldest first, with person and place at hand."""
    if not (rights.officer or rights.coordinator):
        return Office.objects.none()
    waiting = Office.objects.waiting().exclude(person__user=rights.user_id)
    if not rights.whole_nation:
        in_reach = Q(fund__in=rights.officer_of)
        for province in rights.provinces:
            in_reach |= Q(fund__subdistrict__code__startswith=province)
        waiting = waiting.filter(in_reach)
    return waiting.select_related("person__user", "fund__subdistrict__parent__parent").order_by(
        "asked_at", "pk"
    )


@transaction.atomic
def ask_for_office(
    *, person: Person, fund: Fund, role: str, starts_on: date, ends_on: date | None = None
) -> Office:
    """Ask for a post. Asking again changes the dates of the request that still waits.

    Raises `OfficeError` for a term that is over or in the wrong order, and where the
    person holds this post at that time already.
    """
    _check_term(starts_on, ends_on)
    _check_not_held(person=person, fund=fund, role=role, starts_on=starts_on, ends_on=ends_on)
    office, _created = Office.objects.update_or_create(
        person=person,
        fund=fund,
        role=role,
        status=Office.Status.ASKED,
        defaults={"starts_on": starts_on, "ends_on": ends_on},
    )
    return office


@transaction.atomic
def confirm_office(*, office: Office, by) -> Office:
    """Confirm a request, as the account `by`; confirming twice does no harm."""
    return _decide(office, by=by, status=Office.Status.CONFIRMED)


@transaction.atomic
def refuse_office(*, office: Office, by, reason: str) -> Office:
    """Refuse a request with a reason that the person will read."""
    if not reason.strip():
        raise OfficeError(_("Please write why, so that the person knows what to do."))
    return _decide(office, by=by, status=Office.Status.REFUSED, reason=reason.strip())


@transaction.atomic
def end_office(*, office: Office, by, reason: str = "") -> Office:
    """End a confirmed office at once: from this moment it gives no right any more."""
    if not may_end(rights_of(by), office):
        raise OfficeError(_may_not(office, by))
    office.refresh_from_db()
    if office.status == Office.Status.ENDED:
        return office
    today = timezone.localdate()
    if office.status != Office.Status.CONFIRMED or (office.ends_on and office.ends_on < today):
        raise OfficeError(_("This post is not in force, so there is nothing to end."))
    # An office that was to begin later ends on the day it would have begun.
    office.ends_on = max(today, office.starts_on)
    office.status = Office.Status.ENDED
    office.reason = reason.strip()
    office.decided_by, office.decided_at = by, timezone.now()
    office.save()
    return office


@transaction.atomic
def appoint(
    *, person: Person, fund: Fund, role: str, starts_on: date, by, ends_on: date | None = None
) -> Office:
    """Enter a post as confirmed, as its coordinator or officer `by` knows it to be.

    A request of the same person for the same post is answered by it.
    """
    office = ask_for_office(
        person=person, fund=fund, role=role, starts_on=starts_on, ends_on=ends_on
    )
    return confirm_office(office=office, by=by)


def _decide(office: Office, *, by, status: str, reason: str = "") -> Office:
    if not may_decide(rights_of(by), office):
        raise OfficeError(_may_not(office, by))
    if status == Office.Status.CONFIRMED:
        _check_not_held(
            person=office.person,
            fund=office.fund,
            role=office.role,
            starts_on=office.starts_on,
            ends_on=office.ends_on,
            besides=office.pk,
        )
    # Only a request that still waits is answered, so of two answers at once the first counts.
    Office.objects.waiting().filter(pk=office.pk).update(
        status=status, decided_by=by, decided_at=timezone.now(), reason=reason
    )
    office.refresh_from_db(fields=["status", "decided_by", "decided_at", "reason", "ends_on"])
    if office.status != status:
        raise OfficeError(
            _("This request has been answered already: %(status)s.")
            % {"status": office.get_status_display()}
        )
    return office


def _may_not(office: Office, by) -> str:
    if office.person.user_id == by.pk:
        return _("Somebody else has to decide on your own post.")
    return _("Only officers of this fund and coordinators of its province decide on its posts.")


def _check_term(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise OfficeError(_("The term ends before it begins."))
    if ends_on and ends_on < timezone.localdate():
        raise OfficeError(_("This term is over already. Please give the present or next one."))


def _check_not_held(
    *,
    person: Person,
    fund: Fund,
    role: str,
    starts_on: date,
    ends_on: date | None,
    besides: int | None = None,
) -> None:
    """Raise where the person holds the post within these dates by another office."""
    held = Office.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on),
        person=person,
        fund=fund,
        role=role,
        status=Office.Status.CONFIRMED,
    ).exclude(pk=besides)
    if ends_on:
        held = held.filter(starts_on__lte=ends_on)
    office = held.first()
    if office is None:
        return
    if office.ends_on:
        raise OfficeError(
            _("%(person)s holds this post until %(day)s already. A next term begins after it.")
            % {"person": person, "day": short_date(office.ends_on)}
        )
    raise OfficeError(_("%(person)s holds this post already.") % {"person": person})
