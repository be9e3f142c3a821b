"""Writes to everybody what they have missed in the exchange since the last letter."""

from django.core.management.base import BaseCommand

from exchange.talk.digest import send_digests


class Command(BaseCommand):
    help = "Sends the summaries of what was missed, daily or weekly as each person has chosen. Run "
    help += "it once a day, in the morning; run twice, nobody gets a second letter."

    def handle(self, *args, **options):
        self.stdout.write(f"{send_digests()} letters")
