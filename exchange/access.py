"""Decides who may read and write where people talk: boards, topics and the rooms of pairs.

Lists ask the querysets (`BoardPage.objects.readable_by`, `Pair.objects.open_to`,
`Topic.objects.visible_to`); what is said here of one object is the same rule in Python.
What a reader may not see is hidden as if it were not there.
"""

from exchange.models import BoardPage, Pair, Topic
from portal.funds.access import Rights


def may_read_board(rights: Rights, board: BoardPage) -> bool:
    """Whether the reader may open the board: it is published, unrestricted, and theirs to read."""
    return (
        board.live
        and board.readers in BoardPage.Readers.open_to(rights)
        and not board.get_view_restrictions().exists()
    )


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
