"""Decides which columns a list of registrations has when it is taken into a spreadsheet."""

from django.utils.translation import gettext_lazy as _

from courses.models import Registration
from portal.thai.dates import date_span, typed_date
from portal.thai.phones import show_phone

#: Attribute of an `ExportedRegistration` -> heading, in the order of the columns.
REGISTRATION_COLUMNS = {
    "workshop": _("workshop"),
    "days": _("days"),
    "seat": _("seat"),
    "status": _("status"),
    "title": _("title of the person"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "phone": _("phone"),
    "fund": _("fund"),
    "subdistrict": _("subdistrict"),
    "district": _("district"),
    "province": _("province"),
    "post_held": _("post in the fund"),
    "needs": _("food, overnight stay, access"),
    "channel": _("how it came in"),
    "registered_on": _("registered on"),
}


class ExportedRegistration:
    """One row: a registration with its workshop, person and fund's place at hand, as a
    spreadsheet shows it; days in the reader's era.
    """

    def __init__(self, registration: Registration):
        person, workshop = registration.person, registration.workshop
        areas = registration.fund.subdistrict if registration.fund else None
        self.workshop = workshop.title
        self.days = date_span(workshop.starts_on, workshop.ends_on)
        self.seat = registration.seat
        self.status = registration.get_status_display()
        self.title = person.title
        self.first_name = person.first_name
        self.last_name = person.last_name
        self.phone = show_phone(registration.phone or person.phone)
        self.fund = registration.fund.name if registration.fund else ""
        self.subdistrict = areas.name if areas else ""
        self.district = areas.parent.name if areas else ""
        self.province = areas.parent.parent.name if areas else ""
        self.post_held = registration.get_post_held_display()
        self.needs = registration.needs
        self.channel = registration.get_channel_display()
        self.registered_on = typed_date(registration.registered_at)
