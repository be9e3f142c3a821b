"""The figures of a fund for one year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from portal.funds.forms.years import YearForm
from portal.funds.models import FundYear
from portal.funds.views.guards import EditorsOfFund
from portal.funds.yearly import may_be_written, save_year
from portal.thai.dates import be_year


class FundYearEdit(EditorsOfFund, View):
    """One year's figures; comes back after saving with what does not add up."""

    def get(self, request, pk, year):
        return self.show(YearForm(row=self.row))

    def post(self, request, pk, year):
        form = YearForm(request.POST, row=self.row)
        if not form.is_valid():
            return self.show(form)
        own = request.rights.acts_for(self.fund.pk)
        row = save_year(
            fund=self.fund,
            year=year,
            figures=form.figures(),
            welfare=form.welfare(),
            entered_by=request.user,
            source=FundYear.Source.FUND if own else FundYear.Source.NETWORK,
        )
        messages.success(request, _("The figures of %(year)s are saved.") % {"year": be_year(year)})
        if row.mismatches():
            messages.warning(request, _("Some do not add up; see the notes beside them."))
            return redirect("fund_year_edit", pk=pk, year=year)
        return redirect(self.fund)

    @cached_property
    def row(self) -> FundYear | None:
        """What is stored for the year."""
        year = self.kwargs["year"]
        if not may_be_written(year):
            raise Http404(_("Figures can be written for a year that has begun."))
        return self.fund.years.prefetch_related("welfare").filter(year=year).first()

    def show(self, form):
        year = self.kwargs["year"]
        return render(
            self.request,
            "funds/fund_year_edit.html",
            {
                "fund": self.fund,
                "form": form,
                "year": year,
                "row": self.row,
                "crumbs": self.crumbs(
                    (_("Edit"), reverse("fund_edit", args=[self.fund.pk])),
                ),
            },
        )
