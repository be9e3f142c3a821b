"""Decides how a lesson is made of a topic: from posts that everybody can read, each credited.

Only topics of boards open to everybody: what was said in a pair's room or among officers
stays there.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.access import may_read_board
from exchange.lessons.writing import LessonRefused, may_begin, start_lesson
from exchange.models import BoardPage, LessonPage, LessonQuote, Topic
from exchange.models.lesson_parts import LONGEST_QUOTE
from exchange.talk.text import excerpt
from portal.asked_often import AskedOften
from portal.funds.access import VISITOR, Rights
from portal.funds.models import Fund
from portal.people.models import User

#: Posts that can be picked from at once, and that one lesson quotes.
MOST_SHOWN, MOST_QUOTED = 200, 12


def is_public(topic: Topic) -> bool:
    """Whether everybody may read the topic."""
    board = topic.board
    return (
        board is not None
        and board.readers == BoardPage.Readers.EVERYBODY
        and may_read_board(VISITOR, board)
    )


def may_pick(rights: Rights, topic: Topic) -> bool:
    """Whether somebody may make a lesson of the topic."""
    return may_begin(rights) and is_public(topic)


def posts_to_pick(topic: Topic):
    """The posts somebody picks from, in order."""
    return topic.posts.shown().for_reading()[:MOST_SHOWN]


@transaction.atomic
def start_from_posts(
    *,
    author: User,
    topic: Topic,
    numbers: Iterable[int],
    title: str,
    submission: UUID,
    fund: Fund | None = None,
) -> LessonPage:
    """Begin a lesson with quotes of some posts, each under the signature it was written with.

    Raises `LessonRefused` for a topic that is not everybody's, and for no post at all.
    """
    if not is_public(topic):
        raise LessonRefused(
            _("A lesson is made of topics that everybody can read, and this one is not.")
        )
    posts = list(
        topic.posts.shown().filter(number__in=set(numbers)).order_by("number")[: MOST_QUOTED + 1]
    )
    if not posts:
        raise LessonRefused(_("Please pick at least one post."))
    if len(posts) > MOST_QUOTED:
        raise LessonRefused(
            _("Please pick %(most)s posts at most, those that say the most.")
            % {"most": MOST_QUOTED}
        )
    return start_lesson(
        author=author,
        title=title,
        submission=submission,
        fund=fund,
        topic=topic,
        quotes=[quote_of(post) for post in posts],
    )


def quote_of(post) -> LessonQuote:
    """The beginning of a post as a quote: the opening one tells how things stood."""
    part = LessonQuote.Part.SITUATION if post.number == 1 else LessonQuote.Part.HAPPENED
    return LessonQuote(
        post=post,
        text=excerpt(post.html, LONGEST_QUOTE),
        part=part,
        author_id=post.author_id,
        fund_id=post.fund_id,
        post_held=post.post_held,
        created_at=post.created_at,
    )


def lessons_of(topic: Topic) -> list[LessonPage]:
    """The published lessons made of a topic."""
    return _MADE_OF.records(topic.pk)


_MADE_OF = AskedOften(
    lambda topic: LessonPage.objects.published().filter(topic=topic).order_by("first_published_at"),
    int,
)
