"""Decides what of somebody's notices is unread, and which of them stand as one line.

Read once is read everywhere.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max
from django.utils import timezone

from portal.asked_often import AskedOften
from portal.notices.models import Notice

#: Notices on one page.
PAGE = 30
#: More than these are not counted: "99+" says enough.
MOST_COUNTED = 99
#: From so many unread notices about one page on, they stand as one line.
FEWEST_TOGETHER = 3
LARGEST_KEY = 2**63 - 1


def unread_count(user) -> int:
    """How many notices an account has not read, counted up to one above `MOST_COUNTED`."""
    return len(_UNREAD.rows(user.pk))


_UNREAD = AskedOften(
    lambda user: Notice.objects.of(user).unread().order_by().values_list("pk")[: MOST_COUNTED + 1],
    int,
)


def unread_of(user, *, most: int = 5) -> list[Notice]:
    """The newest notices an account has not read, for the reader's own page."""
    return _put_together(Notice.objects.of(user).unread(), user)[:most]


def page_of(user, *, before: str = "") -> tuple[list[Notice], int | None]:
    """A page of an account's notices, newest first, and the key that the next one begins
    `before`; by key, so that the last page is as fast as the first.
    """
    notices = Notice.objects.of(user)
    if before.isascii() and before.isdecimal() and int(before[:20]) <= LARGEST_KEY:
        notices = notices.filter(pk__lt=int(before[:20]))
    found = _put_together(notices, user)
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return found[:PAGE], more


def _put_together(notices, user) -> list[Notice]:
    """The first of some notices; the newest stands for all that are unread about its page."""
    unread = Notice.objects.of(user).unread().exclude(page="").order_by()
    pages = unread.values("page").annotate(together=Count("pk"), newest=Max("pk"))
    many = {row["newest"]: row for row in pages.filter(together__gte=FEWEST_TOGETHER)}
    if many:
        older = unread.filter(page__in=[row["page"] for row in many.values()])
        notices = notices.exclude(pk__in=older.exclude(pk__in=many).values("pk"))
    found = list(notices[: PAGE + 1])
    for notice in found:
        if row := many.get(notice.pk):
            notice.together = row["together"]
    return found


def mark_read(
    *,
    user,
    notices: Iterable[int] | None = None,
    link: str | None = None,
    page: str | None = None,
    kinds: Iterable[str] | None = None,
    moment: datetime | None = None,
) -> int:
    """Mark an account's notices as read: all, those of some keys, those that lead to an
    address, those about a page, or those of some kinds told until `moment`. One statement.

    Returns how many were unread; what was read before keeps its moment.
    """
    unread = Notice.objects.of(user).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    if link is not None:
        unread = unread.filter(link=link)
    if page is not None:
        unread = unread.filter(page=page)
    moment = moment or timezone.now()
    if kinds is not None:
        unread = unread.filter(kind__in=kinds, created_at__lte=moment)
    return Notice.objects.filter(pk__in=unread.values("pk")).update(read_at=moment)
