"""Who is named in a post: people and funds, picked while it was written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.models.topics import Post
from portal.funds.models import Fund


class Mention(models.Model):
    """One person or one fund named in a post, as `name` was typed; each at most once a post.

    `told_at` is when they were told, or that nobody is told of it (exchange.talk.telling).
    """

    post = models.ForeignKey(Post, related_name="mentions", on_delete=models.CASCADE)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.CASCADE, null=True
    )
    fund = models.ForeignKey(Fund, related_name="+", on_delete=models.CASCADE, null=True)
    name = models.CharField(max_length=300)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, fund__isnull=False) | Q(user__isnull=False, fund=None),
                name="exchange_mention_names_one",
            ),
            models.UniqueConstraint(fields=["post", "user"], name="exchange_mention_user_once"),
            models.UniqueConstraint(fields=["post", "fund"], name="exchange_mention_fund_once"),
        ]
        indexes = [
            models.Index(
                fields=["post"], condition=Q(told_at=None), name="exchange_mentions_to_tell"
            )
        ]

    def __str__(self) -> str:
        return f"@{self.name}"
