"""Decides where an old address of a topic leads, and under which anchors posts are found.

A browser keeps what stands after the ``#`` to itself, so the page that an address asks for
holds the anchors of all posts that stood on it: of those that stand elsewhere now as links.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.models import OldPlace, OldTopic, Topic


def where_it_went(pk: int) -> OldTopic | None:
    """What is known of a topic of this number that was put into another one."""
    return OldTopic.objects.select_related("topic__board").filter(pk=pk).first()


def page_asked(page: str | None) -> int:
    """The page an address names, also one that is no more; the first where it names none."""
    return int(page) if page and page.isascii() and page.isdigit() and len(page) < 8 else 1


def page_of_old(old: OldTopic, page: int) -> int:
    """The page on which now stands what stood first on a page of the old topic."""
    first_number = (page - 1) * Topic.POSTS_A_PAGE + 1
    places = OldPlace.objects.filter(
        old_topic=old.pk, old_number__gte=first_number, post__topic=old.topic_id
    )
    first = places.order_by("old_number").select_related("post").first()
    return first.post.page if first else 1


@dataclass(frozen=True)
class OldAddress:
    """What an old link was written for: a topic that was put into another one, and its page."""

    topic: int
    page: int


def old_address(was: str | None, page: str | None) -> OldAddress | None:
    """The old topic named in an address, if any."""
    if not (was and was.isascii() and was.isdigit() and len(was) < 18):
        return None
    return OldAddress(int(was), page_asked(page))


def anchors_of(posts: list, was: OldAddress | None) -> dict[int, str]:
    """Where links to some posts land: at their own anchors, or at those they had in the topic a
    link was written for; then all others are found by their keys.
    """
    if was is None:
        return {post.pk: f"post-{post.named}" for post in posts}
    places = OldPlace.objects.filter(old_topic=was.topic, post__in=[post.pk for post in posts])
    old = {place.post_id: place.old_anchor or place.old_number for place in places}
    return {
        post.pk: f"post-{old[post.pk]}" if post.pk in old else f"key-{post.pk}" for post in posts
    }


@dataclass(frozen=True)
class LedOn:
    """A post that stood on a page and stands elsewhere now."""

    anchor: str
    post: int


def led_on(topic: int, page: int, taken: Iterable[str]) -> list[LedOn]:
    """Posts that stood on a page of a topic under anchors nothing there has now; one query."""
    last = page * Topic.POSTS_A_PAGE
    places = OldPlace.objects.filter(
        old_topic=topic, old_number__range=(last - Topic.POSTS_A_PAGE + 1, last)
    )
    found = {f"post-{one.old_anchor or one.old_number}": one.post_id for one in places}
    return [LedOn(anchor, post) for anchor, post in found.items() if anchor not in set(taken)]
