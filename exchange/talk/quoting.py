"""Decides which words of others may stand in a text, and that their right signature stands there.

A quote is Markdown: ``> [signature](/posts/12/)`` and below it what was said. What readers of
the place may not read themselves is never quoted there: a pair's room stays a room.
"""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from exchange.models import BoardPage, Pair, Post
from exchange.talk.signature import sign
from exchange.talk.text import NAME, tidy
from portal.funds.access import VISITOR, Rights

#: Letters of a post that are offered for quoting; whoever wants more copies it.
LONGEST_QUOTE = 600
#: The first line of a quote, with or without the language in the address.
HEAD = re.compile(
    r"^(?P<before>[ >]*>[ ]?)\[(?:\\.|[^\[\]\\\n])*\]\((?:/[a-z]{2})?/posts/(?P<pk>\d{1,18})/\)",
    re.MULTILINE,
)

#: From everybody's to the smallest circle.
CIRCLES = [BoardPage.Readers.EVERYBODY, BoardPage.Readers.MEMBERS, BoardPage.Readers.OFFICERS]


class QuoteRefused(Exception):
    """These words may not stand here; the message says why."""


def may_quote(post: Post, *, place: BoardPage | Pair) -> bool:
    """Whether everybody who reads in a place may read the post as well."""
    there = post.topic.place
    if there == place:
        return True
    if isinstance(there, Pair):
        return False
    # Whoever is in a room has an account; not everybody there is an officer.
    circle = BoardPage.Readers.MEMBERS if isinstance(place, Pair) else place.readers
    return CIRCLES.index(there.readers) <= CIRCLES.index(circle)


def quote_of(post: Post) -> str:
    """A post's own words as they are offered for an answer, without what it quotes itself."""
    own = [line for line in post.body.splitlines() if not line.lstrip().startswith(">")]
    words = NAME.sub(r"\1", tidy("\n".join(own)))
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:LONGEST_QUOTE].rstrip()}…"
    return "\n".join(f"> {line}".rstrip() for line in [_head(post), "", *words.splitlines()])


def with_quote(text: str, wanted: str, *, place: BoardPage | Pair, rights: Rights) -> str:
    """A text with the wanted post (its id) quoted at its end, once.

    As it was where that may not be.
    """
    found = _readable([int(wanted)], rights) if re.fullmatch(r"[0-9]{1,18}", wanted) else {}
    for post in found.values():
        if may_quote(post, place=place) and _address(post.pk) not in text:
            return f"{text.rstrip()}\n\n{quote_of(post)}\n\n".lstrip()
    return text


def signed_quotes(text: str, *, place: BoardPage | Pair, rights: Rights) -> str:
    """The text with the right signature over each quote. No query where nothing is quoted.

    Raises `QuoteRefused` for a post the writer, or a reader of the place, may not read.
    """
    wanted = {int(match["pk"]) for match in HEAD.finditer(text)}
    if not wanted:
        return text
    found = _readable(wanted, rights)
    if any(pk not in found or not may_quote(found[pk], place=place) for pk in wanted):
        raise QuoteRefused(
            _("What you quote is not for everybody who reads here. Please take it out.")
        )
    return HEAD.sub(lambda match: match["before"] + _head(found[int(match["pk"])]), text)


def without_strange_quotes(text: str, *, place: BoardPage | Pair) -> str:
    """The text as it may stand in a place: quotes that not everybody there may read are taken out.

    One line stays in the place of each. Words beside a quote are the writer's own and stay.
    """
    wanted = {int(match["pk"]) for match in HEAD.finditer(text)}
    posts = Post.objects.select_related("topic__board", "topic__pair").in_bulk(wanted)
    may_stand = {pk for pk, post in posts.items() if may_quote(post, place=place)}
    if wanted == may_stand:
        return text
    with translation.override(settings.LANGUAGE_CODE):
        said = _("What was quoted here is read by others only, and was left where it stands.")
    lines, cut = [], 0
    for line in text.splitlines():
        depth, head = _depth(line), HEAD.match(line)
        if head and (not cut or depth <= cut):
            cut = depth if int(head["pk"]) not in may_stand else 0
            if cut:
                lines.append(f"{'> ' * cut}*{said}*")
                continue
        elif depth < cut:
            cut = 0
        if not cut:
            lines.append(line)
    return "\n".join(lines)


def _depth(line: str) -> int:
    """How deep a line stands in quotes."""
    return re.match(r"[ >]*", line)[0].count(">")


def _readable(wanted, rights: Rights) -> dict[int, Post]:
    posts = Post.objects.visible_to(rights).for_reading()
    return posts.select_related("topic__board", "topic__pair").in_bulk(wanted)


def _head(post: Post) -> str:
    """``[signature](address)``, as readers without further rights see the signature."""
    with translation.override(settings.LANGUAGE_CODE):
        name = re.sub(r"([\[\]\\])", r"\\\1", sign(post, VISITOR).name)
    return f"[{name}]({_address(post.pk)})"


def _address(pk: int) -> str:
    """The post's lasting address, in the language of the posts."""
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("post_place", args=[pk])
