"""Forms with which organisers open and change a workshop. Rights decide what they offer."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.access import would_manage
from courses.forms.places import DistrictsField, VenueFormMixin
from courses.models import CurriculumPage, Workshop
from courses.timetable import WorkshopError, refuse_impossible_days
from portal.funds.access import Rights
from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Mandate, Region
from portal.people.models import User
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiDateField, ThaiIntegerField, ThaiPhoneField, ThaiTimeField

NO_SUCH_CHOICE = {"invalid_choice": gettext_lazy("Please choose one from the list.")}


def text_field(name: str, **kwargs) -> forms.CharField:
    """A text field of the workshop with the model's label, length and refusal of ID numbers."""
    field = Workshop._meta.get_field(name)
    return forms.CharField(
        **{
            "label": capfirst(field.verbose_name),
            "max_length": field.max_length,
            "required": False,
            "validators": [refuse_national_id],
            "help_text": field.help_text,
            **kwargs,
        }
    )


def trainers_to_choose(workshop: Workshop | None):
    """The trainers of today, and those a workshop has already."""
    known = Q(pk__in=Mandate.objects.on().filter(role=Mandate.Role.TRAINER).values("user"))
    if workshop and workshop.pk:
        known |= Q(pk__in=workshop.trainer_ids)
    return User.objects.filter(known).select_related("person").order_by("person__sort_key", "pk")


def refuse_locking_oneself_out(form: forms.Form, rights: Rights) -> None:
    """Adds an error where whoever saves the form could not edit the workshop afterwards."""
    venue, trainers = form.cleaned_data.get("venue"), form.cleaned_data.get("trainers")
    if venue is None or trainers is None:
        return
    ids = {trainer.pk for trainer in trainers}
    if not would_manage(rights, area_code=venue.subdistrict_id, trainer_ids=ids):
        form.add_error(
            "trainers",
            _("Please stay among the trainers; otherwise you could no longer edit this."),
        )


class PersonChoice(SeveralRows):
    """Accounts by the name other people see."""

    def label_from_instance(self, obj) -> str:
        return obj.shown_name


class WorkshopForm(VenueFormMixin):
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
    trainers = PersonChoice(
        label=gettext_lazy("Trainers"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NO_SUCH_CHOICE,
    )
    contact_name = text_field("contact_name", label=gettext_lazy("Who answers questions"))
    contact_phone = ThaiPhoneField(label=gettext_lazy("Their phone"), required=False)
    opens_on = ThaiDateField(
        label=gettext_lazy("Registration opens on"),
        required=False,
        help_text=gettext_lazy("Left empty: as soon as you open it."),
    )
    opens_time = ThaiTimeField(
        label=gettext_lazy("Opening time"),
        required=False,
        help_text=gettext_lazy("For example 09.00."),
    )
    closes_on = ThaiDateField(
        label=gettext_lazy("Last day of registration"),
        required=False,
        help_text=gettext_lazy("Left empty: open until the workshop ends."),
    )
    closes_time = ThaiTimeField(
        label=gettext_lazy("Closing time"),
        required=False,
        help_text=gettext_lazy("Left empty: the whole day."),
    )

    #: Fields handed to the rule as they are.
    PLAIN = (
        *("title", "venue", "starts_on", "ends_on", "seats", "seats_per_fund", "about"),
        *("districts", "regions", "organisers", "paid_by", "costs_covered", "trainers"),
        *("contact_name", "contact_phone", "opens_at", "closes_at"),
    )

    def __init__(self, *args, rights: Rights, workshop: Workshop | None = None, **kwargs):
        self.rights, self.workshop = rights, workshop
        super().__init__(*args, **kwargs)
        self.prepare_places()
        self.fields["trainers"].queryset = trainers_to_choose(workshop)

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
        self._clean_registration_times(cleaned)
        refuse_locking_oneself_out(self, self.rights)
        return cleaned

    def _clean_registration_times(self, cleaned) -> None:
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        for day, clock in (("opens_on", "opens_time"), ("closes_on", "closes_time")):
            if cleaned.get(clock) and not cleaned.get(day) and day not in self.errors:
                self.add_error(day, _("Please write the day too."))
        cleaned["opens_at"] = opens_on and _moment(opens_on, cleaned.get("opens_time") or time())
        cleaned["closes_at"] = None
        if closes_on and cleaned.get("closes_time"):
            cleaned["closes_at"] = _moment(closes_on, cleaned["closes_time"])
        elif closes_on:
            cleaned["closes_at"] = _moment(closes_on + timedelta(days=1), time())
        opens_at, closes_at = cleaned["opens_at"], cleaned["closes_at"]
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_on", _("Registration closes before it opens."))

    def details(self) -> dict:
        """What the rules want to know, by their names."""
        return {name: self.cleaned_data[name] for name in self.PLAIN if name in self.cleaned_data}

    def put_beside(self, problem: WorkshopError) -> None:
        """Show why a rule refused, beside the field it names."""
        self.add_error(problem.field if problem.field in self.fields else None, str(problem))


def _moment(day, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


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

    PLAIN = ("curriculum", *WorkshopForm.PLAIN)
    field_order = ["curriculum"]
    #: Fields that wait behind a fold, because a workshop can be opened without them.
    FURTHER = (
        *("districts", "regions", "organisers", "paid_by", "costs_covered", "opens_on"),
        *("opens_time", "closes_on", "closes_time", "title", "about"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["curriculum"].queryset = (
            CurriculumPage.objects.live().order_by("path").defer("sessions", "aims", "search_text")
        )

    @property
    def further_begun(self) -> bool:
        """Whether the fold must stand open: something in it was typed or is wrong."""
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
        *("paid_by", "costs_covered", "contact_name", "contact_phone"),
    )
    typed = {name: getattr(workshop, name) for name in plain}
    typed["venue"] = workshop.venue_id
    typed["districts"] = list(workshop.districts.select_related("parent"))
    typed["regions"] = [region.pk for region in workshop.regions.all()]
    typed["trainers"] = list(workshop.trainer_ids)
    if workshop.opens_at:
        opens = timezone.localtime(workshop.opens_at)
        typed |= {"opens_on": opens.date(), "opens_time": opens.time()}
    if workshop.closes_at:
        closes = timezone.localtime(workshop.closes_at)
        if closes.time() == time():
            typed["closes_on"] = closes.date() - timedelta(days=1)
        else:
            typed |= {"closes_on": closes.date(), "closes_time": closes.time()}
    return typed


class CancelWorkshopForm(forms.Form):
    """Why a workshop is called off; everybody reads it."""

    reason = text_field(
        "cancelled_because",
        label=gettext_lazy("Why is it cancelled?"),
        required=True,
        help_text=gettext_lazy("Everybody who registered reads this on the workshop's page."),
        error_messages={"required": gettext_lazy("Please write why, so that people understand.")},
    )
