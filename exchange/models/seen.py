"""How far somebody has read: in each topic, and in all of them at once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.topics import Topic


class TopicSeen(models.Model):
    """The newest post of a topic an account has had before its eyes, by its key.

    Numbers of posts change when topics are merged or split; keys never do, and a later post
    has a higher one.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, related_name="+", on_delete=models.CASCADE)
    last_post = models.BigIntegerField()

    class Meta:
        verbose_name = _("topic read")
        verbose_name_plural = _("topics read")
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="exchange_seen_topic_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.last_post}"


class CaughtUp(models.Model):
    """Up to when an account counts everything as read; without a row, up to its first day."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.CASCADE
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("caught up")
        verbose_name_plural = _("caught up")

    def __str__(self) -> str:
        return f"{self.at}"
