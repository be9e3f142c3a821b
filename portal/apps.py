"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self):
        from portal import review_letters
        from portal.thai.admin_fields import use_thai_fields

        use_thai_fields()
        review_letters.register()
