"""Decides what a moderator gets to see: the cases that wait, and all around one of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.models import Case, Post
from exchange.order.moderators import deciders
from exchange.talk.signature import Signature, sign
from exchange.talk.text import excerpt
from portal.funds.access import Rights
from portal.funds.models import Office
from portal.notices.kinds import Kind
from portal.notices.telling import tell_all
from portal.thai.dates import short_datetime

#: Cases on one page of the queue; posts before and after the one in question.
PAGE, AROUND = 20, 2
#: Earlier cases of an author that are shown.
EARLIER = 10
#: What waits longer is told to the others.
TOO_LONG = timedelta(hours=24)


@dataclass(frozen=True)
class Row:
    """One case in the queue."""

    case: Case
    author: Signature
    place: str
    begins: str
    late: bool
    taken_by: str


def page_of_queue(rights: Rights, *, after: str = "", moment: datetime | None = None):
    """Cases that wait, the oldest first, and where the next page begins (empty at the end).

    The same queries for 5 and 500; the last page costs what the first one does. A place in
    the queue that nobody can read is its beginning.
    """
    moment = moment or timezone.now()
    cases = Case.objects.open_to(rights).waiting().for_list()
    if place := _place(after):
        cases = cases.later_than(*place)
    found = list(cases[: PAGE + 1])
    more = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        more = f"{last.waits_since.isoformat()}_{last.pk}"
    return [_row(case, rights, moment) for case in found[:PAGE]], more


@dataclass(frozen=True)
class Waiting:
    """How many cases wait for somebody, and since when the first one does."""

    count: int
    since: datetime | None

    @property
    def day(self) -> date:
        return timezone.localdate(self.since)


def waiting(rights: Rights) -> Waiting:
    """What waits for the reader, in one query."""
    cases = Case.objects.open_to(rights).filter(waits_since__isnull=False).order_by()
    return Waiting(**cases.aggregate(count=Count("pk"), since=Min("waits_since")))


def around(post: Post) -> list[Post]:
    """The post with the ones before and after it."""
    near = (post.number - AROUND, post.number + AROUND)
    return list(post.topic.posts.for_reading().filter(number__range=near))


def quoted_in(post: Post) -> list[Post]:
    """Posts of the same topic that quote it, in order: their words do not go with it."""
    posts = post.topic.posts.shown().filter(body__contains=f"](/posts/{post.pk}/)")
    posts = list(posts.only("number", "anchor", "topic").order_by("number"))
    for one in posts:
        one.topic = post.topic
    return posts


def earlier_cases(case: Case) -> list[Case]:
    """What was decided about the same author before, the newest first."""
    if case.author_id is None:
        return []
    cases = Case.objects.filter(author=case.author_id, decided_at__isnull=False)
    cases = cases.exclude(pk=case.pk).select_related("decided_by__person")
    return list(cases.order_by("-decided_at")[:EARLIER])


def author_in_words(case: Case) -> str:
    """How long the author writes here, how much, and in which funds they hold a confirmed post."""
    if case.author is None:
        return _("The account of the author is gone.")
    written = Post.objects.filter(author=case.author_id).aggregate(posts=Count("pk"))["posts"]
    offices = Office.objects.in_force().filter(person__user=case.author_id)
    funds = sorted(set(offices.values_list("fund__name", flat=True)))
    said = ngettext(
        "An account since %(since)s, %(posts)d post",
        "An account since %(since)s, %(posts)d posts",
        written,
    ) % {"since": short_datetime(case.author.date_joined), "posts": written}
    trust = ", ".join(funds) or _("no confirmed post in a fund")
    return f"{said} · {trust}"


def tell_of_long_waits(*, moment: datetime | None = None) -> int:
    """Tell the moderators of what has waited for more than a day, once a case; how many cases.

    Whoever holds the case, and who decided it before, is left out: the others are asked.
    """
    moment = moment or timezone.now()
    cases = Case.objects.waiting().filter(waits_since__lte=moment - TOO_LONG, told_at=None)
    cases = list(cases.for_list())
    for case in cases:
        tell_all(
            people=deciders(case, but=(case.decided_by, case.claimed_at(moment))),
            kind=Kind.MODERATION,
            key=f"late-{case.pk}-{case.waits_since:%Y%m%d}",
            subject=lambda _person: _("A report has waited for more than a day"),
            text=lambda _person: _("Nobody has decided on it yet. Please look at it."),
            link=case.get_absolute_url(),
            moment=moment,
        )
        Case.objects.filter(pk=case.pk).update(told_at=moment)
    return len(cases)


def _row(case: Case, rights: Rights, moment: datetime) -> Row:
    holder = case.claimed_at(moment)
    return Row(
        case=case,
        author=sign(case.post, rights),
        place=str(case.post.topic.place),
        begins=excerpt(case.post.html),
        late=case.waits_since <= moment - TOO_LONG,
        taken_by=holder.shown_name if holder else "",
    )


def _place(after: str) -> tuple[datetime, int] | None:
    """Where a page begins, as the one before it has written it."""
    since, _sign, key = after.partition("_")
    try:
        moment = parse_datetime(since)
    except ValueError:
        return None
    if moment is None or timezone.is_naive(moment) or not key.isdecimal() or len(key) > 15:
        return None
    return moment, int(key)
