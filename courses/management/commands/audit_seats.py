"""Says whether any seat is wrong: looks only, names the workshop, exits 2 when there is one."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.registering.auditing import audit

WRONG = 2


class Command(BaseCommand):
    help = "Check every workshop's seats, queue and trail. Reads only; exits 2 when one is wrong."

    def add_arguments(self, parser):
        parser.add_argument("--workshop", type=int, metavar="ID", help="only this one")

    def handle(self, *args, workshop, **options):
        found = audit(workshop_id=workshop)
        if workshop is not None and not found.workshops:
            raise CommandError(_("There is no such workshop."))
        for finding in found.findings:
            self.stdout.write(str(finding))
        looked_at = {"workshops": found.workshops, "registrations": found.registrations}
        if found.findings:
            wrong = ngettext(
                "%(count)d thing is wrong.", "%(count)d things are wrong.", len(found.findings)
            )
            self.stderr.write(wrong % {"count": len(found.findings)})
            sys.exit(WRONG)
        self.stdout.write(
            _("Nothing is wrong: %(workshops)d workshops, %(registrations)d registrations.")
            % looked_at
        )
