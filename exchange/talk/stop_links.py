"""Decides what the stop link of a letter stops in the exchange: a topic, board, subject or fund.

Stopping a topic mutes it; the others are only followed no longer, so that one still hears of
what one has written in. Whoever muted something keeps it so.
"""

from functools import partial

from django.utils.translation import gettext as _

from exchange.models import Following
from exchange.models.following import TARGETS
from exchange.talk.following import (
    FollowingRefused,
    chosen_level,
    follow,
    levels_for,
    mute,
    target_of,
    unfollow,
)
from exchange.talk.leading_on import where_it_went
from portal.funds.access import rights_of
from portal.notices import matters
from portal.people.models import Person, User

Level = Following.Level

#: Given back where nothing had been chosen before.
DEFAULT = "default"


def register() -> None:
    """Let letters be stopped for all that can be followed."""
    for kind in TARGETS:
        matters.register(kind, partial(_matter, kind))


def _matter(kind: str, person: Person, pk: int) -> matters.Matter | None:
    """What a link stops, as it stands today; None for what is gone."""
    if kind == "topic" and (old := where_it_went(pk)):
        pk = old.topic_id
    if person.user is None or not _is_there(kind, pk):
        return None
    level = chosen_level(user=person.user, kind=kind, pk=pk)
    heard = level != Level.MUTED if kind == "topic" else level in (Level.EVERY, Level.FIRST)
    return matters.Matter(
        title=_title(kind, target_of(kind=kind, pk=pk, rights=rights_of(person.user))),
        stopped=not heard,
        stop=partial(_stop, person.user, kind, pk),
        again=partial(_again, person.user, kind, pk),
    )


def _is_there(kind: str, pk: int) -> bool:
    model = Following._meta.get_field(kind).related_model
    return model.objects.filter(id=pk).exists()


def _title(kind: str, target) -> str:
    """What it is called, to somebody who may read it today."""
    if target is None:
        return _("something you can no longer read")
    words = {
        "topic": _("the topic “%(title)s”"),
        "board": _("the board “%(title)s”"),
        "subject": _("the subject “%(title)s”"),
        "fund": _("what %(title)s writes"),
    }
    return words[kind] % {"title": target}


def _stop(user: User, kind: str, pk: int) -> str:
    level = chosen_level(user=user, kind=kind, pk=pk)
    if kind == "topic":
        mute(user=user, kind=kind, pk=pk)
    elif level in (Level.EVERY, Level.FIRST):
        unfollow(user=user, kind=kind, pk=pk)
    return level or DEFAULT


def _again(user: User, kind: str, pk: int, before: str) -> None:
    if before == DEFAULT:
        unfollow(user=user, kind=kind, pk=pk)
        return
    heard = set(levels_for(kind)) - {Level.MUTED}
    level = before if before in heard else Level.EVERY if kind == "topic" else Level.FIRST
    try:
        follow(user=user, rights=rights_of(user), kind=kind, pk=pk, level=level)
    except FollowingRefused as refusal:
        raise matters.NotAgain(str(refusal)) from refusal
