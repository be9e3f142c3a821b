"""Forms about notices."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import About
from portal.notices.rhythm import Rhythm, unheard

#: The usual rhythm, which is kept as nothing chosen, as the form says it.
USUAL = "usual"


class SettingsForm(forms.Form):
    """Which letters somebody gets, how often, and in which language; ticked means it comes."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me an e-mail about"),
        required=False,
        choices=About,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you leave out still stands on your page in the portal."),
    )
    rhythm = forms.TypedChoiceField(
        label=_("How often about the exchange"),
        choices=[(value or USUAL, label) for value, label in Rhythm.choices],
        coerce=lambda value: "" if value == USUAL else value,
        widget=forms.RadioSelect,
        help_text=_(
            "One e-mail a day or a week holds what you have not read; if you have read "
            "everything, none comes."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of notices and e-mails"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    def clean(self):
        cleaned = super().clean()
        wanted, rhythm = cleaned.get("wanted", ()), cleaned.get("rhythm", "")
        if about := unheard(rhythm=rhythm, wanted=wanted):
            self.add_error(
                "rhythm",
                _(
                    "This way everything comes as “%(about)s”, which is not ticked above. Tick it, "
                    "or choose another way."
                )
                % {"about": About(about).label},
            )
        return cleaned
