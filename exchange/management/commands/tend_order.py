"""Tells moderators of reports that have waited for more than a day."""

from django.core.management.base import BaseCommand

from exchange.order.queue import tell_of_long_waits


class Command(BaseCommand):
    help = (
        "Tell the moderators of reports nobody has decided on for a day. Run it every hour; "
        "run twice or late it does no harm."
    )

    def handle(self, *args, **options):
        count = tell_of_long_waits()
        self.stdout.write(f"told of reports that wait: {count}" if count else "nothing was due")
