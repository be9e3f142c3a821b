"""Asking for consent in a form: one box for each purpose, in plain words with its version."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.people.consent import Asked, Purpose, Question, current_texts, versions_in_force


class ConsentsAsked(forms.Form):
    """A form that also asks what somebody agrees to. `consents()` says what was answered.

    `purposes` are those asked. What is only shown needs no tick; no box is ticked beforehand;
    needs may be kept only by those who agree to it.
    """

    purposes: Iterable[str] = ()

    texts = forms.CharField(required=False, widget=forms.HiddenInput)

    def ask_consent(self, purposes: Iterable[str]) -> None:
        """Add the boxes; to be called at the end of `__init__`. No query before they show."""
        self.purposes = tuple(purposes)
        self.fields["texts"].initial = lambda: self.versions
        for purpose in self.purposes:
            if purpose != Purpose.WORKSHOP:
                self.fields[self.box(purpose)] = forms.BooleanField(
                    required=False, label=Purpose(purpose).label
                )

    @staticmethod
    def box(purpose: str) -> str:
        return f"consent_{purpose}"

    @cached_property
    def consent_texts(self) -> list[Question]:
        """What is said about each purpose today. One query."""
        return current_texts(self.purposes)

    @property
    def versions(self) -> str:
        """The versions of the texts, as they are sent back with the form."""
        return _as_sent({one.purpose: one.version for one in self.consent_texts})

    @property
    def consent_notice(self) -> Question | None:
        """What is only shown."""
        return next((one for one in self.consent_texts if one.asked is Asked.SHOWN), None)

    @property
    def needs_consent(self) -> forms.BoundField | None:
        """The box that belongs to the needs."""
        return self._boxed(Asked.WITH_NEEDS)[0] if self._boxed(Asked.WITH_NEEDS) else None

    @property
    def free_consents(self) -> list[forms.BoundField]:
        """The boxes that belong to nothing else."""
        return self._boxed(Asked.FREE)

    def _boxed(self, asked: Asked) -> list[forms.BoundField]:
        found = []
        for one in self.consent_texts:
            if one.asked is asked and self.box(one.purpose) in self.fields:
                field = self[self.box(one.purpose)]
                field.label, field.text, field.version = one.label, one.text, one.version
                found.append(field)
        return found

    def clean_texts(self) -> str:
        sent = self.cleaned_data["texts"]
        if not sent:
            return sent
        in_force = versions_in_force(self.purposes)
        today = {purpose: in_force[purpose] for purpose in self.purposes if purpose in in_force}
        if sent != _as_sent(today):
            raise ValidationError(
                _("What is said about your data has changed meanwhile. Please read it once more."),
                code="changed",
            )
        return sent

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        needs_box = self.box(Purpose.NEEDS)
        if needs_box in self.fields and cleaned.get("needs") and not cleaned.get(needs_box):
            self.add_error(
                needs_box,
                _("Please tick this, so that we may keep what you wrote above, or empty that box."),
            )
        return cleaned

    def consents(self) -> dict[str, bool]:
        """What was answered, by purpose. Needs are asked of those who wrote some."""
        answered = {}
        for purpose in self.purposes:
            if purpose == Purpose.WORKSHOP:
                answered[purpose] = True
            elif purpose != Purpose.NEEDS or self.cleaned_data.get("needs"):
                answered[purpose] = self.cleaned_data[self.box(purpose)]
        return {str(purpose): yes for purpose, yes in answered.items()}


class ChoicesForm(ConsentsAsked):
    """Asks what is up to each person, and nothing else."""

    def __init__(self, *args, purposes: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_consent(purposes)


def _as_sent(versions: Mapping[str, int]) -> str:
    return " ".join(f"{purpose}:{version}" for purpose, version in versions.items())
