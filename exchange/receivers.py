"""What follows by itself: a lesson's version as its text is published, what its writers hear of
a review, files of what is gone.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.signals import page_published, task_approved, task_rejected

from exchange.lessons.review import tell_writers
from exchange.models import Attachment, LessonPage, LessonVersion
from exchange.talk.attaching import forget_content


@receiver(post_delete, sender=Attachment)
def attachment_deleted(sender, instance, **kwargs):
    transaction.on_commit(partial(forget_content, instance))


@receiver(page_published, sender=LessonPage)
def lesson_published(sender, instance, revision, **kwargs):
    # Wagtail says so too when a text was only planned to be published later.
    if instance.live:
        LessonVersion.objects.of(instance, revision, instance.last_published_at)
        instance.doubts.open().update(answered_at=timezone.now())


@receiver([task_approved, task_rejected], sender=TaskState)
def lesson_reviewed(sender, instance, **kwargs):
    if issubclass(instance.workflow_state.content_type.model_class(), LessonPage):
        tell_writers(instance)
