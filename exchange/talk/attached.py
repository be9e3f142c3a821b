"""Decides how what is attached is shown: small first, with its size, kind and weight."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format

from exchange.models import Attachment, Post
from portal.asked_often import AskedOften


@dataclass(frozen=True)
class ShownAttachment:
    """A picture or paper as a template writes it out; `srcset` and sizes are a picture's.

    `tick` names the box that takes it out of what is being written, `ticked` says it is.
    """

    key: UUID
    is_picture: bool
    url: str
    title: str
    kind: str
    weight: str
    alt: str = ""
    tick: str = "gone"
    ticked: bool = False
    src: str = ""
    srcset: str = ""
    width: int = 0
    height: int = 0


def shown_in_form(
    attachments: Iterable[Attachment], typed: Mapping[str, list[str]]
) -> list[ShownAttachment]:
    """As they stand in a form: with the words and ticks that were typed there.

    What belongs to the post already goes only when the edit is saved.
    """
    gone = set(typed.get("remove", ()))
    return [
        replace(
            _shown(one),
            alt=next(iter(typed.get(f"alt-{one.key}", ())), one.alt),
            tick="remove" if one.post_id else "gone",
            ticked=str(one.key) in gone,
        )
        for one in attachments
    ]


def attached_to(posts: Iterable[Post]) -> dict[int, list[ShownAttachment]]:
    """What is attached to posts, by their ids, in one query."""
    found = defaultdict(list)
    for one in _OF_POSTS.records([post.pk for post in posts]):
        found[one.post_id].append(_shown(one))
    return found


_OF_POSTS = AskedOften(lambda posts: Attachment.objects.filter(post__in=posts), list)


def weight(size: int) -> str:
    """Bytes as people read them: 0.4 MB, 1.2 MB."""
    megabytes = max(size / 1_000_000, 0.1)
    return f"{number_format(round(megabytes, 1), 1)} MB"


def _shown(one: Attachment) -> ShownAttachment:
    said = {
        "key": one.key,
        "is_picture": one.is_picture,
        "url": one.get_absolute_url(),
        "title": one.title,
        "kind": one.ending.upper(),
        "weight": weight(one.size),
        "alt": one.alt,
    }
    if not one.is_picture:
        return ShownAttachment(**said)
    address = {width: reverse("attachment_width", args=[one.key, width]) for width in one.widths}
    smallest = one.widths[0]
    return ShownAttachment(
        **said,
        src=address[smallest],
        srcset=", ".join(f"{url} {width}w" for width, url in address.items()),
        width=smallest,
        height=max(1, round(one.height * smallest / one.width)),
    )
