"""Accounts in the Wagtail admin, where an e-mail and the account's own names may be empty.

Who somebody is, is said by the `Person` behind the account; most people here have no e-mail.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from portal.people.usernames import LONGEST, SHORTEST, validate_username


class AccountForm(forms.ModelForm):
    """What both of Wagtail's forms ask for, with only the user name to be filled in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("email", "first_name", "last_name"):
            self.fields[name].required = False
        username = self.fields["username"]
        username.help_text = validate_username.message
        username.min_length, username.max_length = SHORTEST, LONGEST


class AccountCreationForm(AccountForm, UserCreationForm):
    pass


class AccountEditForm(AccountForm, UserEditForm):
    pass


class AccountViewSet(UserViewSet):
    """Wagtail's list of users with our forms."""

    menu_label = _("Accounts")

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm
