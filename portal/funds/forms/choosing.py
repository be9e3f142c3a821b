"""Fields that choose rows: how areas are called, and which keys that were sent can name a row."""

from django import forms
from django.core.exceptions import ValidationError

#: Digits of the greatest key that every database can compare.
KEY_DIGITS = 18


class AreaChoice(forms.ModelChoiceField):
    """Areas by their name in the reader's language."""

    def label_from_instance(self, obj) -> str:
        return obj.name


class SeveralRows(forms.ModelMultipleChoiceField):
    """Rows to tick. A forged key too large for SQLite is no choice, like any other forged one."""

    def clean(self, value):
        for key in value or ():
            if len(str(key)) > KEY_DIGITS:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key},
                )
        return super().clean(value)
