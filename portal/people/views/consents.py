"""What the reader has agreed to, and taking it back."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from portal.people.consent import ConsentError, state_of, withdraw
from portal.people.models import Consent, Person


class ConsentPage(LoginRequiredMixin, View):
    """Shows what counts today for the person behind the account."""

    def show(self, *, failed: str = ""):
        person = Person.objects.filter(user=self.request.user).first()
        return render(
            self.request,
            "people/consents.html",
            {
                "standings": state_of(person) if person else [],
                "failed": failed,
                "crumbs": [(_("My page"), reverse("my_page"))],
            },
        )


class Consents(ConsentPage):
    """The page."""

    def get(self, request):
        return self.show()


class ConsentWithdraw(ConsentPage):
    """Takes one yes of the reader's own back."""

    def post(self, request, pk):
        mine = Consent.objects.filter(person__user=request.user).select_related("text", "person")
        consent = get_object_or_404(mine, pk=pk)
        try:
            withdraw(consent=consent, by=request.user)
        except ConsentError as refusal:
            return self.show(failed=str(refusal))
        messages.success(request, _("Taken back. From now on it no longer holds."))
        return redirect("consent_list")
