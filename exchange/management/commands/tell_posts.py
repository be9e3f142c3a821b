"""Tells those who follow of posts that a worker has not told of."""

from django.core.management.base import BaseCommand

from exchange.talk.telling import tell_posts


class Command(BaseCommand):
    help = "Tells of posts nobody was told of. May run at any time and beside the worker; nobody "
    help += "is told twice."

    def handle(self, *args, **options):
        self.stdout.write(f"{tell_posts()} people told")
