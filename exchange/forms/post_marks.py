"""What people type about a post of others: how it helped, and when to be reminded of it."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exchange.forms.topics import AS_MYSELF, WrittenField
from exchange.models import PostHelp
from portal.funds.models import Fund
from portal.thai.fields import ThaiDateField


class HelpedForm(forms.Form):
    """One line that may stay empty; officers say for whom. `fund` is None for the person."""

    said_for = forms.ChoiceField(
        label=_("Whom did it help?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose whom it helped."),
            "invalid_choice": _("Today you hold no office that writes for this fund."),
        },
    )
    how = WrittenField(
        label=_("How did it help?"),
        longest=PostHelp._meta.get_field("how").max_length,
        required=False,
        help_text=_("One line, for example: Our closing now takes one evening."),
    )

    def __init__(self, *args, funds: list[Fund], name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.funds = {str(fund.pk): fund for fund in funds}
        if not self.funds:
            del self.fields["said_for"]
            return
        self.fields["said_for"].choices = [
            *((key, fund.name) for key, fund in self.funds.items()),
            (AS_MYSELF, gettext("Myself: %(name)s") % {"name": name}),
        ]
        self.initial.setdefault("said_for", next(iter(self.funds)))

    @property
    def fund(self) -> Fund | None:
        return self.funds.get(self.cleaned_data.get("said_for", AS_MYSELF))


class BookmarkForm(forms.Form):
    """The day to be reminded on: one of three that are pressed at once, or any, or none."""

    SOON = (
        (1, _("Tomorrow")),
        (7, _("In a week")),
        (30, _("In a month")),
    )

    remind_on = ThaiDateField(
        label=_("Remind me on another day"),
        required=False,
        help_text=_("For example 27/3/2570. Left empty, the post is kept without a reminder."),
    )
    days = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=SOON, widget=forms.HiddenInput
    )

    @property
    def day(self):
        """The day chosen; None for none."""
        if days := self.cleaned_data["days"]:
            return timezone.localdate() + timedelta(days=days)
        return self.cleaned_data["remind_on"]
