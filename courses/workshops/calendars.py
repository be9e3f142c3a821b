"""Decides how workshops stand in a calendar program: one entry for each day (iCalendar).

An entry keeps its `UID` when the workshop moves, because it is counted from the first day;
calendars then move what they have instead of showing it twice. `SEQUENCE` grows with every
saving. Drafts never get here: whoever asks for entries asks `public_workshops`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, TimezoneStandard

from courses.models import CalendarAddress, HalfDay, Registration, Workshop
from courses.models.registration import new_token
from courses.workshops.calendar_lines import entry, moment, text
from courses.workshops.places import held_in_or_for
from portal.people.models import User
from portal.thai.dates import clock
from portal.thai.phones import show_phone

#: What a feed holds: what is over for longer is history, what is further away is not planned.
PAST, AHEAD = timedelta(days=90), timedelta(days=730)
#: How often calendar programs should look again.
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Part:
    """What a reader has to do with a workshop, as the calendar shows it.

    `mark` stands before the title; `tentative`: not certain yet; `steps` how often their
    part has changed, for the entry's `SEQUENCE`.
    """

    mark: str = ""
    tentative: bool = False
    steps: int = 0


NO_PART = Part()


def public_workshops(*, province: str = "", day: date | None = None):
    """The workshops of a feed: everybody's, those of a province, or all; drafts never."""
    day = day or timezone.localdate()
    found = _with_half_days(Workshop.objects.public()).filter(
        ends_on__gte=day - PAST, starts_on__lte=day + AHEAD
    )
    if province:
        found = found.filter(held_in_or_for(province))
    return found.order_by("starts_on", "pk")


def stamp_of(workshops) -> str:
    """Another text whenever a feed of these workshops would be another one. One query.

    Every rule that changes what an entry shows saves the workshop, also for a venue's name
    (`courses.workshops.places.refresh_search`).
    """
    found = workshops.order_by().aggregate(count=Count("pk"), last=Max("updated_at"))
    return f"{found['count']}-{found['last']:%Y%m%d%H%M%S%f}" if found["count"] else "none"


def workshop_for_calendar(pk: int) -> Workshop | None:
    """One workshop with what its entries need; None for a draft and for none at all."""
    return _with_half_days(Workshop.objects.public()).filter(pk=pk).first()


def parts_of(user: User, *, day: date | None = None) -> list[tuple[Workshop, Part]]:
    """The workshops of an account's own calendar: its registrations, and what it teaches."""
    day = day or timezone.localdate()
    registrations = Registration.objects.living().filter(person__user=user)
    steps = {
        Registration.Status.ASKED: Part(_("asked for"), tentative=True),
        Registration.Status.WAITING: Part(_("waiting for a seat"), tentative=True, steps=1),
        Registration.Status.OFFERED: Part(_("please confirm your seat"), tentative=True, steps=2),
        Registration.Status.CONFIRMED: Part(steps=3),
    }
    own = {
        workshop: steps[status]
        for workshop, status in registrations.values_list("workshop", "status")
    }
    taught = Workshop.trainers.through.objects.filter(user=user).values("workshop_id")
    found = _with_half_days(Workshop.objects.public()).filter(ends_on__gte=day - PAST)
    return [
        (workshop, own.get(workshop.pk) or Part(_("you teach"), steps=4))
        for workshop in (found.filter(pk__in=own) | found.filter(pk__in=taught)).order_by(
            "starts_on", "pk"
        )
    ]


