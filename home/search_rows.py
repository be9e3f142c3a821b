"""Decides what a search shows of each thing found: its name, where it belongs, a passage of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.talk.signature import signed_name
from portal.thai.dates import date_span, short_date
from portal.thai.search_text import plain
from portal.thai.snippets import snippet

#: Letters of a name and of a passage.
NAME, PASSAGE = 200, 170


@dataclass(frozen=True)
class Row:
    """One thing found. ``meta`` are pairs of an icon and a text, ``badge`` says how it stands;
    ``day`` is shown as a leaf of a calendar.
    """

    title: SafeString
    url: str
    meta: tuple[tuple[str, str], ...] = ()
    passage: SafeString | str = ""
    badge: str = ""
    day: date | None = None
    near: bool = False


def passage(texts: Iterable[str], words: str) -> SafeString | str:
    """A passage of the first of some texts in which something was found, else of the first."""
    first = ""
    for text in filter(None, texts):
        shown = snippet(text, words, length=PASSAGE)
        if "<mark>" in shown:
            return shown
        first = first or shown
    return first


def _name(text: str, words: str) -> SafeString:
    return snippet(text, words, length=NAME)


def fund_row(fund, words: str) -> Row:
    return Row(
        title=_name(fund.name, words),
        url=fund.get_absolute_url(),
        meta=(("place", fund.subdistrict.full_name),),
        passage=passage([fund.about], words),
    )


def curriculum_row(page, words: str) -> Row:
    return Row(
        title=_name(page.title, words),
        url=page.url,
        passage=passage([page.summary, page.search_text], words),
    )


def workshop_row(workshop, words: str) -> Row:
    place = f"{workshop.venue.name} · {workshop.venue.subdistrict.full_name}"
    cancelled = workshop.status == workshop.Status.CANCELLED
    return Row(
        title=_name(workshop.title, words),
        url=workshop.get_absolute_url(),
        meta=(("calendar", date_span(workshop.starts_on, workshop.ends_on)), ("place", place)),
        passage=passage([workshop.about, workshop.organisers], words),
        badge=workshop.get_status_display() if cancelled else "",
        day=workshop.starts_on,
    )


def lesson_row(page, words: str) -> Row:
    fund = page.fund
    meta = (("fund", fund.name), ("place", fund.subdistrict.full_name)) if fund else ()
    texts = [page.summary, *(getattr(page, part) for part in page.PARTS)]
    return Row(
        title=_name(page.title, words),
        url=page.url,
        meta=meta,
        passage=passage(texts, words),
    )


def _written(written) -> tuple[str, str]:
    return ("fund" if written.fund else "user", signed_name(written))


def _place(board_title: str | None, pair) -> tuple[str, str]:
    return ("chat", board_title or str(pair))


def topic_row(topic, words: str) -> Row:
    replies = ngettext("%(n)d reply", "%(n)d replies", topic.shown_replies) % {
        "n": topic.shown_replies
    }
    return Row(
        title=_name(topic.title, words),
        url=topic.get_absolute_url(),
        meta=(
            _written(topic),
            _place(topic.board_title, topic.pair),
            ("clock", short_date(topic.created_at)),
        ),
        passage=passage([plain(topic.opening_html or "")], words),
        badge=_("Has an answer") if topic.answered else replies if topic.shown_replies else "",
    )


def reply_row(post, words: str) -> Row:
    return Row(
        title=_name(post.topic.title, words),
        url=post.get_absolute_url(),
        meta=(
            _written(post),
            _place(post.board_title, post.topic.pair),
            ("clock", short_date(post.created_at)),
        ),
        passage=passage([post.text()], words),
        badge=_("reply %(number)d") % {"number": post.number - 1},
    )


def news_row(page, words: str) -> Row:
    return Row(
        title=_name(page.title, words),
        url=page.url,
        meta=(("calendar", short_date(page.day)),),
        passage=passage([page.summary, plain(page.body)], words),
        day=page.day,
    )


def person_row(person, words: str) -> Row:
    return Row(
        title=_name(person.name, words),
        url=f"{reverse('search')}?{urlencode({'person': person.pk})}",
        meta=(("chat", _("What they wrote under their own name")),),
    )
