"""What a fund says of itself, edited by its officers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from portal.funds.forms.profile import ProfileForm, RankedRows, subjects_to_choose
from portal.funds.profile import ProfileError, save_profile
from portal.funds.views.guards import EditorsOfFund


class FundEdit(EditorsOfFund, View):
    """The fund's story, tags, offers and needs, and how far and how many it can help."""

    def get(self, request, pk):
        return self.show(ProfileForm.for_fund(self.fund), *self.lists())

    def post(self, request, pk):
        form = ProfileForm.for_fund(self.fund, request.POST)
        offers, needs = self.lists(request.POST)
        if all([form.is_valid(), offers.is_valid(), needs.is_valid()]):
            try:
                save_profile(
                    fund=self.fund, offers=offers.choices, needs=needs.choices, **form.cleaned_data
                )
            except ProfileError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved. This is what others see of your fund."))
                return redirect(self.fund)
        return self.show(form, offers, needs)

    def lists(self, data=None) -> tuple[RankedRows, RankedRows]:
        """The two ranked lists, as stored or as sent."""
        subjects = subjects_to_choose(self.fund)
        return (
            RankedRows(
                data,
                prefix="offers",
                rows=[(row, row.proof) for row in self.fund.offers.all()],
                subjects=subjects,
                text_label=_("How one can see it"),
            ),
            RankedRows(
                data,
                prefix="needs",
                rows=[(row, row.note) for row in self.fund.needs.all()],
                subjects=subjects,
                text_label=_("What exactly"),
            ),
        )

    def show(self, form, offers, needs):
        this_year = timezone.localdate().year
        written = set(self.fund.years.values_list("year", flat=True))
        years = sorted(written | {this_year, this_year - 1}, reverse=True)
        return render(
            self.request,
            "funds/fund_edit.html",
            {
                "fund": self.fund,
                "form": form,
                "offers": offers,
                "needs": needs,
                "years": [(year, year in written) for year in years],
                "crumbs": self.crumbs(),
            },
        )
