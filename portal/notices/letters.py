"""Decides what stands in a letter by e-mail: the notice, where it leads, and how to stop it."""

from collections.abc import Sequence
from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.notices.kinds import Kind, about
from portal.notices.matters import matters
from portal.notices.models import Notice
from portal.notices.stopping import stop_token
from portal.notices.wording import one_line
from portal.people.models import Person


def letter(
    *, notice: Notice, address: str, others: Sequence[Notice] = (), connection=None
) -> EmailMultiAlternatives:
    """The letter of a notice, in plain text and as simple HTML, in the recipient's language.

    `others` are notices about the same page that go along. Mail programs that know one-press
    stopping find in the headers what stops what the letter was written for: a single thing
    where there is one, else all letters of its kind. The subject is one line whatever was
    typed into what it names; Django refuses headers with line breaks too.
    """
    person = notice.recipient
    what = about(notice.kind)
    with translation.override(person.language or settings.LANGUAGE_CODE):
        stop = _stop_address(person, what)
        singles = [
            {"title": one.title, "address": _stop_address(person, name)}
            for name, one in matters(person=person, names=notice.stops).items()
        ]
        language = translation.get_language()
        link = notice.page_in(language) if others else notice.link
        shown = {
            "notices": sorted((notice, *others), key=lambda each: each.pk),
            "subject": _subject(notice, len(others)),
            "together": bool(others),
            "person": person,
            "about": what.label,
            "link": absolute(link) if link else "",
            "stop": stop,
            "singles": singles,
            # Addresses in a summary are the portal's own; in what somebody wrote they are not.
            "linked": notice.kind == Kind.DIGEST,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": absolute("/"),
            "settings_url": absolute(reverse("notice_settings")),
            "language": language,
        }
        message = EmailMultiAlternatives(
            subject=shown["subject"],
            body=render_to_string("notices/letter/letter.txt", shown),
            to=[Address(addr_spec=address).addr_spec],
            headers={
                "List-Unsubscribe": f"<{singles[0]['address'] if singles else stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
            connection=connection,
        )
        message.attach_alternative(
            render_to_string("notices/letter/letter.html", shown), "text/html"
        )
    return message


def _subject(notice: Notice, others: int) -> str:
    if not others:
        return one_line(notice.subject)
    words = {"n": others + 1, "title": notice.page_title}
    return one_line(_("%(n)s new answers in: %(title)s") % words)


def _stop_address(person: Person, what: str) -> str:
    return absolute(reverse("letters_stop", args=[stop_token(person=person, about=what)]))


def absolute(path: str) -> str:
    """A page's address with the name of this site, as a letter needs it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
