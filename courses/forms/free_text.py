"""The field for a few free words: what may be kept and printed of them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.registering.questions import readable


class FreeTextField(forms.CharField):
    """Words as they are, without hidden signs and without an ID number; one sentence if not."""

    def clean(self, value) -> str:
        text = str(value or "").strip()
        if not text and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return readable(text, most=self.max_length)


class NeedsField(FreeTextField):
    """Food, overnight stay, access: for a time only."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text",
            _("What the organisers should prepare for you. Deleted 30 days after the workshop."),
        )
        super().__init__(
            label=_("Food, overnight stay, access"), required=False, max_length=300, **kwargs
        )
