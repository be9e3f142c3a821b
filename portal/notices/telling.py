"""Decides who is told what: one notice for each person and matter, and whether a letter follows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import translate_url
from django.utils import timezone, translation

from portal.notices.kinds import Kind, about
from portal.notices.models import Notice
from portal.notices.posting import gathered_until, post_letters
from portal.notices.rhythm import at_once
from portal.notices.stopping import addresses_of, stopped_among
from portal.notices.wording import one_line, plain
from portal.people.models import Person, User

#: What is said: a text, one that is translated when it is shown, or a function of the person
#: told. The last two are asked in the language of that person.
Words = str | Callable[[Person], str]


@dataclass(frozen=True)
class Told:
    """How somebody is reached.

    `portal`: the person has an account and will see it there. `mail`: a letter goes out, or
    went out (the address is known and these letters are not stopped). `again`: this was
    told before; nothing new was written.
    """

    notice: Notice
    portal: bool
    mail: bool
    again: bool

    @property
    def reached(self) -> bool:
        """Whether anything reaches the person; if not, somebody has to call."""
        return self.portal or self.mail


def tell(
    *,
    person: Person,
    kind: str,
    key: str,
    subject: Words,
    text: Words,
    link: str = "",
    by_mail: bool = True,
    until: datetime | None = None,
    moment: datetime | None = None,
) -> Told:
    """Tell one person something, once for each `kind` and `key`: `tell_all` for one."""
    told = tell_all(
        people=[person],
        kind=kind,
        key=key,
        subject=subject,
        text=text,
        link=link,
        by_mail=by_mail,
        until=until,
        moment=moment,
    )
    return told[person.pk]


@transaction.atomic
def tell_all(
    *,
    people: Iterable[Person],
    kind: str,
    key: str,
    subject: Words,
    text: Words,
    link: str | Callable[[Person], str] = "",
    page: str = "",
    page_title: str = "",
    stops: str | Callable[[Person], str] = "",
    by_mail: bool = True,
    until: datetime | None = None,
    moment: datetime | None = None,
) -> dict[int, Told]:
    """Tell people something, once for each `kind` and `key`; who is reached how, by their keys.

    Told again, the first notice stands and no second letter goes out. `link` is an address
    of this portal as `reverse` gives it, or a function of the person that gives one; each
    person gets it in their own language. `page` and its title are what several notices are
    about: a list shows many unread ones as one line. `stops` names the single things the
    letter can be stopped for (portal.notices.matters), the one it is written for first.
    Letters are posted once the surrounding transaction stands, those of a page for which one
    has just gone out together a little later, and never after `until`. The same number of
    queries for one person and a thousand.
    """
    kind = Kind(kind)
    if not callable(link):
        _refuse_what_leads_away(link)
    people = {person.pk: person for person in people}
    moment = moment or timezone.now()
    told = Notice.objects.same(kind=kind, key=key).filter(recipient__in=people)
    before = {notice.recipient_id: notice for notice in told}
    fresh = [person for pk, person in people.items() if pk not in before]
    mailed = _who_gets_letters(fresh, kind) if by_mail else set()
    later = gathered_until(mailed, page, moment)
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person,
                kind=kind,
                key=key,
                created_at=moment,
                mail=Notice.Mail.WAITING if person.pk in mailed else Notice.Mail.NONE,
                mail_after=later.get(person.pk, moment) if person.pk in mailed else None,
                mail_until=until,
                page=page,
                page_title=one_line(page_title),
                stops=stops(person) if callable(stops) else stops,
                **_in_the_language_of(person, subject, text, link),
            )
            for person in fresh
        ],
        # Told at the same moment by another process: that one stands.
        ignore_conflicts=True,
    )
    notices = {notice.recipient_id: notice for notice in told.all()} if fresh else before
    # Those that wait to go together are posted by the timer.
    if to_post := [notices[pk].pk for pk in sorted(mailed - later.keys())]:
        transaction.on_commit(partial(post_letters.enqueue, to_post), robust=True)
    with_account = User.objects.filter(person__in=people, is_active=True)
    accounts = set(with_account.values_list("person", flat=True))
    return {
        pk: Told(
            notice=notices[pk],
            portal=pk in accounts,
            mail=notices[pk].mail in (Notice.Mail.WAITING, Notice.Mail.SENT),
            again=pk in before,
        )
        for pk in people
    }


def _who_gets_letters(people: list[Person], kind: Kind) -> set[int]:
    """Of some people, those with an address who want such letters, and want them at once."""
    keys = [person.pk for person in people if at_once(kind=kind, rhythm=person.rhythm)]
    if not keys:
        return set()
    stopped = stopped_among(keys)
    return {pk for pk in addresses_of(keys) if (pk, about(kind)) not in stopped}


def _refuse_what_leads_away(link: str) -> None:
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"A notice leads to a page of the portal, not to {link}")


def _in_the_language_of(person: Person, subject: Words, text: Words, link) -> dict[str, str]:
    """What a notice says, as the person reads it."""
    language = person.language or settings.LANGUAGE_CODE
    if callable(link):
        link = link(person)
        _refuse_what_leads_away(link)
    link = translate_url(link, language) if link else ""

    def said(words: Words) -> str:
        return str(words(person) if callable(words) else words)

    with translation.override(language):
        return {"subject": one_line(said(subject)), "text": plain(said(text)), "link": link}
