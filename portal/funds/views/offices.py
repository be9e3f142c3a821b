"""Asking for a post in a fund, answering requests, ending posts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.funds.forms.offices import DecisionForm, OfficeRequestForm
from portal.funds.models import Office
from portal.funds.offices import (
    OfficeError,
    ask_for_office,
    confirm_office,
    end_office,
    may_end,
    refuse_office,
    waiting_for,
)
from portal.funds.views.guards import OfFund, SignedIn
from portal.people.identity import person_of

REQUESTS_A_PAGE = 20


class OfficeRequest(OfFund, SignedIn, View):
    """A signed-in person asks for their post in a fund."""

    def get(self, request, pk):
        return self.show(OfficeRequestForm())

    def post(self, request, pk):
        form = OfficeRequestForm(request.POST)
        if form.is_valid():
            try:
                office = ask_for_office(
                    person=person_of(request.user), fund=self.fund, **form.cleaned_data
                )
            except OfficeError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request,
                    _(
                        "Your request is on its way: %(role)s. An officer of the fund or the "
                        "coordinator of the province confirms it."
                    )
                    % {"role": office.get_role_display()},
                )
                return redirect("office_list")
        return self.show(form)

    def show(self, form):
        mine = Office.objects.filter(fund=self.fund, person__user=self.request.user)
        return render(
            self.request,
            "funds/office_request.html",
            {"fund": self.fund, "form": form, "mine": mine, "crumbs": self.crumbs()},
        )


class OfficesPage(SignedIn, View):
    """What waits for the reader's answer, the reader's own posts, and posts in their funds."""

    def show(self, *, failed: Office | None = None, form: DecisionForm | None = None):
        """The page; `form` is the answer about the office `failed` that could not stand."""
        request, rights = self.request, self.request.rights
        page = Paginator(waiting_for(rights), REQUESTS_A_PAGE).get_page(request.GET.get("page"))
        holders = {}
        asked = Office.objects.in_force().filter(fund__in={office.fund_id for office in page})
        for office in asked.officers().select_related("person"):
            holders.setdefault((office.fund_id, office.role), []).append(office)
        return render(
            request,
            "funds/office_list.html",
            {
                "page": page,
                "waiting": [
                    {"office": office, "holders": holders.get((office.fund_id, office.role), [])}
                    for office in page
                ],
                "may_decide": rights.officer or rights.coordinator,
                "mine": Office.objects.filter(person__user=request.user)
                .select_related("person", "fund__subdistrict__parent__parent", "decided_by__person")
                .order_by("-asked_at", "-pk"),
                "in_my_funds": Office.objects.in_force()
                .filter(fund__in=rights.officer_of)
                .exclude(person__user=request.user)
                .select_related("person", "fund")
                .order_by("fund__sort_key", "person__sort_key", "pk"),
                "failed": failed,
                "form": form,
            },
        )


class OfficeList(OfficesPage):
    """Shows the page."""

    def get(self, request):
        return self.show()


class OfficeDecide(OfficesPage):
    """Confirms, refuses or ends one post; a refusal without a reason comes back with a sentence."""

    def post(self, request, pk):
        offices = Office.objects.select_related("person__user", "fund__subdistrict")
        office = get_object_or_404(offices, pk=pk)
        if not may_end(request.rights, office):
            raise PermissionDenied(
                _("Posts are decided on by the fund's officers and its province's coordinators.")
            )
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                done = self.decide(office, **form.cleaned_data)
            except OfficeError as refusal:
                form.add_error("reason", str(refusal))
            else:
                messages.success(request, done)
                return redirect("office_list")
        return self.show(failed=office, form=form)

    def decide(self, office: Office, *, action: str, reason: str) -> str:
        """Do what was chosen; the sentence that tells it."""
        by = self.request.user
        shown = {"person": office.person, "role": office.get_role_display()}
        if action == DecisionForm.CONFIRM:
            confirm_office(office=office, by=by)
            return _("Confirmed: %(person)s, %(role)s.") % shown
        if action == DecisionForm.REFUSE:
            refuse_office(office=office, by=by, reason=reason)
            return _("Refused: %(person)s, %(role)s.") % shown
        end_office(office=office, by=by, reason=reason)
        return _("Ended: %(person)s, %(role)s.") % shown
