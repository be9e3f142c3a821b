"""The organisers' quick form for people who call, and what any such form is told while typing."""

import re

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from courses.forms.fund_choice import FundFinding
from courses.forms.registration import CallerForm
from courses.lists.resembling import resembling
from courses.models import Registration
from courses.registering.answers import standing
from courses.views.guards import ManagersOnly, OfWorkshop
from courses.views.registration import WorkshopRegister, offered_funds
from portal.thai.phones import PhoneNotUnderstood, parse_phone

Channel = Registration.Channel
#: What the address part of a private link is made of.
TOKEN = re.compile(r"[\w-]{16,32}", re.ASCII)


class CallerRegister(ManagersOnly, WorkshopRegister):
    """Enters a caller; afterwards the next one's empty form, with what to tell the last one."""

    template_name = "courses/registration_call.html"
    channel = Channel.STAFF

    @cached_property
    def last(self) -> Registration | None:
        """Whoever was entered just now, as the address says."""
        token = self.request.GET.get("last", "")
        if not TOKEN.fullmatch(token):
            return None
        found = Registration.objects.filter(workshop=self.workshop, token=token)
        return found.select_related(
            "person", "fund", "group", "workshop__venue__subdistrict__parent__parent"
        ).first()

    def address_after(self, registration) -> str:
        again = "&again" if registration.already else ""
        address = reverse("workshop_call", args=[self.workshop.pk])
        return f"{address}?last={registration.token}{again}"

    def show(self, form, **kwargs):
        # What has to be looked at takes the cursor: a question, what is wrong, the fund found.
        form.fields["first_name"].widget.attrs.pop("autofocus", None)
        if not form.is_bound:
            form.fields["fund_words"].widget.attrs["autofocus"] = True
        return super().show(form, **kwargs)

    def get_form(self, data=None, initial=None):
        # No list of funds: whoever telephones types faster than they look.
        form = CallerForm(data=data, initial=initial, questions=self.questions)
        form.fields["first_name"].widget.attrs["autofocus"] = True
        form.fields["phone"].help_text = ""
        return form

    def get_context_data(self, **kwargs):
        last = self.last if "form" not in kwargs else None
        return super().get_context_data(
            last=last,
            told=standing(last) if last else None,
            again="again" in self.request.GET,
            **kwargs,
        )


def phone_in(text: str) -> str:
    """The number a half-typed text is already; empty while it is none."""
    try:
        return parse_phone(text)
    except PhoneNotUnderstood:
        return ""


class FundsFound(OfWorkshop, View):
    """The funds that what is typed leads to: a piece of the form, for pages with scripts."""

    def post(self, request, *args, **kwargs):
        def offered():
            return offered_funds(self.workshop, request.rights)

        form = FundFinding(initial=request.POST.dict(), offered=offered)
        return TemplateResponse(request, "courses/includes/fund_found.html", {"form": form})


class PeopleLike(ManagersOnly, View):
    """Who may be meant by what is typed: a piece of the form, for the organisers alone."""

    def post(self, request, *args, **kwargs):
        names = ("first_name", "last_name", "phone")
        typed = {name: request.POST.get(name, "")[:80].replace("\x00", "") for name in names}
        typed["phone"] = phone_in(typed["phone"])
        like = resembling(**typed) if typed["first_name"].strip() else []
        context = {"like": like, "same": request.POST.get("same", "")}
        return TemplateResponse(request, "courses/includes/registration_like.html", context)
