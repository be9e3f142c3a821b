"""Pages with which organisers open, copy and change a workshop."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from courses.access import may_see
from courses.forms.fund_choice import key_in
from courses.forms.half_days import HalfDayTable
from courses.forms.quotas import QuotaTable, rows_typed, rows_with_regions
from courses.forms.workshops import (
    CopyDayForm,
    EditWorkshopForm,
    NewWorkshopForm,
    copy_as_typed,
)
from courses.models import Workshop
from courses.registering.waiting_list import AskFirst
from courses.views.guards import ManagersOnly, OpenersOnly
from courses.workshops import running as workshops
from courses.workshops.copying import half_days_of_copy, quotas_of_copy
from courses.workshops.doubts import doubts
from courses.workshops.quotas import plans_of
from courses.workshops.timetable import WorkshopError
from portal.thai.digits import to_arabic


def workshop_crumbs(workshop: Workshop) -> list[tuple[str, str]]:
    """The way back from a page about one workshop."""
    return [
        (_("Workshops"), reverse("workshop_list")),
        (workshop.title, workshop.get_absolute_url()),
    ]


def quota_rows(data) -> list[dict] | None:
    """The quota rows to show after a press of "more rows" or "one for each region"; None when
    the form was sent by another button.
    """
    rows = rows_typed(data)
    match data.get("quotas"):
        case "more":
            return rows
        case "regions":
            return rows_with_regions(rows, seats=key_in(to_arabic(data.get("seats", "").strip())))
    return None


class WorkshopNew(OpenersOnly, TemplateView):
    """Opens a workshop from a curriculum or like an earlier one, all on one screen."""

    template_name = "courses/workshop_new.html"

    def get(self, request, *args, **kwargs):
        source = self._source(request.GET.get("copy", ""))
        if source is None:
            return self._show(self._form(initial=self._beginning()), QuotaTable())
        day = CopyDayForm(request.GET if "starts_on" in request.GET else None)
        if not day.is_valid():
            return self._ask_day(source, day)
        first_day = day.cleaned_data["starts_on"]
        form = self._form(initial=copy_as_typed(source, first_day=first_day))
        return self._show(form, QuotaTable(plans=quotas_of_copy(source, first_day=first_day)))

    def post(self, request, *args, **kwargs):
        rows = quota_rows(request.POST)
        if rows is not None:
            # Everything typed stays and nothing is judged yet.
            form = self._form()
            form = self._form(initial=form.typed_so_far(request.POST))
            return self._show(form, QuotaTable(typed=rows), at_quotas=True)
        form, table = self._form(request.POST), QuotaTable(request.POST)
        if form.is_valid() & table.is_valid():
            try:
                return self._open(form, table)
            except WorkshopError as problem:
                table.refused = str(problem) if problem.field == "quotas" else ""
                form.put_beside(problem)
        return self._show(form, table)

    def _open(self, form: NewWorkshopForm, table: QuotaTable):
        at_once = self.request.POST.get("then") == "publish"
        source = self._source(form.cleaned_data["copy"])
        details = form.details()
        if source:
            days = {"first_day": details["starts_on"], "last_day": details["ends_on"]}
            details["half_days"] = half_days_of_copy(source, **days)
        with transaction.atomic():
            workshop = workshops.open_workshop(
                created_by=self.request.user, quotas=table.plans(), like=source, **details
            )
            if at_once:
                workshop = workshops.publish(workshop=workshop, by=self.request.user)
        for doubt in doubts(workshop):
            messages.warning(self.request, doubt)
        if at_once:
            messages.success(self.request, _("The workshop is open for registration."))
            return redirect(workshop)
        messages.success(
            self.request, _("The draft is kept. Add what happens when, then open registration.")
        )
        return redirect("workshop_edit", pk=workshop.pk)

    def _beginning(self) -> dict:
        """The curriculum of the address, and the reader as contact and trainer."""
        person = getattr(self.request.user, "person", None)
        return {
            "curriculum": self.request.GET.get("curriculum"),
            "contact_name": person.name if person else "",
            "contact_phone": person.phone if person else "",
            "trainers": [self.request.user.pk] if self.request.rights.trainer else [],
        }

    def _source(self, key: str) -> Workshop | None:
        """The workshop to copy, where the reader may see it."""
        found = Workshop.objects.with_place().filter(pk=key_in(str(key))).first()
        return found if found and may_see(self.request.rights, found) else None

    def _form(self, data=None, **kwargs) -> NewWorkshopForm:
        return NewWorkshopForm(data, rights=self.request.rights, **kwargs)

    def _ask_day(self, source: Workshop, form: CopyDayForm):
        self.template_name = "courses/workshop_copy.html"
        return self.render_to_response(
            self.get_context_data(source=source, form=form, crumbs=workshop_crumbs(source))
        )

    def _show(self, form: NewWorkshopForm, table: QuotaTable, *, at_quotas: bool = False):
        source = self._source(form["copy"].value() or "")
        return self.render_to_response(
            self.get_context_data(form=form, quotas=table, source=source, at_quotas=at_quotas)
        )


class WorkshopEdit(ManagersOnly, TemplateView):
    """Changes a workshop, its half-days and its quotas on one screen."""

    template_name = "courses/workshop_edit.html"

    def get(self, request, *args, **kwargs):
        return self._show(
            EditWorkshopForm(workshop=self.workshop, rights=request.rights),
            HalfDayTable(workshop=self.workshop),
            QuotaTable(plans=plans_of(self.workshop)),
            doubts=doubts(self.workshop),
        )

    def post(self, request, *args, **kwargs):
        rows = quota_rows(request.POST)
        if rows is not None:
            form = EditWorkshopForm(workshop=self.workshop, rights=request.rights)
            typed = form.typed_so_far(request.POST)
            return self._show(
                EditWorkshopForm(workshop=self.workshop, rights=request.rights, initial=typed),
                HalfDayTable(workshop=self.workshop, typed=request.POST),
                QuotaTable(typed=rows),
                at_quotas=True,
            )
        form = EditWorkshopForm(request.POST, workshop=self.workshop, rights=request.rights)
        table = HalfDayTable(request.POST, workshop=self.workshop)
        quotas = QuotaTable(request.POST)
        if form.is_valid() & table.is_valid() & quotas.is_valid():
            try:
                self._change(form, table, quotas)
            except WorkshopError as problem:
                table.refused = str(problem) if problem.field == "half_days" else ""
                quotas.refused = str(problem) if problem.field == "quotas" else ""
                form.put_beside(problem)
            except AskFirst as question:
                return self._show(form, table, quotas, question=question)
            else:
                return redirect(self.workshop)
        return self._show(form, table, quotas)

    def _change(self, form: EditWorkshopForm, table: HalfDayTable, quotas: QuotaTable) -> None:
        days = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
        changed = workshops.change_workshop(
            workshop=self.workshop,
            half_days=table.plans(*days),
            quotas=quotas.plans(),
            by=self.request.user,
            sure="sure" in self.request.POST,
            **form.details(),
        )
        messages.success(self.request, _("The changes are kept."))
        for doubt in doubts(changed):
            messages.warning(self.request, doubt)

    def _show(self, form, table, quotas, *, question=None, at_quotas=False, doubts=()):
        return self.render_to_response(
            self.get_context_data(
                form=form,
                table=table,
                quotas=quotas,
                question=question,
                at_quotas=at_quotas,
                doubts=doubts,
                workshop=self.workshop,
                crumbs=workshop_crumbs(self.workshop),
            )
        )
