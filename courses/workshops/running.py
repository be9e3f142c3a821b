"""Decides how a workshop is opened, changed, published, closed and cancelled."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import CurriculumPage, HalfDay, Registration, Venue, Workshop
from courses.registering.waiting_list import promote
from courses.seats.locking import workshop_lock
from courses.seats.seating import has_begun
from courses.workshops.places import known_venue
from courses.workshops.question_lists import copy_questions
from courses.workshops.quotas import QuotaPlan, refuse_too_many_kept, write_quotas
from courses.workshops.telling import as_known, tell_called_off, tell_of_change, tell_on_again
from courses.workshops.timetable import (
    HalfDayPlan,
    WorkshopError,
    moved_half_days,
    refuse_impossible_days,
    usual_half_days,
    write_half_days,
)
from portal.people.models import User

TITLE_LENGTH = Workshop._meta.get_field("title").max_length


@transaction.atomic
def open_workshop(
    *,
    curriculum: CurriculumPage,
    venue: Venue,
    starts_on: date,
    ends_on: date,
    seats: int,
    title: str = "",
    created_by: User | None = None,
    half_days: Iterable[HalfDayPlan] | None = None,
    trainers: Iterable[User] = (),
    districts: Iterable = (),
    regions: Iterable = (),
    quotas: Iterable[QuotaPlan] = (),
    like: Workshop | None = None,
    **details,
) -> Workshop:
    """A new workshop, a draft, with its half-days (the usual ones if none are given).

    It is pinned to the curriculum's text as published now. Without a title it is called
    after the curriculum, with the number of the round. `details` are further fields of
    `Workshop`; a venue not saved yet is looked up and added. The questions are those of the
    workshop it is `like`. Opening the same one twice (same curriculum, place, first day and
    title) gives the first. Raises `WorkshopError`.
    """
    if half_days is None:
        half_days = usual_half_days(starts_on, ends_on)
    # Two presses of a button come one after the other, so that they count rounds alike.
    curriculum = CurriculumPage.objects.select_for_update().get(pk=curriculum.pk)
    if not curriculum.live:
        raise WorkshopError(_("This curriculum is not published yet."), field="curriculum")
    venue = known_venue(venue)
    same = Workshop.objects.filter(curriculum=curriculum, venue=venue, starts_on=starts_on)
    if known := (same.filter(title=title) if title else same).first():
        return known
    workshop = Workshop(
        curriculum=curriculum,
        edition_id=curriculum.live_revision_id,
        venue=venue,
        title=title or next_title(curriculum),
        starts_on=starts_on,
        ends_on=ends_on,
        seats=seats,
        created_by=created_by,
        **details,
    )
    _refuse_what_is_wrong(workshop)
    workshop.trainers.set(trainers)
    workshop.districts.set(districts)
    workshop.regions.set(regions)
    workshop.save()
    write_half_days(workshop, half_days)
    write_quotas(workshop, quotas)
    refuse_too_many_kept(workshop)
    if like is not None:
        copy_questions(source=like, workshop=workshop)
    return workshop


def change_workshop(
    *,
    workshop: Workshop,
    half_days: Iterable[HalfDayPlan] | None = None,
    trainers: Iterable[User] | None = None,
    districts: Iterable | None = None,
    regions: Iterable | None = None,
    quotas: Iterable[QuotaPlan] | None = None,
    by: User | None = None,
    sure: bool = True,
    **details,
) -> Workshop:
    """Change fields of a workshop; what is not given stays. Seats added go to who waits.

    Whoever has a place is told when place, days or hours are other ones. Raises
    `WorkshopError` when more people have seats than there would be, or a half-day with marks
    would go. Days may move while no half-day that must go has marks. Unless `sure`, raises
    `courses.registering.waiting_list.AskFirst` when many would get a seat at once.
    """
    with workshop_lock(workshop.pk) as locked:
        before, seats_before = (locked.starts_on, locked.ends_on), locked.seats
        known = as_known(locked)
        if "venue" in details:
            details["venue"] = known_venue(details["venue"])
        for name, value in details.items():
            locked._meta.get_field(name)  # a misspelt name must not pass silently
            setattr(locked, name, value)
        _refuse_what_is_wrong(locked)
        refuse_too_few_seats(locked, seats=locked.seats, seats_per_fund=locked.seats_per_fund)
        for name, chosen in (
            ("trainers", trainers),
            ("districts", districts),
            ("regions", regions),
        ):
            if chosen is not None:
                getattr(locked, name).set(chosen)
        locked.save()
        if half_days is None and before != (locked.starts_on, locked.ends_on):
            half_days = moved_half_days(locked, before=before)
        if half_days is not None:
            write_half_days(locked, half_days)
        other_quotas = quotas is not None and write_quotas(locked, quotas)
        if (other_quotas or locked.seats != seats_before) and not has_begun(locked):
            refuse_too_many_kept(locked)
        tell_of_change(workshop=locked, before=known)
        promote(workshop=locked, by=by, sure=sure)
        return locked


def publish(
    *,
    workshop: Workshop,
    by: User | None = None,
    sure: bool = True,
    moment: datetime | None = None,
) -> Workshop:
    """Open a draft for registration, or reopen what was closed or cancelled.

    `moment` is when it happens (now if none is given). Raises `WorkshopError` for a
    workshop that is over, and `courses.registering.waiting_list.AskFirst` unless `sure`.
    """
    with workshop_lock(workshop.pk) as locked:
        if locked.status == Workshop.Status.OPEN:
            return locked
        was_off = locked.status == Workshop.Status.CANCELLED
        if timezone.localdate(moment or timezone.now()) > locked.ends_on:
            raise WorkshopError(
                _("The last day is over. Change the days first, then open registration.")
            )
        opened = _become(locked, Workshop.Status.OPEN)
        if was_off:
            tell_on_again(workshop=opened, moment=moment)
        # Places given back while it was called off.
        promote(workshop=opened, by=by, sure=sure, moment=moment)
        return opened


def close(*, workshop: Workshop) -> Workshop:
    """Take no more registrations. Raises `WorkshopError` for a draft or a cancelled one."""
    with workshop_lock(workshop.pk) as locked:
        if locked.status == Workshop.Status.CLOSED:
            return locked
        if locked.status != Workshop.Status.OPEN:
            raise WorkshopError(_("Registration of this workshop is not open."))
        return _become(locked, Workshop.Status.CLOSED)


def cancel(*, workshop: Workshop, reason: str) -> Workshop:
    """Call the workshop off, with the reason everybody reads. Registrations stay as they are.

    Cancelling again only changes the reason. Raises `WorkshopError` without a reason, or
    when somebody's presence is marked: what took place cannot be called off.
    """
    with workshop_lock(workshop.pk) as locked:
        if not reason.strip():
            raise WorkshopError(_("Please write why, so that people understand."), field="reason")
        if HalfDay.objects.filter(workshop=locked, attendance__present=True).exists():
            raise WorkshopError(_("People have attended already, so it cannot be cancelled."))
        was_off = locked.status == Workshop.Status.CANCELLED
        off = _become(locked, Workshop.Status.CANCELLED, because=reason.strip())
        if not was_off:
            tell_called_off(workshop=off)
        return off


def next_title(curriculum: CurriculumPage) -> str:
    """The curriculum's title with the number of its next round, in the portal's language."""
    number = Workshop.objects.filter(curriculum=curriculum).count() + 1
    with translation.override(settings.LANGUAGE_CODE):
        ending = _(", round %(number)d") % {"number": number}
    return curriculum.title[: TITLE_LENGTH - len(ending)] + ending


def refuse_too_few_seats(workshop: Workshop, *, seats: int, seats_per_fund: int | None) -> None:
    """Raises `WorkshopError` when more people have seats than there would be."""
    confirmed = Registration.objects.filter(workshop_id=workshop.pk).with_seat().order_by()
    taken = confirmed.count()
    if seats < taken:
        raise WorkshopError(
            ngettext(
                "%(taken)d person has a confirmed seat already, so there cannot be fewer seats.",
                "%(taken)d people have confirmed seats already, so there cannot be fewer seats.",
                taken,
            )
            % {"taken": taken},
            field="seats",
        )
    by_fund = confirmed.exclude(fund=None).values("fund").annotate(people=Count("pk"))
    most = max(by_fund.values_list("people", flat=True), default=0)
    if seats_per_fund is not None and seats_per_fund < most:
        raise WorkshopError(
            ngettext(
                "One fund has %(most)d confirmed seat already, so the limit cannot be lower.",
                "One fund has %(most)d confirmed seats already, so the limit cannot be lower.",
                most,
            )
            % {"most": most},
            field="seats_per_fund",
        )


def _refuse_what_is_wrong(workshop: Workshop) -> None:
    refuse_impossible_days(workshop.starts_on, workshop.ends_on)
    try:
        workshop.full_clean()
    except ValidationError as problem:
        field, messages = next(iter(problem.message_dict.items()))
        field = "" if field == "__all__" else field
        raise WorkshopError(messages[0], field=field) from problem


def _become(workshop: Workshop, status: str, *, because: str = "") -> Workshop:
    workshop.status = status
    workshop.cancelled_because = because
    workshop.save()
    return workshop
