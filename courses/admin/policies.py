"""Decides which workshops, venues and registrations an account may see and change in the admin."""

from courses.access import may_hold_in, may_manage, may_open_workshops, workshops_in_reach
from courses.models import Registration, Venue, Workshop
from portal.funds.admin.policies import RightsPolicy


class WorkshopPolicy(RightsPolicy):
    """Workshops: whoever may manage one, the same as on its own pages. Only drafts are
    deleted; what was published is cancelled.
    """

    def __init__(self):
        super().__init__(Workshop)

    def allows(self, rights, action):
        return may_open_workshops(rights)

    def allows_for(self, rights, action, instance):
        if action == "delete" and instance.status != Workshop.Status.DRAFT:
            return False
        return may_manage(rights, instance)

    def visible(self, rights, rows):
        return workshops_in_reach(rights, rows)


class VenuePolicy(RightsPolicy):
    """Venues: read by all who work for the network, added where one may hold workshops,
    changed by the coordinators of the place.
    """

    def __init__(self):
        super().__init__(Venue)

    def allows(self, rights, action):
        if action in ("view", "add"):
            return may_open_workshops(rights)
        return rights.coordinator

    def allows_for(self, rights, action, instance):
        if action == "view":
            return may_open_workshops(rights)
        if action == "add":
            return may_hold_in(rights, instance.subdistrict_id)
        return rights.coordinates(instance.subdistrict_id)


class RegistrationPolicy(RightsPolicy):
    """Registrations hold names and phones: read by those who manage the workshop, and never
    written here, because seats are given under a lock on the workshop's own pages.
    """

    def __init__(self):
        super().__init__(Registration)

    def allows(self, rights, action):
        return action == "view" and may_open_workshops(rights)

    def allows_for(self, rights, action, instance):
        return action == "view" and may_manage(rights, instance.workshop)

    def visible(self, rights, rows):
        return rows.filter(workshop__in=workshops_in_reach(rights, Workshop.objects.order_by()))
