"""Decides what a topic leaves behind when it comes before others: quotes they may not read."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from exchange.models import Topic
from exchange.talk.editing import edit_for_order, hide_version
from exchange.talk.quoting import without_strange_quotes
from portal.people.models import User


def leave_strange_quotes(*, topic: Topic, by: User, moment: datetime) -> int:
    """Take out of a topic's posts what they quote from places its readers may not open.

    Called after it was moved or merged, under its lock. What a post said before is hidden
    with the reason; staff read it in the post's history. How many posts were changed.
    """
    place, changed = topic.place, 0
    with translation.override(settings.LANGUAGE_CODE):
        why = _("It quoted what other readers than those of this board may read.")
    quoting = topic.posts.filter(body__contains="/posts/").order_by("number")
    for post in quoting.defer("html"):
        body = without_strange_quotes(post.body, place=place)
        if body != post.body:
            edit_for_order(by=by, post=post, body=body, why=why, moment=moment)
            changed += 1
        for version in post.versions.shown():
            if without_strange_quotes(version.body, place=place) != version.body:
                hide_version(by=by, version=version, reason=why, moment=moment)
    return changed
