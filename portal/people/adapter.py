"""How sign-in behaves where this portal differs from allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """After signing in people land on their own page, in the language they read."""

    def get_login_redirect_url(self, request) -> str:
        return reverse("my_page")
