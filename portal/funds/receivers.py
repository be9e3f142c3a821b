"""When groups are brought up to date: a mandate is written or taken away, somebody signs in."""

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.funds.groups import sync_groups
from portal.funds.models import Mandate


@receiver([post_save, post_delete], sender=Mandate)
def mandate_changed(sender, instance, **kwargs):
    sync_groups(instance.user)


@receiver(user_logged_in)
def signed_in(sender, user, **kwargs):
    sync_groups(user)
