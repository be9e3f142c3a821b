"""Does what is due in workshops: offers end, kept seats are released, people are reminded."""

from django.core.management.base import BaseCommand

from courses.lists.importing import forget_lists
from courses.registering.reminding import remind
from courses.registering.tending import tend


class Command(BaseCommand):
    help = (
        "End offers that ran out, release seats kept until a day that is over, give them on, "
        "and remind people and funds. Run it every ten minutes; run twice or late it does no harm."
    )

    def handle(self, *args, **options):
        tended, reminded = tend(), remind()
        done = {
            "offers that ran out": tended.expired,
            "quotas and invitations released": tended.released,
            "seats given on": tended.seated,
            "people reminded": reminded.told,
            "people to be called": reminded.to_call,
            "funds asked again": reminded.funds,
            "lists forgotten": forget_lists(),
        }
        said = [f"{what}: {count}" for what, count in done.items() if count]
        self.stdout.write("; ".join(said) or "nothing was due")
