"""Decides what readers see of how a post came to say what it says: each change, word by word.

A hidden version is passed over: what stood before it is compared with what came after it,
and in its place readers find that it is hidden, and why. Staff who keep order read it.
"""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from exchange.models import Post, PostVersion
from exchange.talk.differences import Piece, differences
from exchange.talk.editing import current_text
from exchange.talk.signature import Signature, sign
from portal.funds.access import Rights
from portal.thai.dates import short_datetime

#: Texts on one page of a history.
TEXTS_A_PAGE = 10


@dataclass(frozen=True)
class ShownText:
    """A text a post has or had. `title`, `body` and `attached` say what differs from the text
    before it; all are empty where the reader may not read it, and `attached` where nothing
    came or went. `hidden_because` is why it is hidden.
    """

    number: int
    is_current: bool
    is_first: bool
    signature: Signature
    written: str
    written_iso: str
    why: str
    title: list[Piece]
    body: list[Piece]
    attached: list[Piece]
    hidden_because: str


def history_page(post: Post, number) -> Page:
    """The page of that number of a post's texts, as numbers, the newest first."""
    texts = range(post.versions.count() + 1, 0, -1)
    return Paginator(texts, TEXTS_A_PAGE).get_page(number)


def shown_texts(post: Post, page: Page, rights: Rights, *, reads_hidden: bool) -> list[ShownText]:
    """The texts of a page, the newest first, each compared with the one before it."""
    numbers = page.object_list
    now = current_text(post)
    now.number = page.paginator.count
    signed = post.versions.select_related("author__person", "fund__subdistrict__parent__parent")
    kept = list(signed.filter(number__range=(numbers[-1], numbers[0])).order_by("-number"))
    texts = [now, *kept] if numbers[0] == now.number else kept
    earlier = signed.filter(number__lt=numbers[-1])
    if not reads_hidden:
        earlier = earlier.shown()
    return _compared(texts, earlier.order_by("number").last(), now.number, rights, reads_hidden)


def _compared(
    texts: list[PostVersion],
    earlier: PostVersion | None,
    current: int,
    rights: Rights,
    reads_hidden: bool,
) -> list[ShownText]:
    shown = []
    for text in reversed(texts):
        readable = text.hidden_at is None or reads_hidden
        before = earlier or PostVersion(title=text.title, body=text.body, attached=text.attached)
        refiled = readable and before.attached != text.attached
        shown.append(
            ShownText(
                number=text.number,
                is_current=text.number == current,
                is_first=text.number == 1,
                signature=sign(text, rights),
                written=short_datetime(text.created_at),
                written_iso=text.created_at.isoformat(timespec="minutes"),
                why=text.why,
                title=differences(before.title, text.title) if readable else [],
                body=differences(before.body, text.body) if readable else [],
                attached=differences(before.attached, text.attached) if refiled else [],
                hidden_because=text.hidden_reason,
            )
        )
        if readable:
            earlier = text
    return shown[::-1]
