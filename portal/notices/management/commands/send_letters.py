"""Posts the letters that wait, and those whose time to be tried again has come."""

from django.core.management.base import BaseCommand

from portal.notices.models import Notice
from portal.notices.posting import post_due


class Command(BaseCommand):
    help = "Post the letters that are due. May run at any time and beside the worker."

    def handle(self, *args, **options):
        sent = post_due()
        waiting = Notice.objects.filter(mail=Notice.Mail.WAITING).count()
        failed = Notice.objects.mail_failed().count()
        self.stdout.write(f"{sent} letters sent, {waiting} waiting, {failed} given up")
