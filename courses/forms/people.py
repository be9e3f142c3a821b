"""What the organisers' list of people is asked, and what they write when they decide."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.forms.fund_choice import key_in
from courses.models import Registration
from portal.thai.digits import refuse_national_id, to_arabic
from portal.thai.words import normalise

#: Seat numbers and keys a database takes.
LARGEST_SEAT = 32_767
LONGEST_REASON = 300


class PeopleFilter(forms.Form):
    """Whom the list shows. What is not understood is left out, never an error."""

    status = forms.ChoiceField(required=False, choices=Registration.Status.choices)
    q = forms.CharField(required=False, max_length=100)

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()
        self.chosen = self.cleaned_data.get("status", "")
        self.words = self.cleaned_data.get("q", "")

    def apply(self, people):
        """Those whose name, fund, seat or phone holds every word that was typed."""
        if self.chosen:
            people = people.filter(status=self.chosen)
        for word in normalise(self.words).split():
            wanted = Q(person__name_key__contains=word) | Q(fund__search_text__contains=word)
            digits = to_arabic(word).replace("-", "")
            if digits.isdecimal():
                if len(digits) >= 4:
                    wanted |= Q(phone__contains=digits) | Q(person__phone__contains=digits)
                elif int(digits) <= LARGEST_SEAT:
                    wanted = Q(seat=int(digits)) | Q(person__name_key__contains=word)
            people = people.filter(wanted)
        return people


class ReasonForm(forms.Form):
    """Why somebody is refused or loses the place, in words that person reads."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        validators=[refuse_national_id],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Please write why, so that the person understands."),
            "max_length": _("Please write this in at most %(limit_value)d letters."),
        },
    )

    def __init__(self, *args, required: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required


def ticked(data, name: str = "who") -> list[int]:
    """The keys that were ticked; what is none is left out."""
    return [key for key in map(key_in, data.getlist(name)) if key]
