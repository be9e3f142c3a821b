"""Decides what of a topic a reader gets at once: a page of posts, each under its signature.

Dates and signatures are worked out here, once a post, because a template that does it
spends most of a topic's time on it.
"""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from exchange.models import Topic
from exchange.signature import Signature, sign
from portal.funds.access import Rights
from portal.thai.dates import short_datetime


@dataclass(frozen=True)
class ShownPost:
    """A post as a template writes it out; `html` is safe, it was made so when it was written."""

    number: int
    html: str
    signature: Signature
    written: str
    written_iso: str


def posts_page(topic: Topic, number) -> Page:
    """The page of that number (the nearest one there is) as a Django `Page` of post numbers.

    Costs no query: the numbers of a topic's posts have no gaps.
    """
    numbers = range(1, topic.reply_count + 2)
    return Paginator(numbers, Topic.POSTS_A_PAGE).get_page(number)


def shown_posts(topic: Topic, page: Page, rights: Rights) -> list[ShownPost]:
    """The posts of a page, in one query however many there are."""
    numbers = page.object_list
    posts = topic.posts.for_reading().filter(number__range=(numbers[0], numbers[-1]))
    return [
        ShownPost(
            number=post.number,
            html=post.html,
            signature=sign(post, rights),
            written=short_datetime(post.created_at),
            written_iso=post.created_at.isoformat(timespec="minutes"),
        )
        for post in posts
    ]
