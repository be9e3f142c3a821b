"""Decides who has to be told that a workshop changed, what is new for them, and who was told.

A change of place, days or hours, calling off and taking place after all go out as notices at
once; whom no letter reaches stays on a list until somebody has called. Everything here is
called under the workshop's lock or touches one row of the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.models import HalfDay, Registration, ToTell, Workshop
from portal.notices.kinds import Kind
from portal.notices.telling import tell_all
from portal.people.models import User
from portal.thai.dates import clock, date_span, short_date

#: Which notice a change goes out as.
KINDS = {
    ToTell.Change.MOVED: Kind.WORKSHOP_CHANGED,
    ToTell.Change.CALLED_OFF: Kind.WORKSHOP_CANCELLED,
    ToTell.Change.ON_AGAIN: Kind.WORKSHOP_CHANGED,
}


@dataclass(frozen=True)
class Difference:
    """One thing that is new: what it is about, what somebody knew, and how it is now."""

    about: str
    before: str
    now: str


def as_known(workshop: Workshop) -> dict:
    """What people go by, as plain values: place, days, and the hours of each half-day."""
    rows = HalfDay.objects.filter(workshop_id=workshop.pk).order_by("day", "part")
    venue = workshop.venue
    with translation.override("th"):
        place = f"{venue} {venue.subdistrict.full_name}"
    return {
        "venue": venue.pk,
        "place": place,
        "days": [workshop.starts_on.isoformat(), workshop.ends_on.isoformat()],
        "hours": [
            [
                row.day.isoformat(),
                row.part,
                *(one.strftime("%H:%M") if one else "" for one in (row.starts_at, row.ends_at)),
            ]
            for row in rows
        ],
    }


def differences(knew: dict, now: dict) -> list[Difference]:
    """What is new between two answers of `as_known`, in the reader's words."""
    found = []
    if knew["venue"] != now["venue"]:
        found.append(Difference(_("Place"), knew["place"], now["place"]))
    if knew["days"] != now["days"]:
        found.append(Difference(_("Days"), _days(knew), _days(now)))
    if knew["hours"] != now["hours"] and (knew["days"] == now["days"] or _hours_moved(knew, now)):
        found.append(Difference(_("Hours"), _hours(knew), _hours(now)))
    return found


def tell_of_change(*, workshop: Workshop, before: dict, moment: datetime | None = None) -> None:
    """Everybody who has a place hears that place, days or hours are not what they were.

    `before` is what `as_known` said before the change. Who knew the older state still has the
    old row; who learns that all is as they knew it has none any more.
    """
    now = as_known(workshop)
    if not _same(before, now):
        _tell(workshop, ToTell.Change.MOVED, knew=before, now=now, moment=moment)


def tell_called_off(*, workshop: Workshop, moment: datetime | None = None) -> None:
    """Everybody who has a place hears that the workshop is called off, and why."""
    _tell(workshop, ToTell.Change.CALLED_OFF, because=workshop.cancelled_because, moment=moment)


def tell_on_again(*, workshop: Workshop, moment: datetime | None = None) -> None:
    """Who heard that it was called off hears that it takes place; who did not, hears nothing."""
    off = ToTell.objects.of(workshop).filter(change=ToTell.Change.CALLED_OFF)
    heard = set(off.told().values_list("registration", flat=True))
    off.filter(told_at=None).exclude(registration__in=heard).delete()
    _tell(workshop, ToTell.Change.ON_AGAIN, only=heard, moment=moment)


def to_be_told(
    *, registration: Registration, because: str = "", moment: datetime | None = None
) -> ToTell:
    """Somebody has a seat now and nothing may be sent any more: put on the list of calls."""
    row, _made = ToTell.objects.update_or_create(
        registration=registration,
        change=ToTell.Change.SEAT,
        told_at=None,
        defaults={"because": because, "created_at": moment or timezone.now()},
    )
    return row


def mark_told(*, row: ToTell, by: User | None, moment: datetime | None = None) -> bool:
    """Somebody was told by phone. Telling twice is telling once: whether it was the first."""
    return (
        _of_row(row, told_at=None).update(
            told_at=moment or timezone.now(), told_by=by, how=ToTell.How.PHONE
        )
        > 0
    )


def mark_not_reached(*, row: ToTell, seen: int, moment: datetime | None = None) -> None:
    """One more call in vain; `seen` are the tries that were shown, so that a second sending of
    the same press counts once.
    """
    _of_row(row, told_at=None, tries=seen).update(
        tries=F("tries") + 1, tried_at=moment or timezone.now()
    )


def take_back(*, row: ToTell) -> None:
    """A slip of the finger: they have not been told after all. A newer row stays as it is."""
    newer = ToTell.objects.filter(registration=row.registration_id, change=row.change, told_at=None)
    if row.told_at and not newer.exists():
        _of_row(row, how=ToTell.How.PHONE).update(told_at=None, told_by=None, how="")


