"""Tell the authors of lessons who used them in the year that is over."""

from django.core.management.base import BaseCommand, CommandError

from exchange.lessons.telling import last_year, tell_of_uses
from portal.thai.dates import YearNotUnderstood, be_year_from_text


class Command(BaseCommand):
    help = "Tells the authors of lessons which funds used them last year. Once a year is enough; "
    help += "run again, nobody is told twice."

    def add_arguments(self, parser):
        parser.add_argument("--year", help="another year, B.E. or C.E.")

    def handle(self, *args, year=None, **options):
        try:
            wanted = be_year_from_text(year) if year else last_year()
        except YearNotUnderstood as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{tell_of_uses(year=wanted)} lessons")
