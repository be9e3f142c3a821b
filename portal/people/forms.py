"""Forms about people."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.people.models import Person
from portal.thai.digits import refuse_national_id


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
