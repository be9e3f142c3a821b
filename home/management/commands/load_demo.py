"""Loads the demonstration into an empty database."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from home.demo import SIGN_INS
from home.demo.load import DemoRefused, load_demo
from portal.funds.models import Fund


class Command(BaseCommand):
    help = "Load the demo: Mae Hong Son in 2566, its training, talk and pairs. Never in production."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, without a word, where there are funds already",
        )

    def handle(self, *args, if_empty, verbosity, **options):
        if if_empty and Fund.objects.exists():
            return
        try:
            load_demo()
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if verbosity:
            self.stdout.write(_("The demo is loaded. Sign in as:"))
            for sign_in in SIGN_INS:
                self.stdout.write(f"  {sign_in}")
