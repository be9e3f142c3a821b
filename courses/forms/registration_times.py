"""The part of a workshop's form that says who may come in, from when until when."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.workshop_fields import NO_SUCH_CHOICE
from courses.models import Workshop
from portal.thai.fields import ThaiDateField, ThaiIntegerField, ThaiTimeField


class RegistrationTimesMixin(forms.Form):
    """Way in, days to confirm an offered seat, and when registration is open.

    `clean_registration_times` settles `opens_at` and `closes_at`.
    """

    entry = forms.ChoiceField(
        label=gettext_lazy("Who may register"),
        choices=Workshop.Entry.choices,
        initial=Workshop.Entry.OPEN,
        required=False,
        widget=forms.RadioSelect,
        error_messages=NO_SUCH_CHOICE,
    )
    offer_days = ThaiIntegerField(
        label=gettext_lazy("Days to confirm a seat that came free"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=gettext_lazy("Left empty: whoever is next in line has the seat at once."),
        error_messages={
            "min_value": gettext_lazy("At least one day."),
            "max_value": gettext_lazy("At most 30 days."),
        },
    )
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

    def clean_entry(self) -> str:
        """Left out: open to everybody."""
        return self.cleaned_data["entry"] or Workshop.Entry.OPEN

    def clean_registration_times(self, cleaned) -> None:
        """Put day and hour together, with every problem beside the field that has it."""
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


def times_as_typed(opens_at: datetime | None, closes_at: datetime | None) -> dict:
    """Two moments as the fields show them."""
    typed = {}
    if opens_at:
        opens = timezone.localtime(opens_at)
        typed |= {"opens_on": opens.date(), "opens_time": opens.time()}
    if closes_at:
        closes = timezone.localtime(closes_at)
        if closes.time() == time():
            typed["closes_on"] = closes.date() - timedelta(days=1)
        else:
            typed |= {"closes_on": closes.date(), "closes_time": closes.time()}
    return typed


def _moment(day, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
