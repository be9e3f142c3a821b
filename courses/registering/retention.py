"""Decides how long what people told for one workshop only is kept."""

from datetime import datetime, timedelta

from django.utils import timezone

from courses.models import Registration

#: Counted from the workshop's last day; the form promises it.
NEEDS_KEPT = timedelta(days=30)


def forget_needs(*, moment: datetime | None = None) -> int:
    """Delete what was said about food, stay and access where nobody needs it any more.

    Returns how many registrations it was taken from; done again it finds nothing.
    """
    before = timezone.localdate(moment or timezone.now()) - NEEDS_KEPT
    said = Registration.objects.filter(workshop__ends_on__lt=before).exclude(needs="")
    return said.update(needs="")
