"""When a lesson's version is numbered, and its doubts are answered: as its text is published."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from exchange.models import LessonPage, LessonVersion


@receiver(page_published, sender=LessonPage)
def lesson_published(sender, instance, revision, **kwargs):
    # Wagtail says so too when a text was only planned to be published later.
    if instance.live:
        LessonVersion.objects.of(instance, revision, instance.last_published_at)
        instance.doubts.open().update(answered_at=timezone.now())
