"""Decides how much somebody may write at a time; trust comes from a confirmed post in a fund.

Counted in the rows of the database while the author waits their turn (`wait_for_turn` in
`exchange.talk.writing`), so that it holds for all processes together.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from exchange.models import Case, Post, UnwantedWord
from exchange.order.sanctions import in_words, silence_of
from portal.funds.access import Rights
from portal.people.models import User
from portal.thai.words import normalise

#: Posts in a day, and links to elsewhere in one post, without a confirmed post in a fund.
NEWCOMERS_A_DAY, NEWCOMERS_LINKS = 10, 1
#: Posts in an hour, for everybody.
ALL_AN_HOUR = 30
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def trusted(rights: Rights) -> bool:
    """Whether somebody holds a confirmed post in a fund, or works for the network."""
    return bool(rights.member_of) or rights.is_staff_of_portal


@dataclass(frozen=True)
class Before:
    """What somebody should know before typing; `case` is the decision it follows from, if any."""

    said: str = ""
    case: Case | None = None


def said_before(user: User, rights: Rights) -> Before:
    """That somebody may not write now, or how much they may; nothing where nothing binds them."""
    if not rights.signed_in:
        return Before()
    if measure := silence_of(user):
        return Before(in_words(measure), measure)
    if trusted(rights):
        return Before()
    limits = {"posts": NEWCOMERS_A_DAY, "links": NEWCOMERS_LINKS}
    return Before(
        _(
            "Until your post in a fund is confirmed, you can write %(posts)d posts a day, with "
            "%(links)d link in each."
        )
        % limits
    )


def beyond(author: User, rights: Rights, texts: tuple[str, ...], moment: datetime) -> str:
    """Why this is not written now, in one sentence; empty when it may be."""
    recent = Post.objects.filter(author=author, created_at__lte=moment)
    if recent.filter(created_at__gt=moment - timedelta(hours=1)).count() >= ALL_AN_HOUR:
        return _("You have written %(most)d posts within an hour; please go on a little later.") % {
            "most": ALL_AN_HOUR
        }
    since_yesterday = recent.filter(created_at__gt=moment - timedelta(days=1))
    if not trusted(rights) and since_yesterday.count() >= NEWCOMERS_A_DAY:
        return _(
            "You have written %(most)d posts since yesterday; you can go on tomorrow, or at once "
            "when your post in a fund is confirmed."
        ) % {"most": NEWCOMERS_A_DAY}
    return not_published(rights, texts)


def not_published(rights: Rights, texts: tuple[str, ...]) -> str:
    """Why these words are not published, whenever they were written; empty when they are."""
    if word := unwanted_in(*texts):
        return _("“%(word)s” is not published here; please take it out and send again.") % {
            "word": word
        }
    links = sum(len(LINK.findall(text)) for text in texts)
    if not trusted(rights) and links > NEWCOMERS_LINKS:
        return _(
            "Until your post in a fund is confirmed, a post may hold %(most)d link; please take "
            "the others out."
        ) % {"most": NEWCOMERS_LINKS}
    return ""


def unwanted_in(*texts: str) -> str:
    """The first word of the staff's list that stands in a text; case and spaces do not hide it."""
    text = normalise("\n".join(texts))
    close = "".join(text.split())
    words = UnwantedWord.objects.filter(active=True).values_list("word", flat=True)
    return next((word for word in words if "".join(normalise(word).split()) in close), "")