def people_to_call(workshop: Workshop) -> int:
    """How many people are still to be called."""
    return ToTell.objects.of(workshop).untold().values("registration").distinct().count()


def _of_row(row: ToTell, **state):
    return ToTell.objects.filter(pk=row.pk, **state)


def _tell(
    workshop: Workshop,
    change: str,
    *,
    knew: dict | None = None,
    now: dict | None = None,
    because: str = "",
    only: Iterable[int] | None = None,
    moment: datetime | None = None,
) -> None:
    """Write the rows of a change and send its notices."""
    moment = moment or timezone.now()
    last_day = max(workshop.ends_on, _last_day(knew) if knew else workshop.ends_on)
    if workshop.status == Workshop.Status.DRAFT or last_day < timezone.localdate(moment):
        return
    _settle(workshop, change)
    people = Registration.objects.filter(workshop=workshop).living().select_related("person")
    if only is not None:
        people = people.filter(pk__in=only)
    waiting = {
        row.registration_id: row
        for row in ToTell.objects.of(workshop).filter(change=change, told_at=None)
    }
    rows, undone = [], []
    for registration in people:
        row = waiting.get(registration.pk) or ToTell(
            registration=registration, change=change, knew=knew or {}
        )
        if row.pk and now and _same(row.knew, now):
            undone.append(row.pk)
            continue
        row.created_at, row.because = moment, because[:300]
        rows.append((row, registration.person))
    ToTell.objects.filter(pk__in=undone).delete()
    if not rows:
        return
    knew_by_person = {person.pk: row.knew for row, person in rows}
    told = tell_all(
        people=[person for _row, person in rows],
        kind=KINDS[change],
        key=f"{workshop.pk}-{change}-{moment:%Y%m%d%H%M%S%f}",
        subject=lambda _person: _subject(workshop, change),
        text=lambda person: _text(workshop, change, knew_by_person[person.pk], now, because),
        link=workshop.get_absolute_url(),
        moment=moment,
    )
    for row, person in rows:
        row.notice = told[person.pk].notice
    ToTell.objects.bulk_create([row for row, _person in rows if not row.pk])
    ToTell.objects.bulk_update(
        [row for row, _person in rows if row.pk], ["created_at", "because", "notice"]
    )


def _settle(workshop: Workshop, change: str) -> None:
    """Who was reached by a notice has been told: from now on that is history."""
    reached = ToTell.objects.of(workshop).filter(ToTell.REACHED, change=change, told_at=None)
    rows = list(reached.select_related("notice"))
    for row in rows:
        row.how = ToTell.How.NOTICE if row.notice.read_at else ToTell.How.MAIL
        row.told_at = row.notice.read_at or row.created_at
    ToTell.objects.bulk_update(rows, ["how", "told_at"])


def _subject(workshop: Workshop, change: str) -> str:
    words = {
        ToTell.Change.MOVED: _("Changed: %(title)s"),
        ToTell.Change.CALLED_OFF: _("Called off: %(title)s"),
        ToTell.Change.ON_AGAIN: _("Takes place after all: %(title)s"),
    }
    return words[change] % {"title": workshop.title}


def _text(workshop: Workshop, change: str, knew: dict, now: dict | None, because: str) -> str:
    if change == ToTell.Change.CALLED_OFF:
        return because
    if change == ToTell.Change.ON_AGAIN:
        days = date_span(workshop.starts_on, workshop.ends_on)
        return _("It takes place on %(days)s, %(venue)s.") % {"days": days, "venue": workshop.venue}
    return "\n".join(
        _("%(about)s: %(now)s (it was: %(before)s)")
        % {"about": one.about, "now": one.now, "before": one.before}
        for one in differences(knew, now or {})
    )


def _same(one: dict, other: dict) -> bool:
    return all(one.get(key) == other.get(key) for key in ("venue", "days", "hours"))


def _hours_moved(knew: dict, now: dict) -> bool:
    """Whether the hours differ by more than the days they lie on."""

    def bare(known: dict) -> list:
        return sorted({tuple(row[1:]) for row in known["hours"]})

    return bare(knew) != bare(now)


def _last_day(known: dict) -> date:
    return date.fromisoformat(known["days"][1])


def _days(known: dict) -> str:
    return date_span(*map(date.fromisoformat, known["days"]))


def _hours(known: dict) -> str:
    """The hours in a line: "27 มี.ค. 2566 09.00–12.00, 13.00–16.00"."""
    lines: dict[str, list[str]] = {}
    parts = dict(HalfDay.Part.choices)
    for day, part, *hours in known["hours"]:
        said = "–".join(clock(datetime.strptime(one, "%H:%M").time()) for one in hours if one)
        lines.setdefault(day, []).append(said or str(parts[part]))
    return "; ".join(
        f"{short_date(date.fromisoformat(day))} {', '.join(said)}" for day, said in lines.items()
    )
