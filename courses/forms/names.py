"""The field for a person's first or last name: what can be a name, and what is a slip."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.thai.digits import refuse_national_id

#: Come along unseen when a name is copied from a chat; taking them out changes no name.
UNSEEN = re.compile("[\x00\u00ad\u200b\u200c\u200d\u2060\ufeff]")
SIGNS = frozenset(" .-'’()/ๆฯ")


class PersonNameField(forms.CharField):
    """Letters of any script, their marks, digits and a few signs; at least one letter."""

    def __init__(self, *, autocomplete: str = "off", **kwargs):
        super().__init__(
            **{
                "validators": [refuse_national_id, self.refuse_what_is_no_name],
                "widget": forms.TextInput(attrs={"autocomplete": autocomplete}),
                "error_messages": {
                    "max_length": _("Please write this in at most %(limit_value)d letters.")
                },
                **kwargs,
            }
        )

    def to_python(self, value) -> str:
        text = UNSEEN.sub("", super().to_python(value))
        return " ".join(unicodedata.normalize("NFC", text).split())

    @staticmethod
    def refuse_what_is_no_name(value: str) -> None:
        """Raises `ValidationError` for emoji, brackets of HTML, direction marks, only digits."""
        kinds = {unicodedata.category(letter)[0] for letter in value if letter not in SIGNS}
        if not kinds <= {"L", "M", "N"}:
            raise ValidationError(
                _("A name has letters only. Please take out pictures and other signs."),
                code="no_name",
            )
        if "L" not in kinds:
            raise ValidationError(_("Please write the name in letters."), code="no_name")
