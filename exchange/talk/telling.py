"""Decides who hears of a post, in which words, and that each of them hears of it once.

It is done beside the request, once the post stands, so that a reply costs its writer the
same with one follower as with a thousand. The queue is the posts themselves
(`Post.told_at`); a background task only looks sooner than the timer does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from exchange.access import readers_among
from exchange.models import Following, Mention, Post, Topic, TopicSeen
from exchange.talk.following import hearing
from exchange.talk.signature import sign
from exchange.talk.text import excerpt
from exchange.talk.unread import page_to_go_on
from portal.funds.access import Rights, rights_among
from portal.funds.models import Fund, Office
from portal.notices.kinds import IN_RHYTHM, Kind
from portal.notices.models import Notice
from portal.notices.posting import BACKEND
from portal.notices.telling import tell_all
from portal.people.identity import person_of
from portal.people.models import Person, User

#: Keys named in one statement.
KEYS_AT_ONCE = 500


@task(backend=BACKEND)
def tell_post(post_id: int) -> int:
    """Tell who follows a post or is named in it, if that is not done yet; how many heard of it."""
    return tell_posts(among=[post_id])


def tell_posts(*, among: list[int] | None = None, moment: datetime | None = None) -> int:
    """Tell of every post nobody was told of, or of those of `among`, and whom an edit named since;
    how many heard of one.
    """
    untold = Post.objects.untold()
    # Names first: few of them wait, and the table of posts is long.
    named = Mention.objects.filter(told_at=None)
    edited = Post.objects.shown().filter(pk__in=named.values("post"), told_at__isnull=False)
    if among is not None:
        untold, edited = untold.filter(pk__in=among), edited.filter(pk__in=among)
    keys = [*untold.values_list("pk", flat=True), *edited.values_list("pk", flat=True)]
    return sum(_tell(pk, moment or timezone.now()) for pk in keys)


@transaction.atomic
def _tell(post_id: int, moment: datetime) -> int:
    """Tell of one post. Notices and the mark that it is done stand together, or neither does."""
    posts = Post.objects.select_for_update(of=("self",), no_key=True)
    posts = posts.select_related(
        "topic__board",
        "topic__pair__mentor",
        "topic__pair__mentee",
        "author__person",
        "fund__subdistrict__parent__parent",
    )
    post = posts.shown().filter(pk=post_id).first()
    if post is None:  # it was hidden meanwhile
        return 0
    edited = post.told_at is not None
    mentions = post.mentions.select_related("fund")
    mentions = list(mentions.filter(told_at=None) if edited else mentions)
    if edited and not mentions:  # somebody else was quicker
        return 0
    Post.objects.filter(pk=post_id).update(told_at=post.told_at or moment)
    post.mentions.filter(pk__in=[mention.pk for mention in mentions]).update(told_at=moment)
    listeners = _may_read(post, _listeners(post, _named(mentions), edited), edited)
    for kind in {listener.kind for listener in listeners}:
        heard = [listener for listener in listeners if listener.kind == kind]
        _tell_of_kind(post, kind, heard, moment)
    return len(listeners)


@dataclass
class Listener:
    """An account that hears of a post: as what, and with today's rights."""

    user_id: int
    kind: Kind
    stops: str
    named_fund: Fund | None = None
    person: Person | None = None
    rights: Rights | None = None


def _listeners(post: Post, named: dict[int | None, Fund | None], edited: bool) -> list[Listener]:
    """Whom a post is for, by what they follow and have written; who may read it comes later.

    Of an edit only those hear whom it names.
    """
    topic = post.topic
    about = Q(topic=topic) | Q(subject__in=topic.subjects.all())
    if topic.board_id:
        about |= Q(board=topic.board_id)
    if post.fund_id:
        about |= Q(fund=post.fund_id)
    rows = {}
    for row in Following.objects.filter(about):
        rows.setdefault(row.user_id, []).append(row)
    own = _writers_before(post) | _pair_officers(topic)
    heard = []
    meant = named.keys() if edited else rows.keys() | own | named.keys()
    for user_id in meant - {post.author_id, None}:
        hears = hearing(rows.get(user_id, ()), own=user_id in own)
        if not hears.of(opening=post.number == 1, named=user_id in named):
            continue
        kind = Kind.REPLY if user_id in own else Kind.FOLLOWED
        if user_id in named:
            kind = Kind.MENTION
        stops = _stops(topic, hears.row if kind == Kind.FOLLOWED else None)
        heard.append(Listener(user_id, kind, stops, named.get(user_id)))
    return heard


