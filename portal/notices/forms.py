"""Forms about notices."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import About


class SettingsForm(forms.Form):
    """Which letters somebody gets, and in which language; ticked means it comes."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me an e-mail about"),
        required=False,
        choices=About,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you leave out still stands on your page in the portal."),
    )
    language = forms.ChoiceField(
        label=_("Language of notices and e-mails"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
