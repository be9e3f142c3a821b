"""Does what is due in the exchange: polls end, people are reminded, old drafts are forgotten."""

from django.core.management.base import BaseCommand

from exchange.talk.bookmarking import remind
from exchange.talk.polls import close_due
from exchange.talk.unfinished import forget_old


class Command(BaseCommand):
    help = "Writes down the results of polls that have ended, and reminds people of the posts they "
    help += "kept until today; drafts untouched for a year are deleted. Run it once a day, in the "
    help += "morning; run twice or late it does no harm."

    def handle(self, *args, **options):
        done = {
            "polls closed": close_due(),
            "people reminded": remind(),
            "old drafts deleted": forget_old(),
        }
        said = [f"{what}: {count}" for what, count in done.items() if count]
        self.stdout.write("; ".join(said) or "nothing was due")
