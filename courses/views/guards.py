"""Who gets to see which page of the courses room; everything else is refused with the reason."""

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from courses.access import may_manage, may_open_workshops, may_see
from courses.models import Workshop
from portal.asked_often import AskedOften


class SignedIn(AccessMixin):
    """Leads a visitor to the sign-in and asks `refuse` about everybody else."""

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return self.handle_no_permission()
        if reason := self.refuse():
            raise PermissionDenied(reason)
        return super().dispatch(request, *args, **kwargs)

    def refuse(self) -> str:
        """Why this account may not come in; empty when it may."""
        raise NotImplementedError


class OpenersOnly(SignedIn):
    """Trainers, coordinators and administrators."""

    def refuse(self) -> str:
        if may_open_workshops(self.request.rights):
            return ""
        return _("Workshops are opened by the network's trainers and coordinators.")


class OfWorkshop:
    """Finds the workshop of the address; a draft is not there for those who may not see it."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        # Every reader of a workshop asks it; see `AskedOften` for what writing it costs.
        cls.of_key = AskedOften(lambda key: cls.workshops().filter(pk=key).order_by(), int)

    @classmethod
    def workshops(cls):
        """The workshops to look in, with what the page needs of them."""
        return Workshop.objects.with_place().with_taken()

    def found(self) -> Workshop | None:
        """The workshop, whoever asks; one query."""
        return next(iter(self.of_key.records(self.kwargs["pk"])), None)

    @cached_property
    def workshop(self) -> Workshop:
        found = self.found()
        if found is None or not may_see(self.request.rights, found):
            raise Http404(_("There is no such workshop."))
        return found


class ManagersOnly(OfWorkshop, SignedIn):
    """Those who may manage the workshop of the address."""

    def refuse(self) -> str:
        if may_manage(self.request.rights, self.workshop):
            return ""
        return _(
            "This workshop is changed by its trainers and by the coordinators of its province."
        )
