"""Decides how what somebody has begun to write in the exchange waits on their page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from exchange.talk.unfinished import unfinished_of
from home.tasks import Task
from portal.funds.access import Rights

#: Counted up to here; nobody begins more.
MOST = 50


def texts_to_finish(rights: Rights) -> list[Task]:
    """What the account has begun to write in the exchange, one line for all of it."""
    begun = unfinished_of(rights, most=MOST)
    if not begun:
        return []
    return [
        Task(
            day=timezone.localdate(begun[0].draft.saved_at),
            kind="draft",
            text=ngettext(
                "Go on with %(count)d unfinished text",
                "Go on with %(count)d unfinished texts",
                len(begun),
            )
            % {"count": len(begun)},
            about=begun[0].title or begun[0].place,
            url=reverse("my_drafts"),
        )
    ]