def calendar_of(entries: Iterable[tuple[Workshop, Part]], *, name: str, origin: str) -> bytes:
    """A calendar as it is sent. `origin` is the portal's address that links begin with."""
    calendar = Calendar()
    calendar.add("prodid", "-//Phuean Kongthun//Workshops//TH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    calendar.add_component(_zone())
    before, end, after = calendar.to_ical().rpartition(b"END:VCALENDAR")
    events = (event for workshop, part in entries for event in _events(workshop, part, origin))
    return b"".join([before, *events, end, after])


@transaction.atomic
def renew_address(*, user: User) -> CalendarAddress:
    """A new secret address for an account's calendar; the one before answers no more."""
    address, made = CalendarAddress.objects.select_for_update().get_or_create(user=user)
    if not made:
        address.token = new_token()
        address.made_at = timezone.now()
        address.save()
    return address


def _with_half_days(workshops):
    half_days = Prefetch("half_days", HalfDay.objects.order_by("day", "part"))
    return workshops.with_place().defer("search_text", "search_loose").prefetch_related(half_days)


def _zone() -> Timezone:
    """Thailand's time, which has known no summer time since 1920."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzname", "+07")
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    zone = Timezone()
    zone.add("tzid", settings.TIME_ZONE)
    zone.add_component(standard)
    return zone


def _events(workshop: Workshop, part: Part, origin: str) -> Iterable[bytes]:
    half_days = list(workshop.half_days.all())
    days = sorted({half_day.day for half_day in half_days}) or _days_between(workshop)
    address = origin + workshop.get_absolute_url()
    shared = _of_all_days(workshop, part, address)
    for number, day in enumerate(days, 1):
        here = [half_day for half_day in half_days if half_day.day == day]
        off = workshop.status == Workshop.Status.CANCELLED
        yield entry(
            **shared,
            summary=text(_summary(workshop, part, number, len(days), off=off)),
            **_times(day, here),
            uid=text(f"workshop-{workshop.pk}-day-{(day - workshop.starts_on).days}@{_host()}"),
            description=text(_description(workshop, here, address, off=off)),
        )


def _of_all_days(workshop: Workshop, part: Part, address: str) -> dict[str, str]:
    """What the entries of all days of a workshop have in common, written once."""
    changed = moment(workshop.updated_at)
    off = workshop.status == Workshop.Status.CANCELLED
    venue = workshop.venue
    shared = {
        "dtstamp": changed,
        "last_modified": changed,
        "created": moment(workshop.created_at),
        "sequence": str(_sequence(workshop, part)),
        "location": text(", ".join(filter(None, _place(workshop)))),
        "url": address,
        "status": "CANCELLED" if off else "TENTATIVE" if part.tentative else "CONFIRMED",
    }
    if venue.latitude is not None:
        shared["geo"] = f"{float(venue.latitude)};{float(venue.longitude)}"
    if off:
        shared["transp"] = "TRANSPARENT"
    return shared


def _days_between(workshop: Workshop) -> list[date]:
    length = (workshop.ends_on - workshop.starts_on).days + 1
    return [workshop.starts_on + timedelta(days=number) for number in range(length)]


def _times(day: date, half_days: list[HalfDay]) -> dict[str, str | date | datetime]:
    """From the first beginning to the last end; the whole day where an hour is missing."""
    begins = [half_day.starts_at for half_day in half_days]
    ends = [half_day.ends_at for half_day in half_days]
    if half_days and all(begins) and all(ends):
        return {
            "dtstart": datetime.combine(day, min(begins)),
            "dtend": datetime.combine(day, max(ends)),
        }
    return {"dtstart": day, "dtend": day + timedelta(days=1)}


def _summary(workshop: Workshop, part: Part, number: int, of: int, *, off: bool) -> str:
    mark = _("cancelled") if off else part.mark
    title = f"({mark}) {workshop.title}" if mark else workshop.title
    if of == 1:
        return title
    return _("%(title)s (day %(number)d of %(of)d)") % {"title": title, "number": number, "of": of}


def _place(workshop: Workshop) -> list[str]:
    venue = workshop.venue
    return [str(venue), venue.address, venue.subdistrict.full_name]


def _description(workshop: Workshop, half_days: list[HalfDay], address: str, *, off: bool) -> str:
    lines = []
    if off and workshop.cancelled_because:
        lines.append(workshop.cancelled_because)
    for half_day in half_days:
        hours = [clock(one) for one in (half_day.starts_at, half_day.ends_at) if one]
        said = " ".join(filter(None, ("–".join(hours), half_day.topic)))
        lines.append(said or str(half_day.get_part_display()))
    if workshop.contact_phone:
        who = f"{workshop.contact_name} {show_phone(workshop.contact_phone)}".strip()
        lines.append(_("Questions: %(who)s") % {"who": who})
    return "\n".join([*lines, address])


def _sequence(workshop: Workshop, part: Part) -> int:
    """Grows with every saving, and with every step of the reader's own part."""
    seconds = int((workshop.updated_at - workshop.created_at).total_seconds())
    return max(seconds, 0) + part.steps


def _host() -> str:
    """The portal's own name: the same whichever address a request came to."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
