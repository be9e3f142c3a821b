"""Who gets to see which page of the funds room; everybody else is told why not."""

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.funds.models import Fund


class SignedIn(AccessMixin):
    """Leads a visitor to the sign-in."""

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)


class OfFund:
    """Finds the fund of the address."""

    @cached_property
    def fund(self) -> Fund:
        return get_object_or_404(Fund.objects.with_place(), pk=self.kwargs["pk"])

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The way from the directory to the page."""
        return [
            (_("Funds"), reverse("fund_list")),
            (self.fund.name, self.fund.get_absolute_url()),
            *more,
        ]


class EditorsOfFund(OfFund, SignedIn):
    """The fund's officers, coordinators of its province and administrators."""

    def dispatch(self, request, *args, **kwargs):
        if request.rights.signed_in and not request.rights.may_edit_fund(self.fund):
            raise PermissionDenied(
                _(
                    "A fund's record is written by its officers and by the coordinators "
                    "of its province."
                )
            )
        return super().dispatch(request, *args, **kwargs)
