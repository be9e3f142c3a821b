"""When an edition is numbered: the moment a curriculum's text is published."""

from django.dispatch import receiver
from wagtail.signals import page_published

from courses.models import CurriculumPage, Edition


@receiver(page_published, sender=CurriculumPage)
def curriculum_published(sender, instance, revision, **kwargs):
    # Wagtail says so too when a text was only planned to be published later.
    if instance.live:
        Edition.objects.of(instance, revision, instance.last_published_at)
