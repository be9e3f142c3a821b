"""Forms about people."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.people.consent import Asked, Question, current_texts
from portal.people.models import ConsentText, Person
from portal.thai.digits import refuse_national_id


@dataclass(frozen=True)
class ConsentPart:
    """One purpose on a page: what is said, and the box to tick where there is one."""

    question: Question
    field: forms.BoundField | None


class ConsentFields(forms.Form):
    """For a form to inherit: says per purpose what is done with the data, and takes the answers.

    Nothing is ticked beforehand and nothing that is free blocks the form; only who writes
    wishes into `needs_field` has to agree that they are kept. Drawn by
    `people/includes/consent_fields.html`; `consent_answers` and `consent_shown` are what
    `portal.people.consent.record` takes.
    """

    consent_purposes = tuple(ConsentText.Purpose)
    needs_field = "needs"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.consent_questions = current_texts(self.consent_purposes)
        for question in self.consent_questions:
            if question.ticked:
                self.fields[f"consent_{question.purpose}"] = forms.BooleanField(
                    label=question.label, required=False
                )
        self.fields["consent_versions"] = forms.CharField(
            required=False, max_length=100, widget=forms.HiddenInput
        )

    @property
    def consent_shown(self) -> dict[str, int]:
        """The version of each text on the page."""
        return {question.purpose: question.version for question in self.consent_questions}

    @property
    def consent_versions_shown(self) -> str:
        """The same in one hidden box, so that what was read is what is agreed to."""
        return " ".join(f"{purpose}:{version}" for purpose, version in self.consent_shown.items())

    @property
    def consent_parts(self) -> list[ConsentPart]:
        """What the page draws, in order."""
        return [
            ConsentPart(one, self[f"consent_{one.purpose}"] if one.ticked else None)
            for one in self.consent_questions
        ]

    @property
    def consent_answers(self) -> dict[str, bool]:
        """The answers of a valid form. Wishes that nobody wrote need no answer."""
        return {
            one.purpose: not one.ticked or self.cleaned_data.get(f"consent_{one.purpose}", False)
            for one in self.consent_questions
            if one.asked is not Asked.WITH_NEEDS or self.cleaned_data.get(self.needs_field)
        }

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        read = cleaned.get("consent_versions")
        if read and read != self.consent_versions_shown:
            self.add_error(
                None,
                _(
                    "What we say about your data has changed meanwhile. Please read it below "
                    "and send again."
                ),
            )
        for one in self.consent_questions:
            asked = one.asked is Asked.WITH_NEEDS and cleaned.get(self.needs_field)
            if asked and not cleaned.get(f"consent_{one.purpose}"):
                self.add_error(
                    f"consent_{one.purpose}",
                    _("Please tick this, or leave the wishes empty: we may not keep them else."),
                )
        return cleaned


class SignupForm(forms.Form):
    """What allauth's sign-up asks besides user name and password: who the person is."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, validators=[refuse_national_id]
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, validators=[refuse_national_id]
    )

    field_order = ["first_name", "last_name", "username", "email", "password1", "password2"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # allauth's own fields join this form when it is built on top of it.
        if "username" in self.fields:
            self.fields["username"].help_text = _(
                "You sign in with it: Thai or English letters, digits, full stops and dashes, "
                "without spaces."
            )

    def signup(self, request, user):
        """Called by allauth once the account is saved: gives the account its person."""
        Person.objects.create(
            user=user,
            first_name=self.cleaned_data["first_name"],
            last_name=self.cleaned_data["last_name"],
            email=user.email,
            language=get_language() or "",
        )
