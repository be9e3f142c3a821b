"""Decides the words with which people are told about their place: short, warm, one step on.

Pure over records at hand; asked in the language of whoever is told.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Invitation, Registration, Workshop
from portal.thai.dates import clock, date_span, long_date, short_datetime, weekday_date
from portal.thai.phones import show_phone

Status = Registration.Status


def when_and_where(workshop: Workshop) -> str:
    """Days and place in one line."""
    days = date_span(workshop.starts_on, workshop.ends_on)
    return f"{days} · {workshop.venue} {workshop.venue.subdistrict.full_name}"


def contact(workshop: Workshop) -> str:
    """Whom to call, empty where nobody is named."""
    if not workshop.contact_phone:
        return ""
    return _("Questions? Call %(who)s") % {
        "who": f"{workshop.contact_name} {show_phone(workshop.contact_phone)}".strip()
    }


def letter(*lines: str) -> str:
    """The lines that say something, one below the other."""
    return "\n".join(line for line in lines if line)


def seat_given(one: Registration) -> tuple[str, str]:
    """Subject and text: a seat came free and is theirs, or is held for them for some days."""
    workshop, title = one.workshop, one.workshop.title
    if one.status == Status.OFFERED:
        said = _(
            "A seat has come free, and it is held for you until %(until)s. Please open the "
            "page and confirm it. Without an answer it goes to the next person."
        ) % {"until": short_datetime(one.offer_until)}
        subject = _("A seat is held for you: %(title)s") % {"title": title}
    else:
        said = _("Good news: a seat has come free and it is yours. Seat %(seat)d.") % {
            "seat": one.seat
        }
        subject = _("You have a seat: %(title)s") % {"title": title}
    return subject, letter(said, when_and_where(workshop), _cannot_come(), contact(workshop))


def offer_ended(one: Registration) -> tuple[str, str]:
    """Subject and text: a seat was held and not confirmed in time."""
    return (
        _("The seat is no longer held: %(title)s") % {"title": one.workshop.title},
        letter(
            _(
                "We did not hear from you in time, so the seat goes to the next person. If you "
                "still want to come, please register again."
            ),
            contact(one.workshop),
        ),
    )


def approved(one: Registration, *, position: int | None) -> tuple[str, str]:
    """Subject and text: the organisers said yes, with a seat or a place in the queue."""
    return (
        _("You are approved: %(title)s") % {"title": one.workshop.title},
        letter(
            _("The organisers have approved your registration."),
            _standing(one, position),
            when_and_where(one.workshop),
            _cannot_come() if one.seat else "",
            contact(one.workshop),
        ),
    )


def refused(one: Registration, *, reason: str, instead: Workshop | None) -> tuple[str, str]:
    """Subject and text: the organisers said no, why, and the next round if there is one."""
    following = ""
    if instead:
        following = _("The next round is on %(days)s: %(title)s") % {
            "days": date_span(instead.starts_on, instead.ends_on),
            "title": instead.title,
        }
    return (
        _("No place this time: %(title)s") % {"title": one.workshop.title},
        letter(
            _("The organisers could not give you a place: %(reason)s") % {"reason": reason},
            following,
            contact(one.workshop),
        ),
    )


def registered(one: Registration, *, position: int | None) -> tuple[str, str]:
    """Subject and text: somebody else registered them."""
    return (
        _("You are registered: %(title)s") % {"title": one.workshop.title},
        letter(
            _("%(who)s has registered you.") % {"who": one.entered_by.shown_name},
            _standing(one, position),
            when_and_where(one.workshop),
            _cannot_come() if one.seat else "",
            contact(one.workshop),
        ),
    )


def taken_over(one: Registration, *, before: str, position: int | None) -> tuple[str, str]:
    """Subject and text for somebody who comes in another one's place."""
    return (
        _("You have a place: %(title)s") % {"title": one.workshop.title},
        letter(
            _("You come in the place of %(name)s.") % {"name": before},
            _standing(one, position),
            when_and_where(one.workshop),
            contact(one.workshop),
        ),
    )


def passed_on(one: Registration) -> tuple[str, str]:
    """Subject and text for somebody in whose place another one comes."""
    return (
        _("Your place was passed on: %(title)s") % {"title": one.workshop.title},
        letter(
            _("%(name)s comes in your place.") % {"name": one.person.name},
            _("If that is a mistake, please call soon."),
            contact(one.workshop),
        ),
    )


def given_back(one: Registration, *, who: str, reason: str) -> tuple[str, str]:
    """Subject and text: somebody else gave their place back."""
    said = _("%(who)s has given your place back.") % {"who": who}
    if reason:
        said = _("%(who)s has given your place back: %(reason)s") % {"who": who, "reason": reason}
    return (
        _("Your place was given back: %(title)s") % {"title": one.workshop.title},
        letter(said, _("If that is a mistake, please call soon."), contact(one.workshop)),
    )


def reminder(one: Registration, *, days: int, begins_at: datetime | None) -> tuple[str, str]:
    """Subject and text some days before the first one."""
    workshop = one.workshop
    if days == 1:
        subject = _("Tomorrow: %(title)s") % {"title": workshop.title}
    else:
        subject = ngettext("In %(days)d day: %(title)s", "In %(days)d days: %(title)s", days) % {
            "days": days,
            "title": workshop.title,
        }
    day = weekday_date(workshop.starts_on)
    if begins_at:
        day = _("%(day)s, from %(time)s") % {"day": day, "time": clock(begins_at)}
    seat = _("Seat %(seat)d.") % {"seat": one.seat}
    if one.status == Status.OFFERED:
        seat = _("Your seat is held until %(until)s: please confirm it.") % {
            "until": short_datetime(one.offer_until)
        }
    return subject, letter(
        _("We look forward to seeing you."),
        f"{day} · {workshop.venue} {workshop.venue.subdistrict.full_name}",
        seat,
        _cannot_come(),
        contact(workshop),
    )


def invitation(one: Invitation, *, again: bool) -> tuple[str, str]:
    """Subject and text for the officers of a fund that is invited, or is asked once more."""
    title = _("Please answer: %(title)s") if again else _("Invitation: %(title)s")
    wanted = ngettext(
        "Your fund is invited to send %(seats)d person, and a seat is kept for you.",
        "Your fund is invited to send %(seats)d people, and the seats are kept for you.",
        one.seats,
    ) % {"seats": one.seats}
    by = _("Please answer by %(day)s, yes or no: both help us.") if one.answer_by else ""
    return (
        title % {"title": one.workshop.title},
        letter(
            one.fund.name,
            wanted,
            when_and_where(one.workshop),
            by % {"day": long_date(one.answer_by)} if by else "",
            one.note,
            contact(one.workshop),
        ),
    )


def _standing(one: Registration, position: int | None) -> str:
    if one.status == Status.OFFERED:
        return _("Seat %(seat)d is held for you until %(until)s: please confirm it.") % {
            "seat": one.seat,
            "until": short_datetime(one.offer_until),
        }
    if one.seat:
        return _("You have seat %(seat)d.") % {"seat": one.seat}
    if one.status == Status.WAITING:
        return _(
            "All seats you may have are taken: you are number %(place)d on the waiting list, "
            "and hear from us when one comes free."
        ) % {"place": position}
    return _("The organisers decide about it and tell you.")


def _cannot_come() -> str:
    return _(
        "If you cannot come, please give the seat back on the page, so that somebody else can come."
    )
