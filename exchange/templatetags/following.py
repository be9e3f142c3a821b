"""The box by which a page lets its reader follow what it shows; what in a list is new to them."""

from dataclasses import dataclass

from django import template

from exchange.models import BoardPage, Topic
from exchange.models.following import Following
from exchange.talk.catching_up import MOST_COUNTED, missed_number
from exchange.talk.following import chosen_level, levels_for
from exchange.talk.unread import mark_new
from portal.funds.access import VISITOR, Rights
from portal.funds.models import Fund, Subject

register = template.Library()

KINDS = {Topic: "topic", BoardPage: "board", Subject: "subject", Fund: "fund"}


@dataclass(frozen=True)
class Way:
    """One way to follow something, as a button says it."""

    value: str
    label: str


@register.inclusion_tag("exchange/includes/follow.html", takes_context=True)
def follow_box(context, target: Topic | BoardPage | Subject | Fund) -> dict:
    """``{% follow_box topic %}``: what the reader has chosen for it, and the other ways.

    One query for whoever is signed in, unless the target knows it (`with_reader`); none for
    visitors, who are shown nothing.
    """
    request = context["request"]
    if not request.rights.signed_in:
        return {"kind": ""}
    kind = KINDS[type(target)]
    chosen = getattr(target, "chosen_level", None)
    if chosen is None:
        chosen = chosen_level(user=request.user, kind=kind, pk=target.pk)
    return {
        "request": request,
        "kind": kind,
        "target": target,
        "chosen": chosen,
        "chosen_label": str(Following.Level(chosen).label) if chosen else "",
        "levels": tuple(Way(level.value, str(level.label)) for level in levels_for(kind)),
    }


@register.inclusion_tag("exchange/includes/catch_up_link.html")
def catch_up_link(rights: Rights, look: str = "") -> dict:
    """``{% catch_up_link rights %}``: the way to what the reader has missed, with the number of
    topics; one query for whoever is signed in, nothing for visitors.
    """
    if not rights.signed_in:
        return {"signed_in": False}
    number = missed_number(rights)
    return {
        "signed_in": True,
        "number": f"{MOST_COUNTED}+" if number > MOST_COUNTED else number,
        "look": look,
    }


@register.simple_tag(takes_context=True)
def mark_unread(context, topics) -> str:
    """``{% mark_unread topics %}``: each topic's `new_posts` for the reader; one query."""
    mark_new(topics, context.get("rights", VISITOR))
    return ""
