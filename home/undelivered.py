"""Decides who looks after letters that were given up, and what is told of each.

Coordinators see the letters to people they may see anyway: those with a place in a workshop
they manage, and those with a post in a fund of their provinces. It stands here because the
notices know neither workshops nor funds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.access import workshops_in_reach
from courses.models import Registration, ToTell, Workshop
from courses.workshops.telling import mark_told
from home.tasks import Task
from portal.funds.access import Rights
from portal.funds.models import Office
from portal.notices.failing import note_told_by_phone, why_failed
from portal.notices.kinds import About, about
from portal.notices.models import Notice
from portal.notices.stopping import addresses_of
from portal.people.models import User


@dataclass(frozen=True)
class Undelivered:
    """A letter that was given up: to whom, about what, why, and how else to reach them.

    `said` is empty where the letter is about a conversation that others may not read.
    """

    notice: Notice
    said: str
    why: str
    phone: str
    address: str


def letters_failed(rights: Rights):
    """The letters that were given up and nobody has told the person by phone, newest first."""
    if not rights.coordinator:
        return Notice.objects.none()
    told = ToTell.objects.filter(notice=OuterRef("pk"), told_at__isnull=False)
    failed = Notice.objects.mail_failed().exclude(Exists(told)).order_by("-pk")
    if rights.whole_nation:
        return failed
    managed = workshops_in_reach(rights, Workshop.objects.order_by())
    registered = Registration.objects.living().filter(workshop__in=managed)
    holding = rights.in_reach(Office.objects.in_force(), "fund__subdistrict__code")
    return failed.filter(
        Q(recipient__in=registered.order_by().values("person"))
        | Q(recipient__in=holding.order_by().values("person"))
    )


def described(notices: Iterable[Notice]) -> list[Undelivered]:
    """What is shown of each. Two queries for all of them."""
    notices = list(notices)
    people = {notice.recipient_id for notice in notices}
    addresses, phones = addresses_of(people), _phones_of(people)
    return [
        Undelivered(
            notice=notice,
            said="" if about(notice.kind) == About.EXCHANGE else notice.subject,
            why=why_failed(notice),
            phone=notice.recipient.phone or phones.get(notice.recipient_id, ""),
            address=addresses.get(notice.recipient_id, ""),
        )
        for notice in notices
    ]


def tell_by_phone(*, notice: Notice, by: User) -> Notice:
    """Note that somebody called; the workshop's own list of calls knows it too."""
    notice = note_told_by_phone(notice=notice, by=by)
    for row in ToTell.objects.filter(notice=notice, told_at=None):
        mark_told(row=row, by=by)
    return notice


def letters_to_see_to(rights: Rights) -> list[Task]:
    """One task for all letters that were given up, since the first of them."""
    if not rights.coordinator:
        return []
    found = letters_failed(rights).aggregate(count=Count("pk"), since=Min("created_at"))
    if not found["count"]:
        return []
    return [
        Task(
            day=timezone.localdate(found["since"]),
            kind="letters",
            text=ngettext(
                "%(count)d letter could not be delivered",
                "%(count)d letters could not be delivered",
                found["count"],
            )
            % {"count": found["count"]},
            about=_("Somebody has to call."),
            url=reverse("letters_failed"),
        )
    ]


def _phones_of(people: Iterable[int]) -> dict[int, str]:
    """The number each of some people (their keys) last gave with a registration."""
    given = Registration.objects.filter(person__in=people).exclude(phone="")
    return dict(given.order_by("registered_at", "pk").values_list("person", "phone"))
