"""Decides what is kept of a text that is not sent yet, and what becomes of it once it is.

A person has one draft in each place. An older window never overwrites a newer draft; what
was sent takes along what is attached and ends its draft in the same transaction.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.access import answers_for, may_enter_room, may_read, may_read_board
from exchange.models import Attachment, BoardPage, Draft, Pair, Post, Topic
from exchange.models.drafts import Place
from exchange.talk.text import tidy
from portal.asked_often import AskedOften
from portal.funds.access import Rights, rights_of
from portal.people.models import User
from portal.thai.dates import short_datetime
from portal.thai.digits import holds_national_id

#: Letters of a whole form: the longest post with its title and choices.
MOST_TYPED = 40_000
#: Without one of these there is nothing to keep.
SAID_IN = ("title", "body")


class DraftRefused(Exception):
    """The draft stays as it was. The message says why and what can be done."""


class DraftIsOlder(DraftRefused):
    """Somebody went on elsewhere meanwhile; `newer` is what stands there now."""

    def __init__(self, newer: Draft):
        self.newer = newer
        super().__init__(
            _(
                "You went on writing elsewhere (kept %(when)s). Nothing was overwritten: that "
                "text stands below. Press once more and this one takes its place."
            )
            % {"when": short_datetime(newer.saved_at)}
        )


@dataclass(frozen=True)
class Begun:
    """What a post was written from: the draft as the window saw it, and what goes along.

    `gone` is taken out of a post that is edited; `alts` say what is seen in pictures.
    """

    mark: str = ""
    attached: frozenset[UUID] = frozenset()
    gone: frozenset[UUID] = frozenset()
    alts: Mapping[UUID, str] = field(default_factory=dict)


def mark_of(draft: Draft | None) -> str:
    """Names a draft as it stands now; another saving gives another mark."""
    return f"{draft.pk}.{draft.edition}" if draft else ""


@contextmanager
def desk_of(author: User) -> Iterator[None]:
    """One transaction at a time changes what a person has begun."""
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).filter(pk=author.pk).first()
        yield


def draft_of(author: User, place: Place) -> Draft | None:
    """What somebody has begun in a place, with what is attached."""
    if not isinstance(place, Topic):
        return Draft.objects.of(author.pk).at(place).prefetch_related("attachments").first()
    return next(iter(_OF_TOPIC.records(author.pk, place.pk)), None)


_OF_TOPIC = AskedOften(
    lambda author, topic: (
        Draft.objects.of(author).filter(topic=topic).prefetch_related("attachments")[:1]
    ),
    *(int, int),
)


def save_draft(
    *, author: User, place: Place, typed: dict[str, list[str]], mark: str, submission: UUID | None
) -> Draft | None:
    """Keep what stands in a form; None where nothing is left to keep, or it is sent already.

    `mark` names the draft the window began from. Raises `DraftIsOlder` and `DraftRefused`.
    """
    values = [value for several in typed.values() for value in several]
    if sum(map(len, values)) > MOST_TYPED:
        raise DraftRefused(_("This text is too long to be kept. Please shorten it."))
    if any(map(holds_national_id, values)):
        raise DraftRefused(
            _(
                "This is not kept: there is something like a national ID number in it. "
                "Please take it out."
            )
        )
    with desk_of(author):
        if submission and Post.objects.filter(submission=submission).exists():
            return None
        _refuse_unless_readable(rights_of(author), place)
        draft = draft_of(author, place)
        said = _says_something(place, typed)
        if draft is None:
            if not said:
                return None
            draft = Draft(author=author, **Draft.place_fields(place))
        elif draft.typed == typed:
            return draft
        elif draft.typed and mark != mark_of(draft):
            raise DraftIsOlder(draft)
        elif not said and not draft.attachments.all():
            draft.delete()
            return None
        draft.typed, draft.saved_at = typed, timezone.now()
        draft.edition += 1
        draft.save()
        return draft


def throw_away(*, author: User, draft: Draft) -> None:
    """End a draft of one's own with all that is attached; whoever presses twice is not told off."""
    with desk_of(author):
        for own in Draft.objects.of(author.pk).filter(pk=draft.pk):
            own.delete()


def send_off(
    *, post: Post, place: Place, begun: Begun | None, by: User | None = None, again: bool = False
) -> None:
    """Give the post what was attached, and end the draft it was written in.

    A draft that was changed elsewhere meanwhile stays, and so does what is attached there
    but was not in the window that was sent. What the post has already is dropped. `by` is
    who wrote it, its author unless it is edited. `again`: this press had been written before,
    so the post stays as it is.
    """
    if begun is None:  # written without a form
        return
    by = by or post.author
    with desk_of(by):
        draft = draft_of(by, place)
        if draft:
            sent = post.attachments.values_list("digest", flat=True)
            draft.attachments.filter(digest__in=list(sent)).delete()
        if draft and not again:
            draft.attachments.filter(key__in=begun.attached).update(post=post, draft=None)
        if not again:
            _describe(post.attachments.filter(key__in=begun.alts), begun.alts)
        if draft is None:
            return
        if draft.typed and mark_of(draft) != begun.mark and tidy(draft.text) != post.body:
            return
        if draft.attachments.filter(draft=draft).exists():
            Draft.objects.filter(pk=draft.pk).update(typed={})
        else:
            draft.delete()


def _says_something(place: Place, typed: dict[str, list[str]]) -> bool:
    """Whether a form holds anything to keep; of a post, anything that is not in it already."""

    def first(name: str) -> str:
        return tidy(next(iter(typed.get(name, ())), ""))

    if not isinstance(place, Post):
        return any(first(name) for name in SAID_IN)
    stands = {f"alt-{one.key}": one.alt for one in place.attachments.all()}
    stands |= {"body": place.body, "title": place.topic.title}
    changed = any(first(name) != text for name, text in stands.items() if name in typed)
    return changed or bool(typed.get("remove"))


def _describe(attachments: Iterable[Attachment], alts: Mapping[UUID, str]) -> None:
    for one in attachments:
        if one.alt != alts[one.key]:
            one.alt = alts[one.key]
            one.save(update_fields=["alt"])


def _refuse_unless_readable(rights: Rights, place: Place) -> None:
    readable = {
        Topic: may_read,
        Pair: may_enter_room,
        BoardPage: may_read_board,
        Post: lambda rights, post: answers_for(rights, post) and may_read(rights, post.topic),
    }
    if not rights.signed_in or not readable[type(place)](rights, place):
        raise DraftRefused(_("You cannot write here with the rights you have today."))
