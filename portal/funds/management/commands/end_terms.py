"""Brings the groups of accounts up to date with mandates that began or ended. Run it daily.

Rights over funds end by themselves on the last day of a term; only membership of the
groups that open the Wagtail admin is stored and has to follow.
"""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from portal.funds.groups import sync_all_groups


class Command(BaseCommand):
    help = "Let accounts into and out of the admin's groups as mandates begin and end."

    def handle(self, *args, **options):
        changed = sync_all_groups()
        self.stdout.write(
            ngettext("%(count)d account changed.", "%(count)d accounts changed.", changed)
            % {"count": changed}
        )
