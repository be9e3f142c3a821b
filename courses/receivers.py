"""What follows at once from something that happens elsewhere.

An edition is numbered the moment a curriculum's text is published; what somebody told about
their needs goes when they take their consent back.
"""

from django.dispatch import receiver
from wagtail.signals import page_published

from courses.models import CurriculumPage, Edition
from courses.registering.declaring import forget_needs_of
from portal.people.consent import withdrawn


@receiver(page_published, sender=CurriculumPage)
def curriculum_published(sender, instance, revision, **kwargs):
    # Wagtail says so too when a text was only planned to be published later.
    if instance.live:
        Edition.objects.of(instance, revision, instance.last_published_at)


@receiver(withdrawn)
def consent_withdrawn(sender, consent, **kwargs):
    forget_needs_of(consent)
