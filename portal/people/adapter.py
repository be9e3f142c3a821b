"""How sign-in behaves where this portal differs from allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """After signing in people land on their own page, in the language they read."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_taken": User._meta.get_field("username").error_messages["unique"],
        "email_taken": _(
            "There is an account with this e-mail already. Sign in with it, or leave the "
            "e-mail out."
        ),
    }

    def get_login_redirect_url(self, request) -> str:
        return reverse("my_page")
