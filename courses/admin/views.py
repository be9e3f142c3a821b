"""The admin's lists of the courses room: what each row shows, and what saving one sets off."""

from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views import generic

from courses.admin.exporting import REGISTRATION_COLUMNS, ExportedRegistration
from courses.registering.waiting_list import AskFirst, promote
from courses.seats.locking import workshop_lock
from courses.workshops.places import refresh_search
from courses.workshops.telling import as_known, tell_of_change
from courses.workshops.timetable import WorkshopError
from portal.funds.admin.views import EditInReach, ListInReach
from portal.funds.models import Fund
from portal.people.models import Person


class VenueList(ListInReach):
    """Venues with their place."""

    def prepare(self, queryset):
        return queryset.with_place()


class VenueEdit(EditInReach):
    """Changes a venue; its workshops are found by the new name at once."""

    def save_instance(self):
        venue = super().save_instance()
        refresh_search(venue)
        return venue


class WorkshopList(ListInReach):
    """Workshops with place and seats. Readers go to the public page."""

    def prepare(self, queryset):
        return queryset.with_place().with_taken()

    def get_inspect_url(self, instance):
        return reverse("workshop_detail", args=[instance.pk])


class WorkshopCreate(generic.CreateView):
    """There is one way to open a workshop: its own screen, which pins the curriculum's text."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("workshop_new")


class WorkshopEdit(EditInReach):
    """Changes a workshop under its lock; seats added go to those who wait. When they are many,
    the form comes back and asks first.
    """

    template_name = "courses/admin/workshop_edit.html"
    question = None

    def form_valid(self, form):
        try:
            with workshop_lock(self.object.pk) as locked:
                # Registration may have been closed, or it cancelled, while this was typed.
                form.instance.status = locked.status
                form.instance.cancelled_because = locked.cancelled_because
                form.refuse_what_rules_forbid()
                self.locked = locked
                return super().form_valid(form)
        except WorkshopError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
            self.is_valid(form)  # sets the message that Wagtail shows above the form
        except AskFirst as question:
            self.question, self.produced_error_message = question, str(question)
        return self.form_invalid(form)

    def save_instance(self):
        known = as_known(self.locked)
        workshop = super().save_instance()
        tell_of_change(workshop=workshop, before=known)
        self.locked.refresh_from_db()  # what the form saved
        sure = "sure" in self.request.POST
        promote(workshop=self.locked, by=self.request.user, sure=sure)
        return workshop

    def get_context_data(self, **kwargs):
        return super().get_context_data(question=self.question, **kwargs)


class RegistrationList(ListInReach):
    """Who registered: names and phones, for those who manage the workshop. Read only here."""

    def prepare(self, queryset):
        return queryset.select_related(
            "person", "workshop", "fund__subdistrict__parent__parent"
        ).order_by("-workshop__starts_on", "workshop", "seat", "registered_at", "pk")

    def matching(self, queryset, text):
        people = Person.objects.like(text).order_by()
        funds = Fund.objects.like(text).order_by()
        return queryset.filter(Q(person__in=people) | Q(fund__in=funds))

    def to_row_dict(self, item):
        return super().to_row_dict(ExportedRegistration(item))

    def get_heading(self, queryset, field):
        return str(REGISTRATION_COLUMNS[field])
