"""What people say when they keep order: a report, a decision on it, an answer."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.forms.topics import WrittenField
from exchange.models import Case, Report
from exchange.models.order import LONGEST_SAID
from exchange.models.topics import LONGEST_POST
from portal.thai.fields import ThaiDateField


class ReportForm(forms.Form):
    """Why a post should be looked at."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong with the post.")},
    )
    line = WrittenField(
        label=_("In one line"),
        longest=Report._meta.get_field("line").max_length,
        required=False,
        help_text=_("Only moderators read it."),
    )


class SaidForm(forms.Form):
    """A few words about a case."""

    reason = WrittenField(
        label=_("Reason"),
        longest=LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads it. Short and kind: what, why, and what would be better."),
        error_messages={"required": _("Please give a reason: the author reads it.")},
    )


class DecisionForm(SaidForm):
    """What happens to a post, and to its author."""

    outcome = forms.ChoiceField(
        label=_("What happens to the post"),
        choices=Case.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what happens to the post.")},
    )
    body = WrittenField(
        label=_("The changed text"),
        longest=LONGEST_POST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Counts only where you chose to change the post."),
    )
    measure = forms.ChoiceField(
        label=_("And its author"),
        choices=Case.Measure,
        widget=forms.RadioSelect,
        required=False,
        initial=Case.Measure.NONE,
    )
    until = ThaiDateField(
        label=_("Until the end of this day"),
        required=False,
        help_text=_("Needed when the author may not write, or not come in."),
    )

    field_order = ["outcome", "body", "measure", "until", "reason"]

    def clean_until(self) -> datetime | None:
        """The last moment of the day."""
        day = self.cleaned_data["until"]
        return day and timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class AppealForm(forms.Form):
    """An author's one answer."""

    words = WrittenField(
        label=_("Your answer"),
        longest=LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("You can answer once. Another moderator reads it and decides again."),
        error_messages={"required": _("Please write something first.")},
    )


class AnswerForm(SaidForm):
    """Whether a decision stands after its author has answered."""

    answer = forms.ChoiceField(
        label=_("Your decision"),
        choices=[choice for choice in Case.Answer.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose whether the decision stands.")},
    )

    field_order = ["answer", "reason"]
