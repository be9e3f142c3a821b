"""Loads provinces, districts and subdistricts; safe to run again at any time."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.funds.areas import load_areas


class Command(BaseCommand):
    help = "Load or update the areas of Thailand (codes, names, district coordinates)."

    def handle(self, *args, **options):
        loaded = load_areas()
        self.stdout.write(
            _(
                "Areas: %(created)d new, %(renamed)d renamed, %(completed)d completed, "
                "%(out_of_use)d out of use, %(unchanged)d unchanged."
            )
            % vars(loaded)
        )
