"""Decides which letters somebody gets, and what a stop link at the end of a letter stops."""

from collections.abc import Iterable
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import About
from portal.notices.matters import Matter, is_matter, matter
from portal.notices.models import LettersStopped
from portal.people.models import Person, User

#: A stop link works for years: it is signed, and never runs out.
SIGNER = Signer(salt="portal.notices.stop")


class StopLinkError(Exception):
    """A stop link that was cut off or made up; the message says what to do."""

    def __init__(self):
        super().__init__(
            _(
                "This link is not complete. Please open it from the e-mail itself, or copy all "
                "of it."
            )
        )


def stop_token(*, person: Person, about: str) -> str:
    """What stands in a letter's stop link: who, and what is stopped: letters `About` something,
    or a single thing (portal.notices.matters). Cannot be guessed.
    """
    return SIGNER.sign(f"{person.pk}-{about}")


def read_stop_token(token: str) -> tuple[Person, str]:
    """Who a link speaks for, and what it stops. Raises `StopLinkError`."""
    try:
        key, _dash, about = SIGNER.unsign(token).partition("-")
        person = Person.objects.select_related("merged_into", "user").get(pk=key)
        return person.merged_into or person, about if is_matter(about) else About(about)
    except (BadSignature, ValueError, Person.DoesNotExist):
        raise StopLinkError from None


def stoppable(*, person: Person, about: str) -> Matter | None:
    """What a link stops, as it stands today: letters about something, or a single thing; None
    where that is no longer there.
    """
    if is_matter(about):
        return matter(person=person, name=about)

    def stop() -> str:
        set_stopped(person=person, about=about, stopped=True)
        return ""

    def again(_before: str) -> None:
        set_stopped(person=person, about=about, stopped=False)

    return Matter(str(About(about).label), about in stopped_by(person), stop, again)


@transaction.atomic
def set_stopped(
    *, person: Person, about: str, stopped: bool, moment: datetime | None = None
) -> bool:
    """Stop somebody's letters about something, or send them again; whether that changed."""
    Person.objects.select_for_update().filter(pk=person.pk).first()
    if (about in stopped_by(person)) == stopped:
        return False
    LettersStopped.objects.create(
        person=person, about=About(about), stopped=stopped, at=moment or timezone.now()
    )
    return True


def stopped_by(person: Person) -> set[str]:
    """What somebody wants no letters about."""
    return {about for _person, about in stopped_among([person.pk])}


def stopped_among(people: Iterable[int]) -> set[tuple[int, str]]:
    """Which of some people (their keys) stopped letters about what; one query."""
    last = {}
    rows = LettersStopped.objects.filter(person__in=people).order_by("at", "pk")
    for person, about, stopped in rows.values_list("person", "about", "stopped"):
        last[person, about] = stopped
    return {both for both, stopped in last.items() if stopped}


def addresses_of(people: Iterable[int]) -> dict[int, str]:
    """Where letters to some people (their keys) go: the account's e-mail, else the person's."""
    people = list(people)
    found = dict(Person.objects.filter(pk__in=people).values_list("pk", "email"))
    accounts = User.objects.filter(person__in=people, is_active=True).exclude(email="")
    found.update(accounts.values_list("person", "email"))
    return {person: address for person, address in found.items() if address}
