"""What readers and reviewers say to a lesson: one line each, or a comment with a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms.topics import WrittenField
from portal.funds.models import Fund


class OneLineForm(forms.Form):
    """One line said to a published lesson; officers of several funds say for which."""

    def __init__(self, *args, label, hint, longest, funds=(), missing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"] = forms.ChoiceField(label=_("Your fund"), widget=forms.RadioSelect)
        self.fields["line"] = WrittenField(
            label=label, help_text=hint, longest=longest, error_messages={"required": missing}
        )
        self.funds = {str(fund.pk): fund for fund in funds}
        if not self.funds:
            del self.fields["fund"]
            return
        self.fields["fund"].choices = [(key, fund.name) for key, fund in self.funds.items()]
        if len(self.funds) == 1:
            self.fields["fund"].widget = forms.HiddenInput()
            self.fields["fund"].initial = next(iter(self.funds))
        self.order_fields(["fund", "line"])

    @property
    def fund(self) -> Fund:
        return self.funds[self.cleaned_data["fund"]]


class ReviewForm(forms.Form):
    """A reviewer's decision: approve, or ask for changes with a comment."""

    comment = WrittenField(
        label=_("What you want to say to the authors"),
        longest=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when you ask for changes. They read it above their text."),
    )
