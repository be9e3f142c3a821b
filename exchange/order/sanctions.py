"""Decides what binds somebody for a while: who may read and not write, who may not come in."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.models import Case
from portal.asked_often import AskedOften
from portal.people.models import User
from portal.thai.dates import short_datetime

Measure = Case.Measure
NO_WRITING = (Measure.SILENCED, Measure.SUSPENDED)
NO_COMING_IN = (Measure.SUSPENDED,)


def silence_of(user: User, moment: datetime | None = None) -> Case | None:
    """The decision by which an account may not write now, the one that ends last."""
    return _longest(user, NO_WRITING, moment)


def suspension_of(user: User, moment: datetime | None = None) -> Case | None:
    """The decision by which an account may not come in now, the one that ends last."""
    return _longest(user, NO_COMING_IN, moment)


def in_words(case: Case) -> str:
    """Until when somebody may not write, why, and what they can do, in one sentence."""
    if case.measure == Case.Measure.SUSPENDED:
        said = _("You may not use the portal until %(until)s: %(reason)s")
    else:
        said = _("You may read, but not write, until %(until)s: %(reason)s")
    return said % {"until": short_datetime(case.until), "reason": case.reason}


def follow(user: User, moment: datetime | None = None) -> None:
    """Write to an account what the decisions in force say of its coming in."""
    case = suspension_of(user, moment)
    user.suspended_until = case.until if case else None
    User.objects.filter(pk=user.pk).update(suspended_until=user.suspended_until)


def _longest(user: User, measures: tuple, moment: datetime | None) -> Case | None:
    found = _IN_FORCE[measures].records(user.pk, moment or timezone.now())
    return found[0] if found else None


def _in_force(measures: tuple) -> AskedOften:
    def cases(author: int, moment: datetime):
        bound = Case.objects.in_force(moment).filter(author=author, measure__in=measures)
        return bound.order_by("-until", "-pk")[:1]

    return AskedOften(cases, int, datetime)


_IN_FORCE = {measures: _in_force(measures) for measures in (NO_WRITING, NO_COMING_IN)}
