"""Decides which kept posts wait for a reader: those whose day has come."""

from datetime import date

from django.utils.translation import gettext as _

from exchange.talk.bookmarking import due
from home.tasks import Task
from portal.funds.access import Rights

#: Shown at once; whoever keeps more sees them behind the first ones.
MOST = 50


def kept_until_today(rights: Rights, day: date) -> list[Task]:
    """Posts the account wanted to come back to on a day that has come."""
    return [
        Task(
            day=row.remind_on,
            kind="bookmark",
            text=_("Come back to a post you kept"),
            about=row.post.topic.title,
            url=row.post.get_absolute_url(),
        )
        for row in due(rights, day)[:MOST]
    ]
