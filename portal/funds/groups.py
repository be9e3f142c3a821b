"""Decides which Wagtail groups an account is in: those of its mandates in force today.

The groups open the Wagtail admin and its pages, nothing more; which funds somebody may
see and change there is asked of `portal.funds.access` each time. What the groups may do
with pages is granted by a migration of the home room and editable in the admin.
"""

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from portal.funds.models import Mandate
from portal.people.models import User

#: Group of each kind of mandate.
GROUP_OF = {
    Mandate.Role.TRAINER: "Trainers",
    Mandate.Role.COORDINATOR: "Coordinators",
}


def sync_groups(user: User, *, day: date | None = None) -> bool:
    """Put an account into the groups of its mandates of a day (today) and out of the others.

    Groups that belong to no kind of mandate are left alone. Two queries when nothing is
    to change; returns whether something was.
    """
    roles = Mandate.objects.on(day).filter(user=user).values_list("role", flat=True)
    wanted = {GROUP_OF[role] for role in roles} if user.is_active else set()
    have = set(user.groups.filter(name__in=GROUP_OF.values()).values_list("name", flat=True))
    if wanted == have:
        return False
    with transaction.atomic():
        user.groups.add(*(_group(name) for name in wanted - have))
        user.groups.remove(*(_group(name) for name in have - wanted))
    return True


def sync_all_groups(*, day: date | None = None) -> int:
    """The same for every account whose mandates began or ended; returns how many changed."""
    day = day or timezone.localdate()
    with_mandate = User.objects.filter(pk__in=Mandate.objects.on(day).values("user"))
    in_group = User.objects.filter(groups__name__in=GROUP_OF.values())
    accounts = with_mandate.union(in_group)
    return sum(sync_groups(user, day=day) for user in accounts)


def _group(name: str) -> Group:
    return Group.objects.get_or_create(name=name)[0]
