"""Forms about posts in a fund."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.funds.models import Office
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiDateField


class OfficeRequestForm(forms.Form):
    """Which post somebody holds in a fund, from when until when."""

    role = forms.ChoiceField(
        label=_("Your post"),
        choices=Office.Role,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose your post.")},
    )
    starts_on = ThaiDateField(
        label=_("From"),
        help_text=_("The first day of your term, for example 1/10/2566."),
        error_messages={"required": _("Please write the first day of your term.")},
    )
    ends_on = ThaiDateField(
        label=_("Until"),
        required=False,
        help_text=_("The last day of your term. Leave it empty if there is none."),
    )


class DecisionForm(forms.Form):
    """An answer to a request, or the end of a post."""

    CONFIRM, REFUSE, END = "confirm", "refuse", "end"

    action = forms.ChoiceField(
        choices=[(CONFIRM, CONFIRM), (REFUSE, REFUSE), (END, END)], widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person will read this."),
        validators=[refuse_national_id],
    )
