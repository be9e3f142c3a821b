"""Decides who may read and write where people talk: boards, topics and the rooms of pairs.

Lists ask the querysets (`BoardPage.objects.readable_by`, `Pair.objects.open_to`,
`Topic.objects.visible_to`); what is said here of one object is the same rule in Python.
What a reader may not see is hidden as if it were not there.
"""

from collections.abc import Iterable
from functools import partial

from exchange.models import BoardPage, Pair, Post, Topic
from exchange.models.topics import Written
from portal.funds.access import Rights


def may_read_board(rights: Rights, board: BoardPage) -> bool:
    """Whether the reader may open the board: it is published, unrestricted, and theirs to read."""
    return _is_theirs(rights, board) and not board.get_view_restrictions().exists()


def _is_theirs(rights: Rights, board: BoardPage) -> bool:
    """Whether the board is published for readers of this kind; restrictions are not asked."""
    return board.live and board.readers in BoardPage.Readers.open_to(rights)


def may_enter_room(rights: Rights, pair: Pair) -> bool:
    """Whether the reader may open the room of a pair.

    Coordinators of either fund's province may from the day of the run; officers and
    committee of both funds from the day the pair is published.
    """
    funds = (pair.mentor, pair.mentee)
    if any(rights.coordinates(fund.subdistrict_id) for fund in funds):
        return True
    return pair.status != Pair.Status.PROPOSED and any(
        fund.pk in rights.committee_of for fund in funds
    )


def may_read(rights: Rights, topic: Topic) -> bool:
    """Whether the reader may see the topic: as the board or the pair's room it stands in."""
    if topic.board_id:
        return may_read_board(rights, topic.board)
    return may_enter_room(rights, topic.pair)


def may_reach(rights: Rights, topic: Topic) -> bool:
    """Whether the reader gets the topic at its own address: a hidden one its author and
    moderators. `Topic.objects.reachable_by` says the same in SQL.
    """
    seen = not topic.hidden or rights.coordinator
    seen = seen or (rights.signed_in and topic.author_id == rights.user_id)
    return seen and may_read(rights, topic)


def readers_among(everybody: Iterable[Rights], topic: Topic) -> set[int]:
    """Which accounts may see the topic, asked of each one's rights; one query for all."""
    if topic.board_id and topic.board.get_view_restrictions().exists():
        return set()
    may = (
        partial(_is_theirs, board=topic.board)
        if topic.board_id
        else partial(may_enter_room, pair=topic.pair)
    )
    return {rights.user_id for rights in everybody if rights.signed_in and may(rights)}


def takes_topics(place: BoardPage | Pair) -> bool:
    """Whether a place is open for writing: a board always, a pair's room while the pair works."""
    return isinstance(place, BoardPage) or place.status == Pair.Status.ACCEPTED


def takes_replies(topic: Topic) -> bool:
    """Whether a topic is open for writing: it is not closed and stands in such a place."""
    return not topic.locked and takes_topics(topic.place)


def may_start_topic(rights: Rights, place: BoardPage | Pair) -> bool:
    """Whether somebody may open a topic: signed in, and may read there."""
    may_read_there = may_read_board if isinstance(place, BoardPage) else may_enter_room
    return rights.signed_in and takes_topics(place) and may_read_there(rights, place)


def may_write(rights: Rights, topic: Topic) -> bool:
    """Whether somebody may reply to a topic."""
    return not topic.locked and may_start_topic(rights, topic.place)


def answers_for(rights: Rights, written: Written) -> bool:
    """Whether somebody answers today for what was written: its author, for a fund's any officer.

    Words of a fund stay with the fund: whoever left office no longer changes them.
    """
    if written.fund_id:
        return rights.acts_for(written.fund_id)
    return rights.signed_in and written.author_id == rights.user_id


def may_edit(rights: Rights, post: Post) -> bool:
    """Whether somebody may change a post: it is theirs, and its topic is open to them."""
    return answers_for(rights, post) and may_write(rights, post.topic)


def may_tend(rights: Rights, topic: Topic) -> bool:
    """Whether somebody pins, closes, moves, merges and splits: coordinators, in boards only."""
    return topic.board_id is not None and keeps_order(rights, topic)


def keeps_order(rights: Rights, topic: Topic) -> bool:
    """Whether somebody keeps order in a topic: coordinators, where they may read."""
    return rights.coordinator and may_read(rights, topic)
