"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    label = "exchange"
    verbose_name = _("Exchange")

    def ready(self):
        from exchange import receivers  # noqa: F401 -- connects itself
        from exchange.talk import stop_links

        stop_links.register()
