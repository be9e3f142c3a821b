"""Compares entries of people that are new or were renamed, until none is left."""

from django.core.management.base import BaseCommand

from portal.people.models import SimilarPair
from portal.people.similar import compare_new_people


class Command(BaseCommand):
    help = "Look for people who may have been entered twice. For a timer, and after an import."

    def handle(self, *args, **options):
        compared = 0
        while some := compare_new_people():
            compared += some
        waiting = SimilarPair.objects.undecided().count()
        self.stdout.write(f"{compared} people compared, {waiting} pairs wait for a decision")
