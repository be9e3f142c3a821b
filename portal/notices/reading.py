"""Decides what of somebody's notices is unread: read once is read everywhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.notices.models import Notice

#: Notices on one page.
PAGE = 30
#: More than these are not counted: "99+" says enough.
MOST_COUNTED = 99
LARGEST_KEY = 2**63 - 1


def unread_count(user) -> int:
    """How many notices an account has not read, counted up to one above `MOST_COUNTED`."""
    return Notice.objects.of(user).unread()[: MOST_COUNTED + 1].count()


def unread_of(user, *, most: int = 5):
    """The newest notices an account has not read, for the reader's own page."""
    return Notice.objects.of(user).unread()[:most]


def page_of(user, *, before: str = "") -> tuple[list[Notice], int | None]:
    """A page of an account's notices, newest first, and the key that the next one begins
    `before`; by key, so that the last page is as fast as the first.
    """
    notices = Notice.objects.of(user)
    if before.isascii() and before.isdecimal() and int(before[:20]) <= LARGEST_KEY:
        notices = notices.filter(pk__lt=int(before[:20]))
    found = list(notices[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return found[:PAGE], more


@transaction.atomic
def mark_read(
    *,
    user,
    notices: Iterable[int] | None = None,
    link: str | None = None,
    moment: datetime | None = None,
) -> int:
    """Mark an account's notices as read: all, those of some keys, or those that lead to a page.

    Returns how many were unread; what was read before keeps its moment.
    """
    unread = Notice.objects.of(user).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    if link is not None:
        unread = unread.filter(link=link)
    return Notice.objects.filter(pk__in=unread.values("pk")).update(
        read_at=moment or timezone.now()
    )
