"""What staff did to topics: readers see it in the topic, and old addresses lead on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.boards import BoardPage
from exchange.models.topics import Post, Topic
from exchange.models.versions import LONGEST_REASON
from portal.thai.digits import refuse_national_id


class TopicTurn(models.Model):
    """One thing done to a topic, with the reason. `name` is the board it came from, or the title
    of the topic put into it; `other` the topic its posts went to or came from.
    """

    class Kind(models.TextChoices):
        LOCKED = "locked", _("closed for replies")
        UNLOCKED = "unlocked", _("opened for replies again")
        MOVED = "moved", _("moved")
        MERGED = "merged", _("put together with another topic")
        SPLIT_OFF = "split_off", _("posts made a topic of their own")
        SPLIT_FROM = "split_from", _("made of posts of another topic")

    topic = models.ForeignKey(Topic, related_name="turns", on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True
    )
    reason = models.CharField(
        _("reason"), max_length=LONGEST_REASON, validators=[refuse_national_id]
    )
    name = models.CharField(max_length=255, blank=True)
    posts = models.PositiveIntegerField(default=0)
    other = models.ForeignKey(
        Topic, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )

    class Meta:
        verbose_name = _("thing done to a topic")
        verbose_name_plural = _("things done to topics")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exchange_turn_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_kind_display()}"


class OldTopic(models.Model):
    """The number of a topic that was put into another one; its address leads there. `readers` were
    those who read it.
    """

    old = models.BigIntegerField(primary_key=True)
    topic = models.ForeignKey(Topic, related_name="old_addresses", on_delete=models.CASCADE)
    readers = models.CharField(max_length=10, choices=BoardPage.Readers)

    class Meta:
        verbose_name = _("old address of a topic")
        verbose_name_plural = _("old addresses of topics")

    def __str__(self) -> str:
        return f"{self.old} → {self.topic_id}"


class OldPlace(models.Model):
    """Where a post stood before it came to another topic, or to another page of its own.

    `old_anchor` is what its address said then, where that was not its number.
    """

    post = models.ForeignKey(Post, related_name="old_places", on_delete=models.CASCADE)
    old_topic = models.BigIntegerField()
    old_number = models.PositiveIntegerField()
    old_anchor = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("old place of a post")
        verbose_name_plural = _("old places of posts")
        indexes = [models.Index(fields=["old_topic", "old_number"], name="exchange_old_place")]

    def __str__(self) -> str:
        return f"{self.old_topic} #{self.old_number}"
