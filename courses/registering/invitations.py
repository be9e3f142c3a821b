"""Decides which funds are invited to a workshop, and what their answers do to its seats."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Invitation, Registration, Workshop
from courses.registering import announcing
from courses.registering.waiting_list import promote_in, promotes
from courses.seats.locking import workshop_lock
from courses.seats.seating import seating_of
from courses.seats.trail import Because
from portal.funds.models import Fund
from portal.people.models import User

Answer = Invitation.Answer


class InvitationError(Exception):
    """Nothing was changed; the message says why."""


def invite(
    *,
    workshop: Workshop,
    seats: Mapping[Fund, int],
    by: User,
    answer_by: date | None = None,
    note: str = "",
    moment: datetime | None = None,
) -> list[Invitation]:
    """Invite funds, each with a number of seats that are kept for it until it answers.

    A fund that is invited already gets the new number and day, and keeps its answer. Raises
    `InvitationError` when there are not that many seats, or the day has passed.
    """
    with workshop_lock(workshop.pk) as locked:
        moment = moment or timezone.now()
        _refuse_when_over(locked, moment=moment)
        if answer_by and answer_by < timezone.localdate(moment):
            raise InvitationError(_("The day for the answer is over. Please choose a later one."))
        known = {one.fund_id: one for one in locked.invitations.filter(fund__in=seats).all()}
        made = []
        for fund, number in seats.items():
            invitation = known.get(fund.pk) or Invitation(workshop=locked, fund=fund, invited_by=by)
            invitation.seats = number
            invitation.answer_by = answer_by
            invitation.note = note
            if invitation.answer != Answer.NO:
                invitation.released_at = None
            invitation.save()
            made.append(invitation)
        seating = seating_of(locked)
        if seating.still_kept > seating.free:
            raise InvitationError(
                _("Only %(free)d seats are free, and %(kept)d would be kept.")
                % {"free": seating.free, "kept": seating.still_kept}
            )
        announcing.invited([one for one in made if one.fund_id not in known], moment=moment)
        return made


def ask_again(
    *, invitations: Iterable[Invitation], moment: datetime | None = None
) -> list[Invitation]:
    """Ask the funds that have not answered once more; returns those that were asked.

    Their officers hear of it once a day at most. Whoever answered meanwhile is left alone.
    """
    moment = moment or timezone.now()
    asked = Invitation.objects.filter(pk__in=[one.pk for one in invitations]).unanswered()
    asked = list(asked.exclude(workshop__status=Workshop.Status.CANCELLED))
    Invitation.objects.filter(pk__in=[one.pk for one in asked]).update(reminded_at=moment)
    announcing.invited(asked, moment=moment, again=True)
    return asked


def release(
    *, invitation: Invitation, sure: bool = True, moment: datetime | None = None
) -> Invitation:
    """Keep no seats for a fund any longer; they go to those who wait. Twice is once.

    The fund may still come, like everybody, while seats are free. Raises `InvitationError`
    when the workshop is over or called off, and `AskFirst` of the waiting list unless `sure`.
    """
    with workshop_lock(invitation.workshop_id) as locked:
        moment = moment or timezone.now()
        current = Invitation.objects.select_related("fund").get(pk=invitation.pk)
        if current.released_at is not None:
            return current
        _refuse_when_over(locked, moment=moment)
        current.released_at = moment
        current.save(update_fields=["released_at"])
        if promotes(locked, moment=moment):
            promote_in(
                locked, because=Because.RELEASED, detail=str(current.fund), moment=moment, sure=sure
            )
        return current


def answer(
    *,
    invitation: Invitation,
    coming: bool,
    by: User | None = None,
    sure: bool = True,
    moment: datetime | None = None,
) -> Invitation:
    """Write down whether a fund comes; a no gives its seats to those who wait.

    A yes after a no, or after the day for the answer, keeps the seats again as far as they
    are still free: `released_at` then says that they are not. Answering twice alike changes
    nothing. Raises `InvitationError` when people of the fund have seats already, and
    `courses.registering.waiting_list.AskFirst` unless `sure`.
    """
    with workshop_lock(invitation.workshop_id) as locked:
        moment = moment or timezone.now()
        current = Invitation.objects.get(pk=invitation.pk)
        wanted = Answer.YES if coming else Answer.NO
        if current.answer == wanted:
            return current
        _refuse_when_over(locked, moment=moment)
        current.answer, current.answered_at, current.answered_by = wanted, moment, by
        if coming:
            _keep_again(locked, current)
        else:
            _refuse_while_seated(locked, current)
            current.released_at = current.released_at or moment
        current.save()
        if promotes(locked, moment=moment):
            promote_in(locked, because=Because.RELEASED, moment=moment, sure=sure)
        return current


def release_unanswered(locked: Workshop, *, moment: datetime) -> list[Invitation]:
    """Give back the seats of funds whose day has passed; to be called under the lock."""
    today = timezone.localdate(moment)
    late = locked.invitations.keeping().filter(answer_by__lt=today)
    late = list(late.exclude(answer=Answer.YES))
    Invitation.objects.filter(pk__in=[one.pk for one in late]).update(released_at=moment)
    return late


def _keep_again(locked: Workshop, invitation: Invitation) -> None:
    """Keep the seats once more where they were given back, if so many are still free."""
    if invitation.released_at is None:
        return
    released = invitation.released_at
    invitation.released_at = None
    invitation.save()
    seating = seating_of(locked)
    if seating.still_kept > seating.free:
        invitation.released_at = released


def _refuse_while_seated(locked: Workshop, invitation: Invitation) -> None:
    coming = Registration.objects.filter(workshop=locked, fund_id=invitation.fund_id).living()
    if coming.exists():
        raise InvitationError(
            _("People of this fund are registered. Please cancel their places first.")
        )


def _refuse_when_over(workshop: Workshop, *, moment: datetime) -> None:
    if workshop.status == Workshop.Status.CANCELLED:
        raise InvitationError(_("This workshop was cancelled."))
    if timezone.localdate(moment) > workshop.ends_on:
        raise InvitationError(_("This workshop is over."))
