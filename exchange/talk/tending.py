"""Decides what those who tend the boards do to a topic: pin it, close it, move it elsewhere.

Whatever touches others' words asks for a reason, which stands in the topic for everybody and
in the staff log. Rooms of pairs are not tended: what is said there belongs to two funds.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.access import may_read_board, may_tend
from exchange.lessons.quoted import find_anew
from exchange.models import BoardPage, StaffNote, Topic, TopicTurn
from exchange.order.log import note
from exchange.talk.carrying import leave_strange_quotes
from exchange.talk.writing import WritingRefused, checked, topic_lock
from portal.funds.access import rights_of
from portal.people.models import User

NOT_YOURS_TO_TEND = gettext_lazy("Coordinators tend the boards; rooms of pairs nobody does.")
OTHER_READERS = gettext_lazy(
    "Other people read there than here. Please tick that you know who will read these posts."
)


def set_pinned(*, by: User, topic: Topic, pinned: bool, moment: datetime | None = None) -> Topic:
    """Let a topic stand above all others in its board, or no longer."""
    moment = moment or timezone.now()
    with held(by, topic, moment=moment) as (current,):
        if current.pinned != pinned:
            current.pinned = pinned
            current.save(update_fields=["pinned"])
            did = StaffNote.Action.PINNED if pinned else StaffNote.Action.UNPINNED
            note(by=by, action=did, about=current, reason="", moment=moment)
    return current


def set_locked(
    *, by: User, topic: Topic, locked: bool, reason: str, moment: datetime | None = None
) -> Topic:
    """Close a topic for replies, or open it again, saying why."""
    moment = moment or timezone.now()
    with held(by, topic, moment=moment) as (current,):
        if current.locked != locked:
            kind = TopicTurn.Kind.LOCKED if locked else TopicTurn.Kind.UNLOCKED
            did = StaffNote.Action.LOCKED if locked else StaffNote.Action.UNLOCKED
            tell(current, kind, did, by=by, reason=reason, moment=moment)
            current.locked = locked
            current.save(update_fields=["locked"])
    return current


def move_topic(
    *,
    by: User,
    topic: Topic,
    board: BoardPage,
    reason: str,
    knows_readers: bool = False,
    moment: datetime | None = None,
) -> Topic:
    """Move a topic to another board; its address stays.

    Where others read there, `knows_readers` says that whoever moves it has been told; what its
    posts quote from places closed to these readers is taken out.
    """
    moment = moment or timezone.now()
    with held(by, topic, moment=moment) as (current,):
        if current.board_id == board.pk:
            return current
        if not may_read_board(rights_of(by), board):
            raise WritingRefused(_("Only where you may read yourself."))
        refuse_other_readers(current.board, board, knows_readers)
        came_from = current.board.title
        kind, did = TopicTurn.Kind.MOVED, StaffNote.Action.MOVED
        tell(current, kind, did, by=by, reason=reason, moment=moment, name=came_from)
        current.board = board
        current.save()
        leave_strange_quotes(topic=current, by=by, moment=moment)
        find_anew(current)
    return current


@contextmanager
def held(by: User, *topics: Topic, moment: datetime) -> Iterator[list[Topic]]:
    """Topics under their locks, taken in the order of their keys, for somebody who tends them."""
    with transaction.atomic(), ExitStack() as locks:
        keys = [topic.pk for topic in topics]
        current = {key: locks.enter_context(topic_lock(key)) for key in sorted(set(keys))}
        rights = rights_of(by, day=timezone.localdate(moment))
        if not all(may_tend(rights, topic) for topic in current.values()):
            raise WritingRefused(NOT_YOURS_TO_TEND)
        yield [current[key] for key in keys]


def refuse_other_readers(here: BoardPage, there: BoardPage, knows: bool) -> None:
    """Posts come before other readers only when whoever brings them there knows it."""
    if here.readers != there.readers and not knows:
        raise WritingRefused(OTHER_READERS)


def tell(
    topic: Topic, kind: str, action: str, *, by: User, reason: str, moment: datetime, **told
) -> TopicTurn:
    """Write what was done into the topic for its readers, and into the staff log."""
    reason = checked(TopicTurn, "reason", reason)
    note(by=by, action=action, about=topic, reason=reason, moment=moment)
    return TopicTurn.objects.create(topic=topic, kind=kind, by=by, reason=reason, at=moment, **told)
