"""Pages with which organisers open, change, publish, close and cancel workshops."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from courses import workshops
from courses.forms.half_days import HalfDayTable
from courses.forms.workshops import CancelWorkshopForm, EditWorkshopForm, NewWorkshopForm
from courses.models import Workshop
from courses.timetable import WorkshopError
from courses.views.guards import ManagersOnly, OpenersOnly


class WorkshopNew(OpenersOnly, FormView):
    """Opens a workshop from a curriculum, place, days and seats, all on one screen."""

    form_class = NewWorkshopForm
    template_name = "courses/workshop_new.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "rights": self.request.rights}

    def get_initial(self):
        """The curriculum of the address, and the reader as contact and trainer."""
        person = getattr(self.request.user, "person", None)
        return {
            "curriculum": self.request.GET.get("curriculum"),
            "contact_name": person.name if person else "",
            "contact_phone": person.phone if person else "",
            "trainers": [self.request.user.pk] if self.request.rights.trainer else [],
        }

    def form_valid(self, form):
        at_once = self.request.POST.get("then") == "publish"
        try:
            workshop = workshops.open_workshop(created_by=self.request.user, **form.details())
            if at_once:
                workshops.publish(workshop=workshop)
        except WorkshopError as problem:
            form.put_beside(problem)
            return self.form_invalid(form)
        if at_once:
            messages.success(self.request, _("The workshop is open for registration."))
            return redirect(workshop)
        messages.success(
            self.request, _("The draft is kept. Add what happens when, then open registration.")
        )
        return redirect("workshop_edit", pk=workshop.pk)


class WorkshopEdit(ManagersOnly, TemplateView):
    """Changes a workshop and its half-days on one screen."""

    template_name = "courses/workshop_edit.html"

    def post(self, request, *args, **kwargs):
        form, table = self._forms(request.POST)
        if form.is_valid() & table.is_valid():
            days = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
            try:
                workshops.change_workshop(
                    workshop=self.workshop, half_days=table.plans(*days), **form.details()
                )
            except WorkshopError as problem:
                if problem.field == "half_days":
                    table.refused = str(problem)
                form.put_beside(problem)
            else:
                messages.success(request, _("The changes are kept."))
                return redirect(self.workshop)
        return self.render_to_response(self.get_context_data(form=form, table=table))

    def _forms(self, data=None):
        rights = self.request.rights
        return (
            EditWorkshopForm(data, workshop=self.workshop, rights=rights),
            HalfDayTable(data, workshop=self.workshop),
        )

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"], kwargs["table"] = self._forms()
        return super().get_context_data(
            workshop=self.workshop,
            crumbs=[
                (_("Workshops"), reverse("workshop_list")),
                (self.workshop.title, self.workshop.get_absolute_url()),
            ],
            **kwargs,
        )


class WorkshopStatus(ManagersOnly, View):
    """Opens or closes registration; only ever sent by a button."""

    http_method_names = ["post"]

    def post(self, request, pk):
        try:
            if request.POST.get("to") == Workshop.Status.CLOSED:
                workshops.close(workshop=self.workshop)
                messages.success(request, _("Registration is closed."))
            else:
                workshops.publish(workshop=self.workshop)
                messages.success(request, _("The workshop is open for registration."))
        except WorkshopError as problem:
            messages.error(request, str(problem))
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
        return redirect(self.workshop)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            workshop=self.workshop,
            crumbs=[
                (_("Workshops"), reverse("workshop_list")),
                (self.workshop.title, self.workshop.get_absolute_url()),
            ],
            **kwargs,
        )
