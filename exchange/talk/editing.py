"""Decides who changes a text that was written, and which earlier texts are kept of it.

Its author does; a fund's text is changed by whoever is an officer of the fund on that day.
A slip mended within minutes, before anybody wrote after it, leaves no trace; after that
each earlier text is kept, and readers find it. A picture or file that is taken out is
deleted; the history keeps its name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.access import answers_for, keeps_order
from exchange.lessons.quoted import find_anew
from exchange.models import Post, PostVersion, StaffNote, Topic
from exchange.order.limits import not_published
from exchange.order.log import note
from exchange.talk.attaching import changes_files
from exchange.talk.drafts import Begun, send_off
from exchange.talk.mentions import addresses, note_mentions
from exchange.talk.telling import tell_post
from exchange.talk.text import to_html
from exchange.talk.writing import (
    WritingRefused,
    checked,
    quoting,
    refuse_unless_open,
    refuse_while_silenced,
    topic_lock,
    whom_it_names,
)
from exchange.uploads import UploadRefused
from portal.funds.access import rights_of
from portal.people.models import User
from portal.thai.search_backend.indexing import reindex

#: How long a slip may be mended without a trace, while nobody has written after it.
GRACE = timedelta(minutes=5)

NOT_YOURS = gettext_lazy(
    "Only its author changes a text; a fund's text, those who hold office in it today."
)
CLOSED = gettext_lazy("This topic is closed: nothing in it is changed any more.")


class ChangedMeanwhile(WritingRefused):
    """Somebody else changed the text since the writer opened it; `post` is as it stands now."""

    def __init__(self, post: Post):
        self.post = post
        super().__init__(
            _(
                "Somebody changed this text while you were writing. Yours is still here: take over "
                "what you need from the text as it is now, then save again."
            )
        )


def edit(
    *,
    by: User,
    post: Post,
    body: str,
    seen: int,
    title: str | None = None,
    moment: datetime | None = None,
    begun: Begun | None = None,
) -> Post:
    """Put another text in the place of a post's, and another title for the one that opens a topic.

    `seen` is the edition the writer began from; the same press again changes nothing. `begun`
    says from which draft it comes, and which pictures and files come and go. Whom it names
    anew is told, unless `moment` says that it was done at another time.
    Raises `WritingRefused`, and `ChangedMeanwhile` when another edition has come since.
    """
    with topic_lock(post.topic_id) as topic:
        told_at, moment = moment, moment or timezone.now()
        current = _as_it_stands(topic, post)
        rights = rights_of(by, day=timezone.localdate(moment))
        if not answers_for(rights, current):
            raise WritingRefused(NOT_YOURS)
        refuse_while_silenced(by, moment)
        refuse_unless_open(rights, topic.place)
        if topic.locked:
            raise WritingRefused(CLOSED)
        title = title if title is not None and current.number == 1 else topic.title
        title = checked(Topic, "title", title)
        body = quoting(checked(Post, "body", body), topic.place, rights)
        try:
            files_change = changes_files(post=current, by=by, begun=begun)
        except UploadRefused as refusal:
            raise WritingRefused(str(refusal)) from refusal
        if (title, body) == (topic.title, current.body) and not files_change:
            send_off(post=current, place=current, begun=begun, by=by)
            return current
        if said := not_published(rights, (title, body)):
            raise WritingRefused(said)
        if current.edition != seen:
            raise ChangedMeanwhile(current)
        edited_as = rights.officer_of[current.fund_id] if current.fund_id else ""
        signed = {"by": by, "edited_as": edited_as, "moment": moment, "told_at": told_at}
        _rewrite(topic, current, title, body, **signed)
        if files_change:
            current.attachments.filter(key__in=begun.gone).delete()
        send_off(post=current, place=current, begun=begun, by=by)
        return current


def edit_for_order(
    *, by: User, post: Post, body: str, why: str, moment: datetime | None = None
) -> Post:
    """Put another text in the place of somebody else's, saying why; the earlier one is kept.

    For those who keep order, in closed topics too. Raises `WritingRefused`.
    """
    with topic_lock(post.topic_id) as topic:
        told_at, moment = moment, moment or timezone.now()
        current = _as_it_stands(topic, post)
        if not keeps_order(rights_of(by, day=timezone.localdate(moment)), topic):
            raise WritingRefused(_("Only coordinators change what others wrote."))
        body, why = checked(Post, "body", body), checked(Post, "edited_why", why)
        if not why:
            raise WritingRefused(_("Please say why, in a few words: whoever wrote it reads that."))
        if body == current.body:
            return current
        note(by=by, action=StaffNote.Action.EDITED, about=current, reason=why, moment=moment)
        signed = {"by": by, "why": why, "moment": moment, "told_at": told_at}
        _rewrite(topic, current, topic.title, body, **signed)
        find_anew(topic)
        return current


def hide_version(
    *, by: User, version: PostVersion, reason: str, moment: datetime | None = None
) -> PostVersion:
    """Take an earlier text from readers' sight; they see that it is hidden, and why.

    Hidden already, it stays as it is. Raises `WritingRefused`.
    """
    moment = moment or timezone.now()
    with _version_in_order(by, version, moment) as current:
        if current.hidden_at:
            return current
        reason = checked(PostVersion, "hidden_reason", reason)
        if not reason:
            raise WritingRefused(_("Please say why, in a few words: everybody reads that."))
        current.hidden_at, current.hidden_by, current.hidden_reason = moment, by, reason
        current.save()
        _log(by, StaffNote.Action.VERSION_HIDDEN, current, reason, moment)
    return current


def show_version(*, by: User, version: PostVersion, moment: datetime | None = None) -> PostVersion:
    """Give an earlier text that was hidden back to its readers. Raises `WritingRefused`."""
    moment = moment or timezone.now()
    with _version_in_order(by, version, moment) as current:
        if current.hidden_at:
            reason, current.hidden_reason = current.hidden_reason, ""
            current.hidden_at = current.hidden_by = None
            current.save()
            _log(by, StaffNote.Action.VERSION_SHOWN, current, reason, moment)
    return current


@contextmanager
def _version_in_order(by: User, version: PostVersion, moment: datetime) -> Iterator[PostVersion]:
    """A version under its topic's lock, for somebody who keeps order there."""
    with topic_lock(version.post.topic_id) as topic:
        if not keeps_order(rights_of(by, day=timezone.localdate(moment)), topic):
            raise WritingRefused(_("Only coordinators hide what others wrote."))
        yield PostVersion.objects.select_related("post__topic").get(pk=version.pk)


