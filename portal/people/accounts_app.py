"""Takes the place of Wagtail's users app in INSTALLED_APPS: its lists with our forms."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    user_viewset = "portal.people.accounts.AccountViewSet"
