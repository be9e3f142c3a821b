"""The self-assessment of a fund: answering it, and the level the answers make."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from portal.funds.forms.assessment import AssessmentForm
from portal.funds.hints import figures_of, hints
from portal.funds.levels import AssessmentError, assess, explain_level
from portal.funds.models import Assessment, Rubric
from portal.funds.views.guards import EditorsOfFund


class FundAssessment(EditorsOfFund, View):
    """The statements with four answers each, beside the level of today and its reasons."""

    def get(self, request, pk):
        return self.show(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if form is not None and form.is_valid():
            try:
                assess(
                    fund=self.fund,
                    rubric=self.rubric,
                    scores=form.scores(),
                    assessed_on=form.cleaned_data["assessed_on"],
                    assessed_by=request.user,
                )
            except AssessmentError as refusal:
                form.add_error("assessed_on", str(refusal))
            else:
                messages.success(request, _("Thank you. The level below is made of your answers."))
                return redirect("fund_assessment", pk=pk)
        return self.show(form)

    @cached_property
    def rubric(self) -> Rubric | None:
        return Rubric.objects.current()

    @cached_property
    def newest(self) -> Assessment | None:
        """The newest answers, which the form begins with."""
        return self.fund.assessments.prefetch_related("scores").first()

    def form(self, data=None) -> AssessmentForm | None:
        if self.rubric is None:
            return None
        scores = self.newest.scores.all() if self.newest else ()
        answers = {score.statement_id: score.score for score in scores}
        return AssessmentForm(data, rubric=self.rubric, answers=answers)

    def show(self, form):
        years = self.fund.years.prefetch_related("welfare")
        return render(
            self.request,
            "funds/fund_assessment.html",
            {
                "fund": self.fund,
                "form": form,
                "rubric": self.rubric,
                "newest": self.newest,
                "level": explain_level(self.fund),
                "hints": hints(figures_of(year) for year in years),
                "crumbs": self.crumbs(),
            },
        )