def _log(by: User, action: str, version: PostVersion, reason: str, moment: datetime) -> None:
    note(by=by, action=action, about=version.post, reason=reason, moment=moment)


def current_text(post: Post) -> PostVersion:
    """The text a post has now in the shape of its earlier ones; never saved."""
    if post.edited_at is None:
        signed = {"author": post.author, "fund": post.fund, "post_held": post.post_held}
    else:
        fund = post.fund if post.edited_as else None
        signed = {"author": post.edited_by, "fund": fund, "post_held": post.edited_as}
    return PostVersion(
        post=post,
        title=post.topic.title if post.number == 1 else "",
        body=post.body,
        attached="\n".join(one.line for one in post.attachments.all()),
        why=post.edited_why,
        created_at=post.edited_at or post.created_at,
        **signed,
    )


def _as_it_stands(topic: Topic, post: Post) -> Post:
    """The post read under its topic's lock."""
    posts = topic.posts.select_related("author", "fund", "edited_by")
    current = posts.filter(pk=post.pk).first()
    if current is None:
        raise WritingRefused(_("This post has been moved. Please open it again."))
    current.topic = topic
    return current


def _rewrite(
    topic: Topic,
    post: Post,
    title: str,
    body: str,
    *,
    by: User,
    moment: datetime,
    told_at: datetime | None,
    edited_as: str = "",
    why: str = "",
) -> Post:
    """Write the new text; keep the one before unless it was a slip."""
    if why or not _is_a_slip(topic, post, by, moment):
        earlier = current_text(post)
        earlier.number = post.versions.count() + 1
        earlier.save()
        post.edited_at, post.edited_by = moment, by
        post.edited_as, post.edited_why = edited_as, why
    named = whom_it_names(body, topic)
    post.body, post.html = body, to_html(body, addresses(named))
    note_mentions(post=post, named=named, told_at=told_at)
    if named and told_at is None:
        transaction.on_commit(partial(tell_post.enqueue, post.pk), robust=True)
    post.edition += 1
    new_title, topic.title = title != topic.title, title
    post.save()
    if post.number == 1:
        # Saved as a whole: the search finds a topic by its title and first post.
        topic.save()
    if new_title:
        # A reply is found by its topic's title as well.
        reindex(topic.posts.exclude(pk=post.pk).select_related("topic"))
    return post


def _is_a_slip(topic: Topic, post: Post, by: User, moment: datetime) -> bool:
    """Whether somebody mends what they wrote minutes ago, and nobody has written since."""
    wrote = post.edited_by_id if post.edited_at else post.author_id
    since = post.edited_at or post.created_at
    if wrote != by.pk or moment - since > GRACE:
        return False
    return not topic.posts.filter(created_at__gte=since).exclude(pk=post.pk).exists()
