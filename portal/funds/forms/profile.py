"""What a fund says of itself, as a form: text, tags, and two ranked lists of subjects."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Fund, FundTag, Subject
from portal.funds.profile import MOST_SUBJECTS, RankedChoice
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiIntegerField


class ProfileForm(forms.Form):
    """Text and numbers of a fund's profile."""

    about = forms.CharField(
        label=gettext_lazy("About the fund"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        help_text=gettext_lazy("What others should know: how it began, what you are proud of."),
        validators=[refuse_national_id],
    )
    tags = SeveralRows(
        label=gettext_lazy("Languages spoken and kind of area"),
        queryset=FundTag.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Funds alike in these are paired more readily."),
    )
    mentor_capacity = ThaiIntegerField(
        label=gettext_lazy("How many funds can you help at once?"),
        min_value=0,
        max_value=20,
        help_text=gettext_lazy("0 if you cannot help others at present."),
        error_messages={
            "min_value": gettext_lazy("Please write a number from 0 to 20."),
            "max_value": gettext_lazy("Please write a number from 0 to 20."),
        },
    )
    travel_limit_km = ThaiIntegerField(
        label=gettext_lazy("How far can you travel to a paired fund? (km)"),
        required=False,
        min_value=1,
        max_value=3000,
        help_text=gettext_lazy("Leave it empty if distance does not matter."),
        error_messages={
            "min_value": gettext_lazy("Please write a distance from 1 to 3,000 km."),
            "max_value": gettext_lazy("Please write a distance from 1 to 3,000 km."),
        },
    )

    @classmethod
    def for_fund(cls, fund: Fund, data=None) -> "ProfileForm":
        return cls(
            data,
            initial={
                "about": fund.about,
                "tags": list(fund.tags.all()),
                "mentor_capacity": fund.mentor_capacity,
                "travel_limit_km": fund.travel_limit_km,
            },
        )


class RankedRow(forms.Form):
    """One place in a ranked list; left empty it does not count."""

    subject = forms.TypedChoiceField(
        label=gettext_lazy("Subject"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("Please choose a subject of the list.")},
    )
    text = forms.CharField(required=False, max_length=300, validators=[refuse_national_id])

    def __init__(self, *args, subjects: dict[int, Subject], text_label: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [
            ("", _("– none –")),
            *((pk, subject.name) for pk, subject in subjects.items()),
        ]
        self.fields["text"].label = text_label

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("text") and not cleaned.get("subject") and "subject" not in self.errors:
            self.add_error("subject", _("Please choose the subject this is about."))
        return cleaned


class RankedRows(
    forms.formset_factory(
        RankedRow, extra=0, max_num=MOST_SUBJECTS, absolute_max=MOST_SUBJECTS, validate_max=True
    )
):
    """A ranked list as rows in the order of their importance; each subject at most once."""

    #: Empty rows after the filled ones, as long as there is room.
    SPARE = 2
    FEWEST = 3

    def __init__(self, data=None, *, rows=(), subjects: dict[int, Subject], text_label, **kwargs):
        filled = [{"subject": row.subject_id, "text": text} for row, text in rows]
        shown = min(max(len(filled) + self.SPARE, self.FEWEST), MOST_SUBJECTS)
        super().__init__(
            data,
            initial=filled + [{}] * (shown - len(filled)),
            form_kwargs={"subjects": subjects, "text_label": text_label},
            **kwargs,
        )
        self.subjects = subjects

    def clean(self):
        seen = set()
        for form in self.forms:
            subject = form.cleaned_data.get("subject") if form.is_valid() else None
            if subject in seen:
                form.add_error("subject", _("You have chosen this subject above already."))
            elif subject:
                seen.add(subject)

    def is_valid(self) -> bool:
        # A subject chosen twice is found only after each row was looked at by itself.
        return super().is_valid() and not any(form.errors for form in self.forms)

    @cached_property
    def choices(self) -> list[RankedChoice]:
        """What was chosen, in order, once the rows are valid."""
        return [
            RankedChoice(self.subjects[form.cleaned_data["subject"]], form.cleaned_data["text"])
            for form in self.forms
            if form.cleaned_data.get("subject")
        ]


def subjects_to_choose(fund: Fund) -> dict[int, Subject]:
    """Subjects offered for choice, and those the fund has chosen before, by id."""
    chosen = {row.subject_id for row in (*fund.offers.all(), *fund.needs.all())}
    return {
        subject.pk: subject
        for subject in Subject.objects.all()
        if subject.active or subject.pk in chosen
    }
