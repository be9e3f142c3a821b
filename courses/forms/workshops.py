"""Forms with which organisers open and change a workshop. Rights decide what they offer."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.places import DistrictsField, VenueFormMixin
from courses.forms.registration_times import RegistrationTimesMixin, times_as_typed
from courses.forms.workshop_fields import (
    NO_SUCH_CHOICE,
    refuse_locking_oneself_out,
    text_field,
    trainer_notes,
    trainers_field,
    trainers_to_choose,
)
from courses.models import CurriculumPage, Workshop
from courses.workshops.copying import last_day_of_copy, moment_of_copy
from courses.workshops.timetable import WorkshopError, refuse_impossible_days
from portal.funds.access import Rights
from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Region
from portal.thai.fields import ThaiDateField, ThaiIntegerField, ThaiPhoneField


class WorkshopForm(RegistrationTimesMixin, VenueFormMixin):
    """Everything about a workshop but its curriculum and its half-days."""

    title = text_field(
        "title",
        help_text=gettext_lazy("Left empty: the curriculum's title and the number of the round."),
    )
    starts_on = ThaiDateField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("For example 27/3/2566.")
    )
    ends_on = ThaiDateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Left empty: one day only."),
    )
    seats = ThaiIntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=5000,
        error_messages={
            "min_value": gettext_lazy("A workshop has at least one seat."),
            "max_value": gettext_lazy("A workshop has at most 5,000 seats."),
        },
    )
    seats_per_fund = ThaiIntegerField(
        label=gettext_lazy("At most per fund"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=gettext_lazy("Left empty: no limit."),
        error_messages={"min_value": gettext_lazy("At least one seat for each fund.")},
    )
    about = text_field("about", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    districts = DistrictsField(
        label=gettext_lazy("For these districts"),
        required=False,
        max_length=1500,
        help_text=gettext_lazy(
            "Names with commas between them: เมืองแม่ฮ่องสอน, ปางมะผ้า. Left empty: for everybody."
        ),
    )
    regions = SeveralRows(
        label=gettext_lazy("For these regions"),
        queryset=Region.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NO_SUCH_CHOICE,
    )
    organisers = text_field("organisers", max_length=1500, widget=forms.Textarea(attrs={"rows": 3}))
    paid_by = text_field("paid_by")
    costs_covered = text_field(
        "costs_covered", help_text=gettext_lazy("For example travel, meals, a night's stay.")
    )
    trainers = trainers_field()
    contact_name = text_field("contact_name", label=gettext_lazy("Who answers questions"))
    contact_phone = ThaiPhoneField(label=gettext_lazy("Their phone"), required=False)
    #: Fields handed to the rule as they are.
    PLAIN = (
        *("title", "venue", "starts_on", "ends_on", "seats", "seats_per_fund", "about"),
        *("districts", "regions", "organisers", "paid_by", "costs_covered", "trainers"),
        *("contact_name", "contact_phone", "opens_at", "closes_at", "entry", "offer_days"),
    )

    def __init__(self, *args, rights: Rights, workshop: Workshop | None = None, **kwargs):
        self.rights, self.workshop = rights, workshop
        super().__init__(*args, **kwargs)
        self.prepare_places()
        self.fields["trainers"].queryset = trainers_to_choose(workshop)
        self.fields["trainers"].notes = trainer_notes(
            first_day=self.initial.get("starts_on"),
            last_day=self.initial.get("ends_on"),
            besides=workshop,
        )

    def clean(self):
        cleaned = super().clean()
        self.clean_place()
        if cleaned.get("starts_on") and "ends_on" not in self.errors:
            cleaned["ends_on"] = cleaned.get("ends_on") or cleaned["starts_on"]
            try:
                refuse_impossible_days(cleaned["starts_on"], cleaned["ends_on"])
            except WorkshopError as problem:
                self.add_error(problem.field, str(problem))
        seats, share = cleaned.get("seats"), cleaned.get("seats_per_fund")
        if seats and share and share > seats:
            self.add_error("seats_per_fund", _("This is more than all the seats together."))
        self.clean_registration_times(cleaned)
        refuse_locking_oneself_out(self, self.rights)
        return cleaned

    def typed_so_far(self, data) -> dict:
        """What was sent, as initial values: shown again without being judged."""
        several = ("trainers", "regions")
        return data.dict() | {name: data.getlist(name) for name in several}

    def details(self) -> dict:
        """What the rules want to know, by their names."""
        return {name: self.cleaned_data[name] for name in self.PLAIN if name in self.cleaned_data}

    def put_beside(self, problem: WorkshopError) -> None:
        """Show why a rule refused, beside the field it names."""
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class NewWorkshopForm(WorkshopForm):
    """Opens a workshop from a published curriculum."""

    curriculum = forms.ModelChoiceField(
        label=gettext_lazy("Curriculum"),
        queryset=CurriculumPage.objects.none(),
        empty_label=gettext_lazy("choose one"),
        to_field_name="id",  # the key, a foreign key to the page, breaks on too large numbers
        error_messages={
            **NO_SUCH_CHOICE,
            "required": gettext_lazy("Please choose what will be taught."),
        },
    )

    #: The earlier workshop this one is copied from. Nobody types it, so that what is no
    #: workshop is quietly none.
    copy = forms.CharField(required=False, widget=forms.HiddenInput)

    PLAIN = ("curriculum", *WorkshopForm.PLAIN)
    field_order = ["curriculum"]
    #: Fields that wait behind a fold, because a workshop can be opened without them.
    FURTHER = (
        *("districts", "regions", "organisers", "paid_by", "costs_covered", "opens_on"),
        *("opens_time", "closes_on", "closes_time", "offer_days", "title", "about"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["curriculum"].queryset = (
            CurriculumPage.objects.live().order_by("path").defer("sessions", "aims", "search_text")
        )

    @property
    def further_begun(self) -> bool:
        """Whether the fold must stand open: something in it was typed or is wrong."""
        if (self["entry"].value() or Workshop.Entry.OPEN) != Workshop.Entry.OPEN:
            return True
        return any(self[name].value() or self[name].errors for name in self.FURTHER)

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Please look at the year again."))
        return day


class EditWorkshopForm(WorkshopForm):
    """Changes a workshop; filled with what it is."""

    title = text_field("title", required=True)

    def __init__(self, *args, workshop: Workshop, **kwargs):
        super().__init__(
            *args,
            workshop=workshop,
            initial={**_as_typed(workshop), **kwargs.pop("initial", {})},
            **kwargs,
        )


def _as_typed(workshop: Workshop) -> dict:
    """A workshop as the fields of `WorkshopForm` show it."""
    plain = (
        *("title", "starts_on", "ends_on", "seats", "seats_per_fund", "about", "organisers"),
        *("paid_by", "costs_covered", "contact_name", "contact_phone", "entry", "offer_days"),
    )
    typed = {name: getattr(workshop, name) for name in plain}
    typed["venue"] = workshop.venue_id
    typed["districts"] = list(workshop.districts.select_related("parent"))
    typed["regions"] = [region.pk for region in workshop.regions.all()]
    typed["trainers"] = list(workshop.trainer_ids)
    return typed | times_as_typed(workshop.opens_at, workshop.closes_at)


def copy_as_typed(source: Workshop, *, first_day) -> dict:
    """An earlier workshop as `NewWorkshopForm` shows it for other days. The title is made anew."""
    shift = first_day - source.starts_on
    times = ("opens_on", "opens_time", "closes_on", "closes_time", "title")
    typed = {name: value for name, value in _as_typed(source).items() if name not in times}
    return {
        **typed,
        "curriculum": source.curriculum_id,
        "copy": source.pk,
        "starts_on": first_day,
        "ends_on": last_day_of_copy(source, first_day=first_day),
        **times_as_typed(
            moment_of_copy(source.opens_at, shift=shift),
            moment_of_copy(source.closes_at, shift=shift),
        ),
    }


class CopyDayForm(forms.Form):
    """The one thing a copy has to be told: when it begins."""

    starts_on = NewWorkshopForm.base_fields["starts_on"]

    clean_starts_on = NewWorkshopForm.clean_starts_on


class CancelWorkshopForm(forms.Form):
    """Why a workshop is called off; everybody reads it."""

    reason = text_field(
        "cancelled_because",
        label=gettext_lazy("Why is it cancelled?"),
        required=True,
        help_text=gettext_lazy("Everybody who registered reads this on the workshop's page."),
        error_messages={"required": gettext_lazy("Please write why, so that people understand.")},
    )
