"""Decides what somebody with a place in a workshop is told: how it stands, and what comes next.

The same words stand on the private page, on the slip, on a group's page and in the mouth of a
coordinator on the telephone. Pure over a registration with its workshop at hand.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import HalfDay, Registration, RegistrationStep, Workshop
from courses.seats.seating import position_of, positions, why_waiting
from portal.thai.dates import clock, date_span, short_datetime, weekday_date

Status = Registration.Status
Because = RegistrationStep.Because


@dataclass(frozen=True, slots=True)
class Answer:
    """How one place stands: `title` as a heading, `short` in a list, `lines` one sentence each."""

    title: str
    short: str
    lines: tuple[str, ...]

    @property
    def to_say(self) -> str:
        """All of it, to be read to somebody on the telephone."""
        return " ".join([self.short + ".", *self.lines])


def answer_of(
    registration: Registration,
    *,
    position: int | None = None,
    reason: str = "",
    begins: HalfDay | None = None,
) -> Answer:
    """What is told to whoever has this place; `position` and `reason` where they wait, the
    `reason` too where it ended, and the half-day with which it `begins`.
    """
    workshop = registration.workshop
    match registration.status:
        case Status.CONFIRMED:
            return Answer(
                _("You have a seat"),
                _("Seat %(seat)d") % {"seat": registration.seat},
                (come_sentence(workshop, begins),),
            )
        case Status.OFFERED:
            until = short_datetime(registration.offer_until)
            return Answer(
                _("A seat is held for you"),
                _("Seat %(seat)d, held until %(until)s")
                % {"seat": registration.seat, "until": until},
                (
                    _(
                        "Please confirm by %(until)s that you come. Without an answer the seat "
                        "goes to the next person."
                    )
                    % {"until": until},
                ),
            )
        case Status.WAITING:
            return Answer(
                _("You are on the waiting list"),
                _("Place %(position)d on the waiting list") % {"position": position or 1},
                tuple(filter(None, (reason, _promotion_sentence(workshop)))),
            )
        case Status.ASKED:
            return Answer(
                _("You have asked for a place"),
                _("Waiting for the organisers' approval"),
                (
                    _("The organisers look at every request and decide in the order they came."),
                    _("This page shows the answer as soon as there is one."),
                ),
            )
        case Status.REFUSED:
            return Answer(
                _("The organisers could not give you a place"),
                _("Not approved"),
                tuple(filter(None, (reason,))),
            )
        case _cancelled:
            return Answer(
                _("This registration is cancelled"),
                _("Cancelled"),
                tuple(filter(None, (reason,))),
            )


def come_sentence(workshop: Workshop, first: HalfDay | None) -> str:
    """When and where to come."""
    place = f"{workshop.venue} {workshop.venue.subdistrict.full_name}"
    if first and first.starts_at:
        return _("Please come on %(day)s at %(time)s to %(place)s.") % {
            "day": weekday_date(first.day),
            "time": clock(first.starts_at),
            "place": place,
        }
    return _("Please come on %(days)s to %(place)s.") % {
        "days": date_span(workshop.starts_on, workshop.ends_on),
        "place": place,
    }


def standing(registration: Registration) -> Answer:
    """The answer for one place, asked of the database where it needs more than the row."""
    return standings([registration])[registration.pk]


def standings(registrations: list[Registration]) -> dict[int, Answer]:
    """The same for people of one workshop, by registration id; few queries for any number.

    The reason is asked for the first one who waits: people of one group wait for the same.
    """
    if not registrations:
        return {}
    workshop = registrations[0].workshop
    waiting = [one for one in registrations if one.status == Status.WAITING]
    places = _places(waiting, workshop)
    reason = why_waiting(waiting[0]) if waiting else ""
    seated = any(one.status == Status.CONFIRMED for one in registrations)
    begins = workshop.half_days.first() if seated else None
    ended = _ended([one for one in registrations if not one.living])
    return {
        one.pk: answer_of(
            one,
            position=places.get(one.pk),
            reason=reason if one.living else ended[one.pk],
            begins=begins,
        )
        for one in registrations
    }


def _places(waiting: list[Registration], workshop: Workshop) -> dict[int, int | None]:
    """Where some people stand in line. One query at most."""
    if len(waiting) == 1:
        return {waiting[0].pk: position_of(waiting[0])}
    return positions(workshop) if waiting else {}


def _ended(registrations: list[Registration]) -> dict[int, str]:
    """Why places ended, in one sentence each from their trails. One query at most."""
    if not registrations:
        return {}
    steps = RegistrationStep.objects.filter(registration__in=registrations)
    last = {(one.registration_id, one.status): one for one in steps.order_by("at", "pk")}
    return {one.pk: _ended_because(one, last.get((one.pk, one.status))) for one in registrations}


def _ended_because(registration: Registration, last: RegistrationStep | None) -> str:
    if registration.status == Status.REFUSED:
        return last.detail if last else ""
    if last and last.because == Because.EXPIRED:
        return _("A seat was held for you and not confirmed in time. You may register again.")
    if registration.cancelled_at is None:
        return ""
    return _("The place was given back on %(when)s.") % {
        "when": short_datetime(registration.cancelled_at)
    }


def _promotion_sentence(workshop: Workshop) -> str:
    if workshop.offer_days:
        return ngettext(
            "When a seat you may have comes free, it is held for you, and you have %(days)d day "
            "to confirm it on this page.",
            "When a seat you may have comes free, it is held for you, and you have %(days)d days "
            "to confirm it on this page.",
            workshop.offer_days,
        ) % {"days": workshop.offer_days}
    return _("When a seat you may have comes free, it is yours at once. This page then shows it.")
