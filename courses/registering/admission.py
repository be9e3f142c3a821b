"""Decides whether somebody may register for a workshop at a moment, and if not, why."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Workshop
from portal.thai.dates import short_datetime


class Admission(models.TextChoices):
    """What a person at the door of a workshop is told."""

    OPEN = "open", gettext_lazy("registration is open")
    FULL = "full", gettext_lazy("full, waiting list")
    NOT_YET = "not_yet", gettext_lazy("registration is not open yet")
    CLOSED = "closed", gettext_lazy("registration is closed")
    OVER = "over", gettext_lazy("over")
    CANCELLED = "cancelled", gettext_lazy("cancelled")
    DRAFT = "draft", gettext_lazy("draft")

    @property
    def takes_people(self) -> bool:
        """Whether a registration is taken, for a seat or for the waiting list."""
        return self in (Admission.OPEN, Admission.FULL)


def admission(workshop: Workshop, *, taken: int, moment: datetime | None = None) -> Admission:
    """How the workshop stands at a moment (now if none is given) with `taken` seats confirmed.

    Pure. Whoever writes a registration counts `taken` under the lock that guards the seats.
    """
    moment = moment or timezone.now()
    if workshop.status == Workshop.Status.DRAFT:
        return Admission.DRAFT
    if workshop.status == Workshop.Status.CANCELLED:
        return Admission.CANCELLED
    if timezone.localdate(moment) > workshop.ends_on:
        return Admission.OVER
    if workshop.status == Workshop.Status.CLOSED:
        return Admission.CLOSED
    if workshop.opens_at and moment < workshop.opens_at:
        return Admission.NOT_YET
    if workshop.closes_at and moment >= workshop.closes_at:
        return Admission.CLOSED
    return Admission.FULL if taken >= workshop.seats else Admission.OPEN


def admission_sentence(workshop: Workshop, state: Admission) -> str:
    """What to tell somebody who asks for a place: one sentence, empty while seats are free."""
    match state:
        case Admission.FULL:
            return _("All seats are taken. You can go on the waiting list.")
        case Admission.NOT_YET:
            return _("Registration opens on %(moment)s.") % {
                "moment": short_datetime(workshop.opens_at)
            }
        case Admission.CLOSED if workshop.closes_at and workshop.closes_at <= timezone.now():
            return _("Registration closed on %(moment)s.") % {
                "moment": short_datetime(workshop.closes_at)
            }
        case Admission.CLOSED:
            return _("Registration is closed. Please call the organisers.")
        case Admission.OVER:
            return _("This workshop is over.")
        case Admission.CANCELLED if workshop.cancelled_because:
            return _("This workshop was cancelled: %(reason)s") % {
                "reason": workshop.cancelled_because
            }
        case Admission.CANCELLED:
            return _("This workshop was cancelled.")
        case Admission.DRAFT:
            return _("This workshop is a draft. Registration has not been opened.")
        case _state:
            return ""
