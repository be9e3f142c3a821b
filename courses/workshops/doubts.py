"""Decides what about a workshop deserves a second look, without being refused."""

from django.utils.translation import gettext as _

from courses.models import Workshop
from courses.workshops.trainers import clashes
from portal.people.models import User
from portal.thai.dates import date_span


def doubts(workshop: Workshop) -> list[str]:
    """Sentences for those who run it; none when nothing strikes. Two queries at most."""
    found = []
    capacity = workshop.venue.capacity
    if capacity and workshop.seats > capacity:
        found.append(
            _("%(place)s has room for %(capacity)d people, and there are %(seats)d seats.")
            % {"place": workshop.venue, "capacity": capacity, "seats": workshop.seats}
        )
    return [*found, *_trainers_twice(workshop)]


def _trainers_twice(workshop: Workshop) -> list[str]:
    if not workshop.trainer_ids:
        return []
    busy = clashes(
        first_day=workshop.starts_on,
        last_day=workshop.ends_on,
        trainers=workshop.trainer_ids,
        besides=workshop,
    )
    if not busy:
        return []
    names = User.objects.filter(pk__in=busy).select_related("person")
    return [
        _("%(name)s also teaches “%(title)s” on %(days)s.")
        % {
            "name": trainer.shown_name,
            "title": "”, “".join(busy[trainer.pk]),
            "days": date_span(workshop.starts_on, workshop.ends_on),
        }
        for trainer in names.order_by("person__sort_key", "pk")
    ]
