"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "portal.funds"
    label = "funds"
    verbose_name = _("Funds")

    def ready(self):
        from portal.funds import receivers  # noqa: F401 -- connects itself