def _stops(topic: Topic, row: Following | None) -> str:
    """What a letter can be stopped for: what is followed, if not the topic itself, and that."""
    this = f"topic:{topic.pk}"
    if row is None or row.kind == "topic":
        return this
    return f"{row.kind}:{getattr(row, f'{row.kind}_id')} {this}"


def _named(mentions: list[Mention]) -> dict[int | None, Fund | None]:
    """The accounts that are named, with the fund as whose officers they are meant."""
    funds = {mention.fund_id: mention.fund for mention in mentions if mention.fund_id}
    named = {}
    if funds:
        offices = Office.objects.in_force().officers().filter(fund__in=funds)
        for user_id, fund_id in offices.values_list("person__user_id", "fund_id"):
            named[user_id] = funds[fund_id]
    return named | {mention.user_id: None for mention in mentions if mention.user_id}


def _writers_before(post: Post) -> set[int | None]:
    """The accounts that had written in the topic when the post was written."""
    earlier = post.topic.posts.filter(pk__lt=post.pk).order_by()
    return set(earlier.values_list("author_id", flat=True).distinct())


def _pair_officers(topic: Topic) -> set[int | None]:
    """Officers of both funds, whose own room a pair's room is."""
    if topic.pair_id is None:
        return set()
    offices = Office.objects.in_force().officers()
    offices = offices.filter(fund__in=[topic.pair.mentor_id, topic.pair.mentee_id])
    return set(offices.values_list("person__user_id", flat=True))


def _may_read(post: Post, listeners: Iterable[Listener], edited: bool) -> list[Listener]:
    """Those who may read the post at this moment, and have neither read nor heard of it.

    An edit is not read with the text before it: whoever is named by it hears of that, unless
    a notice of the post still waits for them.
    """
    by_user = {listener.user_id: listener for listener in listeners}
    users = User.objects.filter(pk__in=by_user, is_active=True).select_related("person")
    found = []
    rights = rights_among(users)
    readers = readers_among(rights.values(), post.topic)
    told = Notice.objects.filter(kind__in=IN_RHYTHM, key=_key(post))
    if edited:
        told = told.filter(Q(kind=Kind.MENTION) | Q(read_at=None))
    told = set(told.values_list("recipient__user", flat=True))
    if not edited:
        seen = TopicSeen.objects.filter(topic=post.topic, last_post__gte=post.pk)
        told |= set(seen.filter(user__in=by_user).values_list("user", flat=True))
    for user in users:
        if user.pk in readers and user.pk not in told:
            listener = by_user[user.pk]
            listener.person = getattr(user, "person", None) or person_of(user)
            listener.rights = rights[user.pk]
            found.append(listener)
    return found


def _key(post: Post) -> str:
    return f"post:{post.pk}"


def take_notices_along(*, posts: Iterable[Post], topic: Topic) -> None:
    """Let what was told of some posts be about the topic they stand in now: read there, it is
    read. Its letters are stopped by the links they have.
    """
    keys = [_key(post) for post in posts]
    for start in range(0, len(keys), KEYS_AT_ONCE):
        told = Notice.objects.filter(kind__in=IN_RHYTHM, key__in=keys[start : start + KEYS_AT_ONCE])
        told.update(page=page_to_go_on(topic), page_title=topic.title)


def _tell_of_kind(post: Post, kind: Kind, listeners: list[Listener], moment: datetime) -> None:
    told = {listener.person.pk: listener for listener in listeners}

    def subject(person: Person) -> str:
        words = {"who": sign(post, told[person.pk].rights), "title": post.topic.title}
        if kind == Kind.MENTION and (fund := told[person.pk].named_fund):
            return _("%(who)s has named %(fund)s: %(title)s") % {**words, "fund": fund.name}
        if kind == Kind.MENTION:
            return _("%(who)s has named you: %(title)s") % words
        if post.number == 1:
            return _("New topic by %(who)s: %(title)s") % words
        return _("%(who)s has answered: %(title)s") % words

    tell_all(
        people=[listener.person for listener in listeners],
        kind=kind,
        key=_key(post),
        subject=subject,
        text=excerpt(post.html, 300),
        link=reverse("post_place", args=[post.pk]),
        page=page_to_go_on(post.topic),
        page_title=post.topic.title,
        # Whether a letter goes out at once, or a summary later (exchange.talk.digest), each
        # person has chosen (portal.notices.rhythm).
        stops=lambda person: told[person.pk].stops,
        moment=moment,
    )
