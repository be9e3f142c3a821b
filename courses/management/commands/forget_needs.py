"""Deletes what people said about food, stay and access when the workshop is long over. Daily."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from courses.registering.retention import forget_needs


class Command(BaseCommand):
    help = "Delete participants' needs (food, overnight stay, access) of workshops long over."

    def handle(self, *args, **options):
        forgotten = forget_needs()
        self.stdout.write(
            ngettext(
                "%(count)d registration cleared.", "%(count)d registrations cleared.", forgotten
            )
            % {"count": forgotten}
        )
