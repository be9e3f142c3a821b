"""What a coordinator types to run a pairing, and a fund to answer it."""

from dataclasses import asdict

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.pairing.weights import DEFAULT_WEIGHTS, Weights, WeightsError
from portal.funds.access import Rights
from portal.funds.forms.choosing import AreaChoice
from portal.funds.models import Area
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiDateField, ThaiIntegerField


class AnswerByForm(forms.Form):
    """Until when the funds are asked to answer."""

    answer_by = ThaiDateField(
        label=_("Answers wanted by"),
        required=False,
        help_text=_("For example 30/4/2566."),
    )

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over. Please choose a later one."))
        return day


class RunForm(AnswerByForm):
    """Which province, which mentors, and what a pair is worth.

    `weights` in the cleaned data are checked `Weights`.
    """

    WEIGHTS = ("subjects", "distance", "likeness", "level_gap", "max_km")

    province = AreaChoice(
        label=_("Province"),
        queryset=Area.objects.none(),
        error_messages={"invalid_choice": _("Please choose a province you coordinate.")},
    )
    mentors_from_elsewhere = forms.BooleanField(
        label=_("Also ask strong funds of neighbouring provinces"),
        required=False,
        initial=True,
        help_text=_("Pairing inside one province only leaves far more funds without a mentor."),
    )
    subjects = ThaiIntegerField(label=_("Subjects: most points"))
    distance = ThaiIntegerField(label=_("Distance: most points"))
    likeness = ThaiIntegerField(label=_("Likeness: most points"))
    level_gap = ThaiIntegerField(label=_("Level gap: most points"))
    max_km = ThaiIntegerField(label=_("Farthest journey by road (km)"), required=False)

    field_order = ["province", "answer_by", "mentors_from_elsewhere", *WEIGHTS]

    def __init__(self, *args, rights: Rights, **kwargs):
        super().__init__(*args, **kwargs)
        provinces = Area.objects.provinces()
        if not rights.whole_nation:
            provinces = provinces.filter(code__in=rights.provinces)
        self.fields["province"].queryset = provinces
        for name in self.WEIGHTS:
            low, high = Weights.RANGES[name]
            self.fields[name].initial = getattr(DEFAULT_WEIGHTS, name)
            self.fields[name].help_text = _("From %(low)d to %(high)d.") % {
                "low": low,
                "high": high,
            }
        self.fields["max_km"].help_text = _("Empty: as far as each fund itself allows.")
        if provinces.count() == 1:
            self.fields["province"].initial = provinces.first()

    def clean(self):
        cleaned = super().clean()
        chosen = {name: cleaned.get(name) for name in self.WEIGHTS}
        for name, value in chosen.items():
            low, high = Weights.RANGES[name]
            if value is not None and not low <= value <= high:
                self.add_error(
                    name,
                    _("Please choose a number from %(low)d to %(high)d.")
                    % {"low": low, "high": high},
                )
        if not self.errors:
            try:
                cleaned["weights"] = Weights(**{**asdict(DEFAULT_WEIGHTS), **chosen})
            except WeightsError as error:
                raise ValidationError(str(error)) from error
        return cleaned

    @property
    def weight_fields(self):
        """The fields most coordinators leave alone."""
        return [self[name] for name in self.WEIGHTS]


class AnswerForm(forms.Form):
    """A fund's yes or no."""

    fund = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Does your fund want this pair?"),
        choices=[("yes", _("Yes, we want it")), ("no", _("No, not this one"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    reason = forms.CharField(
        label=_("Why not?"),
        required=False,
        max_length=300,
        validators=[refuse_national_id],
        help_text=_("Helps the coordinator to find a better one. The other fund reads it too."),
    )

    def __init__(self, *args, funds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].choices = [(fund.pk, fund.name) for fund in funds]


class EndForm(forms.Form):
    """Why a pair ends."""

    reason = forms.CharField(
        label=_("Why does it end?"),
        max_length=300,
        validators=[refuse_national_id],
        error_messages={"required": _("Please say in a few words why it ends.")},
    )
