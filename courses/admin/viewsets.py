"""The menu of the courses room in the admin: which lists there are and what they show."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSetGroup

from courses.admin import filters, panels, policies, views
from courses.admin.exporting import REGISTRATION_COLUMNS
from courses.models import Registration, Venue, Workshop
from portal.funds.admin.viewsets import InReachViewSet, place_column
from portal.thai.dates import date_span
from portal.thai.phones import show_phone


class WorkshopViewSet(InReachViewSet):
    model = Workshop
    name = "workshops"
    icon = "date"
    policy = policies.WorkshopPolicy()
    index_view_class = views.WorkshopList
    add_view_class = views.WorkshopCreate
    edit_view_class = views.WorkshopEdit
    inspect_view_enabled = True
    edit_handler = panels.WORKSHOP
    search_fields = ["title"]
    filterset_class = filters.WorkshopFilterSet
    list_display = [
        "title",
        Column(
            "days",
            label=_("Days"),
            accessor=lambda row: date_span(row.starts_on, row.ends_on),
            sort_key="starts_on",
        ),
        place_column("venue.subdistrict.full_name"),
        "status",
        Column("taken", label=_("Seats taken"), accessor=lambda row: f"{row.taken} / {row.seats}"),
        Column("waiting", label=_("Waiting"), accessor="waiting", sort_key="waiting"),
    ]


class VenueViewSet(InReachViewSet):
    model = Venue
    name = "venues"
    icon = "site"
    policy = policies.VenuePolicy()
    index_view_class = views.VenueList
    edit_view_class = views.VenueEdit
    edit_handler = panels.VENUE
    search_fields = ["name"]
    filterset_class = filters.VenueFilterSet
    list_display = [
        "name",
        "room",
        place_column(),
        "capacity",
    ]


class RegistrationViewSet(InReachViewSet):
    model = Registration
    name = "registrations"
    icon = "list-ul"
    policy = policies.RegistrationPolicy()
    index_view_class = views.RegistrationList
    form_fields = []
    search_fields = ["person"]
    filterset_class = filters.RegistrationFilterSet
    list_display = [
        Column("person", label=_("Person"), accessor="person.name"),
        Column(
            "phone",
            label=_("Phone"),
            accessor=lambda row: show_phone(row.phone or row.person.phone),
        ),
        Column("fund", label=_("Fund"), accessor="fund.name"),
        place_column("fund.subdistrict.full_name"),
        "status",
        Column("seat", label=_("Seat"), accessor="seat"),
        Column("workshop", label=_("Workshop"), accessor="workshop.title"),
    ]
    list_export = list(REGISTRATION_COLUMNS)
    export_filename = "registrations"


class CoursesGroup(ModelViewSetGroup):
    menu_label = _("Workshops")
    menu_icon = "date"
    menu_order = 190
    items = (WorkshopViewSet, RegistrationViewSet, VenueViewSet)
