"""The page on which organisers write a workshop's own questions."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from courses.forms.question_lists import QuestionTable, rows_typed
from courses.views.guards import ManagersOnly
from courses.views.organising import workshop_crumbs
from courses.workshops.question_lists import QuestionsRefused, plans_of, write_questions


class WorkshopQuestions(ManagersOnly, TemplateView):
    """Writes, orders and takes out the questions a workshop asks of those who register."""

    template_name = "courses/workshop_questions.html"

    def get(self, request, *args, **kwargs):
        return self._show(QuestionTable(plans=plans_of(self.workshop)))

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            # Everything typed stays and nothing is judged yet.
            return self._show(QuestionTable(typed=rows_typed(request.POST)))
        table = QuestionTable(request.POST)
        if table.is_valid():
            try:
                write_questions(workshop=self.workshop, plans=table.plans())
            except QuestionsRefused as problem:
                table.put_beside(problem)
            else:
                messages.success(request, _("The questions are kept."))
                return redirect(self.workshop)
        return self._show(table)

    def _show(self, table: QuestionTable):
        return self.render_to_response(
            self.get_context_data(
                workshop=self.workshop, table=table, crumbs=workshop_crumbs(self.workshop)
            )
        )
