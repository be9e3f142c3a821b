"""Decides what the portal needs before it serves on this machine: `make run` ends here."""

import logging

from django.core.management import call_command
from django.core.management.commands import runserver
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from home.demo import SIGN_INS
from portal.funds.models import Area, Fund


class Command(runserver.Command):
    help = "Brings the database up to date, fills it when it is empty, and serves the portal."

    def add_arguments(self, parser):
        parser.add_argument("port", nargs="?", default="8000")

    def handle(self, *, port, **options):
        options |= {
            "addrport": f"127.0.0.1:{port}",
            "use_ipv6": False,
            "use_threading": True,
            # One process, so that the portal stands soon and one Ctrl-C ends it.
            "use_reloader": False,
            "skip_checks": True,
            "shutdown_message": "\n",
        }
        super().handle(**options)

    def check_migrations(self):
        """Where runserver would warn of missing migrations, bring the database up to date."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database …")
            call_command("migrate", verbosity=0)
        # Each filling happens wholly or not at all: a start that was killed begins again.
        if not Area.objects.exists():
            self.fill("load_areas", "Loading provinces, districts and subdistricts …")
        if not Fund.objects.exists():
            self.fill("load_demo", "Loading the demo …")

    def say(self, line: str):
        """Print at once, also where the output goes to a file."""
        self.stdout.write(line)
        self.stdout.flush()

    def fill(self, command: str, message: str):
        self.say(message)
        logging.disable(logging.INFO)  # Wagtail tells of each page it publishes
        try:
            with transaction.atomic():
                call_command(command, verbosity=0)
        finally:
            logging.disable(logging.NOTSET)

    def on_bind(self, server_port):
        """Say where the portal stands and whom to sign in as."""
        # Lines for each thing fetched would soon scroll this out of sight.
        logging.getLogger("django.server").setLevel(logging.WARNING)
        sign_ins = "\n".join(f"  {line}" for line in SIGN_INS)
        self.say(
            f"\nThe portal stands at http://{self.addr}:{server_port}/ (Ctrl-C ends it).\n"
            f"Sign in as (name, password):\n{sign_ins}\n"
        )
