"""Decides what somebody with a place in a workshop is told: how it stands, and what comes next.

The same words stand on the private page, on the slip, on a group's page and in the mouth of a
coordinator on the telephone. Pure over a registration with its workshop at hand.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Registration, RegistrationStep
from courses.seating import position_of, positions, why_waiting
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
    registration: Registration, *, position: int | None = None, reason: str = ""
) -> Answer:
    """What is told to whoever has this place; `position` and `reason` where they wait."""
    workshop = registration.workshop
    match registration.status:
        case Status.CONFIRMED:
            return Answer(
                _("You have a seat"),
                _("Seat %(seat)d") % {"seat": registration.seat},
                (come_sentence(registration),),
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
            return Answer(_("This registration is cancelled"), _("Cancelled"), (reason,))


def come_sentence(registration: Registration) -> str:
    """When and where to come."""
    workshop = registration.workshop
    first = workshop.half_days.first()
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
    if registration.status == Status.WAITING:
        return answer_of(
            registration, position=position_of(registration), reason=why_waiting(registration)
        )
    return answer_of(registration, reason=ended_because(registration))


def standings(registrations: list[Registration]) -> dict[int, Answer]:
    """The same for the people of one group, by registration id; few queries for any number.

    A reason is given for the first one who waits: it is the group's.
    """
    if not registrations:
        return {}
    places = positions(registrations[0].workshop)
    found, reason = {}, None
    for one in registrations:
        if one.status == Status.WAITING:
            reason = why_waiting(one) if reason is None else reason
            found[one.pk] = answer_of(one, position=places.get(one.pk), reason=reason)
        else:
            found[one.pk] = answer_of(one, reason=ended_because(one))
    return found


def ended_because(registration: Registration) -> str:
    """Why a place ended, in one sentence from its trail; empty while it lives. One query."""
    if registration.living:
        return ""
    last = registration.steps.filter(status=registration.status).last()
    if registration.status == Status.REFUSED:
        return last.detail if last else ""
    when = registration.cancelled_at
    if last and last.because == Because.EXPIRED:
        return _("A seat was held for you and not confirmed in time. You may register again.")
    if when is None:
        return ""
    return _("The place was given back on %(when)s.") % {"when": short_datetime(when)}


def _promotion_sentence(workshop) -> str:
    if workshop.offer_days:
        return ngettext(
            "When a seat you may have comes free, it is held for you, and you have %(days)d day "
            "to confirm it on this page.",
            "When a seat you may have comes free, it is held for you, and you have %(days)d days "
            "to confirm it on this page.",
            workshop.offer_days,
        ) % {"days": workshop.offer_days}
    return _("When a seat you may have comes free, it is yours at once. This page then shows it.")
