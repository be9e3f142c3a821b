"""Buttons and pages with which organisers open and close registration or call a workshop off."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView
from django.views.generic.base import TemplateResponseMixin

from courses.forms.workshops import CancelWorkshopForm
from courses.models import Workshop
from courses.registering.waiting_list import AskFirst
from courses.views.guards import ManagersOnly
from courses.views.organising import workshop_crumbs
from courses.workshops import running as workshops
from courses.workshops.telling import people_to_call
from courses.workshops.timetable import WorkshopError


class WorkshopStatus(ManagersOnly, TemplateResponseMixin, View):
    """Opens or closes registration; only ever sent by a button. Asks first where opening it
    again gives a seat to many who wait.
    """

    http_method_names = ["post"]
    template_name = "courses/workshop_sure.html"

    def post(self, request, pk):
        try:
            if request.POST.get("to") == Workshop.Status.CLOSED:
                workshops.close(workshop=self.workshop)
                messages.success(request, _("Registration is closed."))
            else:
                sure = "sure" in request.POST
                workshops.publish(workshop=self.workshop, by=request.user, sure=sure)
                messages.success(request, _("The workshop is open for registration."))
        except WorkshopError as problem:
            messages.error(request, str(problem))
        except AskFirst as question:
            return self.render_to_response(
                {
                    "workshop": self.workshop,
                    "question": question,
                    "crumbs": workshop_crumbs(self.workshop),
                }
            )
        return redirect(self.workshop)


class WorkshopCancel(ManagersOnly, FormView):
    """Calls a workshop off, with the reason everybody reads."""

    form_class = CancelWorkshopForm
    template_name = "courses/workshop_cancel.html"

    def get_initial(self):
        return {"reason": self.workshop.cancelled_because}

    def form_valid(self, form):
        try:
            workshops.cancel(workshop=self.workshop, reason=form.cleaned_data["reason"])
        except WorkshopError as problem:
            form.add_error("reason" if problem.field else None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("The workshop is cancelled."))
        if people_to_call(self.workshop):
            return redirect("workshop_to_tell", pk=self.workshop.pk)
        return redirect(self.workshop)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            workshop=self.workshop, crumbs=workshop_crumbs(self.workshop), **kwargs
        )
