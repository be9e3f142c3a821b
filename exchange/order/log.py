"""Decides what the staff log keeps of a step: who, what, about what, why and when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone, translation

from exchange.models import StaffNote
from portal.people.models import User


def note(
    *,
    by: User | None,
    action: str,
    about: models.Model,
    reason: str,
    moment: datetime | None = None,
) -> StaffNote:
    """Write one row of the staff log; nobody can change it or take it back.

    `action` is a `StaffNote.Action`; `by` is None for what the portal did by itself. Call it
    inside the transaction of what was done, so that neither stands without the other. Names
    are kept as they are today.
    """
    return StaffNote.objects.create(
        at=moment or timezone.now(),
        by=by,
        by_name=by.shown_name[:200] if by else "",
        action=StaffNote.Action(action),
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        about_name=str(about)[:250],
        link=_link(about),
        reason=reason.strip(),
    )


def _link(about: models.Model) -> str:
    """The page of what it is about, in Thai. An account has none that others may open."""
    if isinstance(about, User) or not hasattr(about, "get_absolute_url"):
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        return about.get_absolute_url() or ""
