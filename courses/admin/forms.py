"""Admin forms of workshops and venues: what may be typed, and what the rules allow."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.access import may_hold_in, venues_in_reach
from courses.forms.places import DistrictsField, VenueChoice
from courses.forms.workshop_fields import (
    PersonChoice,
    refuse_locking_oneself_out,
    trainers_to_choose,
)
from courses.models import Venue
from courses.workshops.running import refuse_too_few_seats
from courses.workshops.timetable import WorkshopError, refuse_half_days, refuse_impossible_days
from portal.funds.access import rights_today
from portal.thai.fields import ThaiPhoneField


class VenueForm(WagtailAdminModelForm):
    """A venue where one may hold workshops."""

    def clean_subdistrict(self):
        subdistrict = self.cleaned_data["subdistrict"]
        if not may_hold_in(rights_today(self.for_user), subdistrict.pk):
            raise ValidationError(_("This lies outside the provinces you coordinate."))
        return subdistrict


class WorkshopForm(WagtailAdminModelForm):
    """A workshop with its half-days. What only holds under the workshop's lock is asked by
    `refuse_what_rules_forbid`, to be called there.
    """

    venue = VenueChoice(label=_("Place"), queryset=Venue.objects.none())
    districts = DistrictsField(
        label=_("For these districts"),
        required=False,
        max_length=1500,
        help_text=_("Names with commas between them. Left empty: for everybody."),
    )
    trainers = PersonChoice(label=_("Trainers"), queryset=None, required=False)
    contact_phone = ThaiPhoneField(label=_("Contact's phone"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rights = rights_today(self.for_user)
        self.fields["venue"].queryset = venues_in_reach(self.rights, Venue.objects.with_place())
        self.fields["trainers"].queryset = trainers_to_choose(self.instance)

    def clean_venue(self):
        venue = self.cleaned_data["venue"]
        if venue is None:
            raise ValidationError(_("Choose a place."))
        return venue

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last:
            try:
                refuse_impossible_days(first, last)
            except WorkshopError as problem:
                self.add_error("ends_on", str(problem))
        refuse_locking_oneself_out(self, self.rights)
        return cleaned

    def refuse_what_rules_forbid(self) -> None:
        """Raises `WorkshopError` for seats already given away and half-days already marked."""
        workshop = self.instance
        refuse_too_few_seats(workshop, seats=workshop.seats, seats_per_fund=workshop.seats_per_fund)
        rows = self.formsets["half_days"].forms
        kept = [row.instance for row in rows if not row.cleaned_data.get("DELETE")]
        refuse_half_days(workshop, {(row.day, row.part) for row in kept if row.day})
