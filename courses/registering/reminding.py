"""Decides who is reminded of what is coming, and when: a week before, and the day before.

Run every few minutes by `manage.py tend_workshops`; run twice, it says nothing twice, and run
late, it says what is still worth saying. Cancelling stops it, for a person and for a workshop.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from courses.models import Invitation, Registration, ToTell, Workshop
from courses.registering import announcing, wording
from portal.notices.kinds import Kind

#: Days before at which somebody is reminded, and on how few left it is still worth it.
WEEK, WEEK_AT_LATEST = 7, 3
EVE = 1
#: Nobody is woken: reminders go out from eight in the morning on.
FIRST_HOUR = 8
#: Who has only just registered, or was only just invited, knows.
NEWS_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was done now: people told, people who have to be called, funds asked again."""

    told: int = 0
    to_call: int = 0
    funds: int = 0


def remind(*, moment: datetime | None = None) -> Reminded:
    """Remind everybody of whom it is time: people with a seat, and funds yet to answer."""
    moment = moment or timezone.now()
    local = timezone.localtime(moment)
    if local.hour < FIRST_HOUR:
        return Reminded()
    told = to_call = 0
    for workshop in due(moment=moment):
        more_told, more_to_call = remind_one(workshop, moment=moment)
        told += more_told
        to_call += more_to_call
    return Reminded(told, to_call, _ask_funds(moment=moment))


def due(*, moment: datetime):
    """The workshops of which people are to be reminded today."""
    today = timezone.localdate(moment)
    days = [today + timedelta(days=left) for left in _days_of_reminders()]
    takes_place = [Workshop.Status.OPEN, Workshop.Status.CLOSED]
    found = Workshop.objects.filter(status__in=takes_place, starts_on__in=days)
    return found.with_place().order_by("starts_on", "pk")


@transaction.atomic
def remind_one(workshop: Workshop, *, moment: datetime) -> tuple[int, int]:
    """Remind the people of one workshop: how many were told, how many have to be called.

    Whoever was on the list of calls for it once is not called a second time.
    """
    left = (workshop.starts_on - timezone.localdate(moment)).days
    which = EVE if left == EVE else WEEK
    people = Registration.objects.filter(workshop=workshop).with_seat()
    if which == WEEK:
        people = people.filter(registered_at__lte=moment - NEWS_FOR)
    people = list(people.select_related("person"))
    for one in people:
        one.workshop = workshop
    first = workshop.half_days.first()
    told = announcing.say(
        people,
        Kind.REMINDER,
        partial(wording.reminder, days=left, begins_at=first.starts_at if first else None),
        key=f"{workshop.starts_on}-{which}",
        until=_midnight_before(workshop),
        moment=moment,
    )
    rows = ToTell.objects.of(workshop).filter(change=ToTell.Change.REMINDER)
    called = set(rows.values_list("registration", flat=True))
    missed = [one for one in people if one.pk not in called and not told[one.person_id].mail]
    announcing.to_call(missed, ToTell.Change.REMINDER, told=told, moment=moment)
    return sum(not one.again and one.reached for one in told.values()), len(missed)


def _ask_funds(*, moment: datetime) -> int:
    """Ask funds whose day for an answer is near; how many were asked now."""
    today = timezone.localdate(moment)
    asked = 0
    for left in _days_of_reminders():
        late = (
            Invitation.objects.unanswered()
            .keeping()
            .filter(answer_by=today + timedelta(days=left), invited_at__lte=moment - NEWS_FOR)
        )
        which = EVE if left == EVE else WEEK
        newly = announcing.ask_officers(
            [one.pk for one in late], moment=moment, again=True, key=f"reminder-{which}"
        )
        Invitation.objects.filter(pk__in=newly).update(reminded_at=moment)
        asked += len(newly)
    return asked


def _days_of_reminders() -> list[int]:
    return [EVE, *range(WEEK_AT_LATEST, WEEK + 1)]


def _midnight_before(workshop: Workshop) -> datetime:
    day = datetime.combine(workshop.starts_on, datetime.min.time())
    return timezone.make_aware(day)
