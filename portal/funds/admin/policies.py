"""Decides which rows of the funds room an account may see and change in the Wagtail admin.

Wagtail asks a permission policy; these ask the account's rights of today and store
nothing, so that a mandate that ended or moved counts at once.
"""

from django.db.models import Q
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.funds.access import Rights, rights_today
from portal.funds.models import Office
from portal.people.models import User


class RightsPolicy(BasePermissionPolicy):
    """Base: administrators and coordinators of the nation may do everything, others nothing."""

    def allows(self, rights: Rights, action: str) -> bool:
        """Whether somebody may do something ("view", "add", "change", "delete") with any row."""
        return rights.whole_nation

    def allows_for(self, rights: Rights, action: str, instance) -> bool:
        """Whether somebody may do it with this row."""
        return self.allows(rights, action)

    def visible(self, rights: Rights, rows):
        """The rows somebody may see at all."""
        return rows if self.allows(rights, "view") else rows.none()

    # What Wagtail asks

    def user_has_permission(self, user, action):
        return self.allows(rights_today(user), action)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.allows_for(rights_today(user), action, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        return self.visible(rights_today(user), self.model._default_manager.all())

    def users_with_any_permission(self, actions):
        return User.objects.filter(is_superuser=True)


class ProvincePolicy(RightsPolicy):
    """Rows that lie somewhere: coordinators see and change those of their provinces.

    `area` is the lookup of the row's area code. Trainers read all where `trainers_read`.
    Deleting is for administrators and coordinators of the nation where `guarded`: a fund
    that rests is dormant, not deleted.
    """

    def __init__(self, model, *, area: str, trainers_read: bool = False, guarded: bool = False):
        super().__init__(model)
        self.area = area
        self.trainers_read = trainers_read
        self.guarded = guarded

    def allows(self, rights, action):
        if action == "view" and self.trainers_read:
            return rights.is_staff_of_portal
        if action == "delete" and self.guarded:
            return rights.whole_nation
        return rights.coordinator

    def allows_for(self, rights, action, instance):
        if not self.allows(rights, action):
            return False
        if action == "view" and self.trainers_read and rights.trainer:
            return True
        return rights.coordinates(self.area_code(instance))

    def visible(self, rights, rows):
        if self.trainers_read and rights.trainer:
            return rows
        return rights.in_reach(rows, self.area)

    def area_code(self, instance) -> str | None:
        """The row's area code, by the path of `area`."""
        for name in self.area.split("__"):
            instance = getattr(instance, name, None)
        return instance


class AreaPolicy(ProvincePolicy):
    """Areas: read by all who work for the network. A province, with its region, is changed by
    the nation's coordinators (its region decides on rights), what lies in it by its own.
    """

    def __init__(self, model):
        super().__init__(model, area="code", trainers_read=True, guarded=True)

    def allows_for(self, rights, action, instance):
        if action != "view" and len(instance.code) == 2:
            return rights.whole_nation
        return super().allows_for(rights, action, instance)

    def visible(self, rights, rows):
        return rows if rights.is_staff_of_portal else rows.none()


class SharedListPolicy(RightsPolicy):
    """Lists the whole network shares: read by all who work for it, changed for the nation."""

    def allows(self, rights, action):
        return rights.is_staff_of_portal if action == "view" else rights.whole_nation


class PersonPolicy(RightsPolicy):
    """People: coordinators see and change those with a post or a place in a workshop in their
    provinces, and those without account whom nothing ties to a province yet. An entry that
    was merged into another one is no longer there.
    """

    #: Lookups of the area codes that tie a person to a province.
    TIES = (
        "offices__fund__subdistrict__code",
        "registrations__fund__subdistrict__code",
        "registrations__workshop__venue__subdistrict__code",
    )

    def allows(self, rights, action):
        return rights.whole_nation if action == "delete" else rights.coordinator

    def allows_for(self, rights, action, instance):
        if not self.allows(rights, action):
            return False
        return self.visible(rights, self.model.objects.filter(pk=instance.pk)).exists()

    def visible(self, rights, rows):
        rows = rows.filter(merged_into=None)
        if rights.whole_nation:
            return rows
        if not rights.coordinator:
            return rows.none()
        people = self.model.objects.order_by()
        untied = people.filter(user=None, offices=None, registrations=None)
        mine = Q(pk__in=untied.values("pk"))
        for tie in self.TIES:
            mine |= Q(pk__in=rights.in_reach(people, tie).values("pk"))
        return rows.filter(mine)


class OfficePolicy(ProvincePolicy):
    """Posts: as rows of a province, but nobody changes a post of their own here."""

    def __init__(self):
        super().__init__(Office, area="fund__subdistrict__code")

    def allows_for(self, rights, action, instance):
        if action != "view" and instance.person.user_id == rights.user_id:
            return False
        return super().allows_for(rights, action, instance)
