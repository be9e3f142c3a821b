"""What an account follows, and how much of it it wants to hear."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.boards import BoardPage
from exchange.models.topics import Topic
from portal.funds.models import Fund, Subject

#: What can be followed, the most particular first: the first of them that says something counts.
TARGETS = ("topic", "board", "subject", "fund")


class FollowingQuerySet(models.QuerySet):
    """Ways to ask for what is followed."""

    def with_targets(self) -> "FollowingQuerySet":
        """With what they are about, newest first."""
        found = self.select_related("topic__board", "board", "subject", "fund")
        return found.defer(
            *(
                f"{of}__{text}"
                for of in ("topic", "fund")
                for text in ("search_text", "search_loose")
            )
        ).order_by("-pk")


class Following(models.Model):
    """How much an account hears of one topic, board, subject or fund. Without a row: the default.

    One's own topics, and those one has replied to, are followed without a row.
    """

    class Level(models.TextChoices):
        EVERY = "every", _("every post")
        FIRST = "first", _("new topics only")
        NAMED = "named", _("only when I am named")
        MUTED = "muted", _("nothing at all")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        related_name="followings",
        on_delete=models.CASCADE,
    )
    topic = models.ForeignKey(
        Topic, related_name="followings", on_delete=models.CASCADE, null=True, blank=True
    )
    board = models.ForeignKey(
        BoardPage, related_name="followings", on_delete=models.CASCADE, null=True, blank=True
    )
    subject = models.ForeignKey(
        Subject, related_name="+", on_delete=models.CASCADE, null=True, blank=True
    )
    fund = models.ForeignKey(
        Fund, related_name="+", on_delete=models.CASCADE, null=True, blank=True
    )
    level = models.CharField(_("how much"), max_length=5, choices=Level)
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("something followed")
        verbose_name_plural = _("things followed")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False, board=None, subject=None, fund=None)
                | Q(topic=None, board__isnull=False, subject=None, fund=None)
                | Q(topic=None, board=None, subject__isnull=False, fund=None)
                | Q(topic=None, board=None, subject=None, fund__isnull=False),
                name="exchange_following_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(topic=None) | ~Q(level="first"),
                name="exchange_following_topic_has_one_first_post",
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", target], name=f"exchange_following_{target}_once"
                )
                for target in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_level_display()}"

    @property
    def kind(self) -> str:
        """Which of `TARGETS` it is about."""
        return next(name for name in TARGETS if getattr(self, f"{name}_id"))

    @property
    def target(self) -> Topic | BoardPage | Subject | Fund:
        """What is followed."""
        return getattr(self, self.kind)
