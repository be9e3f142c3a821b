"""Decides what stands in a letter by e-mail: the notice, where it leads, and how to stop it."""

from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.notices.kinds import about
from portal.notices.models import Notice
from portal.notices.stopping import stop_token
from portal.notices.wording import one_line


def letter(*, notice: Notice, address: str, connection=None) -> EmailMultiAlternatives:
    """The letter of a notice, in plain text and as simple HTML, in the recipient's language.

    Mail programs that know one-press stopping find it in the headers. The subject is one
    line whatever was typed into what it names; Django refuses headers with line breaks too.
    """
    person = notice.recipient
    what = about(notice.kind)
    with translation.override(person.language or settings.LANGUAGE_CODE):
        stop = absolute(reverse("letters_stop", args=[stop_token(person=person, about=what)]))
        shown = {
            "notice": notice,
            "person": person,
            "about": what.label,
            "link": absolute(notice.link) if notice.link else "",
            "stop": stop,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": absolute("/"),
            "language": translation.get_language(),
        }
        message = EmailMultiAlternatives(
            subject=one_line(notice.subject),
            body=render_to_string("notices/letter/letter.txt", shown),
            to=[Address(addr_spec=address).addr_spec],
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "Content-Language": shown["language"],
            },
            connection=connection,
        )
        message.attach_alternative(
            render_to_string("notices/letter/letter.html", shown), "text/html"
        )
    return message


def absolute(path: str) -> str:
    """A page's address with the name of this site, as a letter needs it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
