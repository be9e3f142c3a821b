"""What readers do with a post: say that it helped them, keep it for another day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.lesson_use import account
from exchange.models.topics import Post
from portal.funds.models import Fund
from portal.thai.digits import refuse_national_id


class PostHelp(models.Model):
    """A fund, or somebody for themselves (no fund), says that a post helped, and perhaps how."""

    post = models.ForeignKey(
        Post, verbose_name=_("post"), related_name="helped", on_delete=models.CASCADE
    )
    fund = models.ForeignKey(
        Fund,
        verbose_name=_("fund"),
        related_name="+",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
    )
    by = account(_("said by"))
    how = models.CharField(_("how"), max_length=200, blank=True, validators=[refuse_national_id])
    said_at = models.DateTimeField(_("said at"), default=timezone.now)

    class Meta:
        verbose_name = _("help by a post")
        verbose_name_plural = _("help by posts")
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "fund"],
                condition=Q(fund__isnull=False),
                name="exchange_post_helped_a_fund_once",
            ),
            models.UniqueConstraint(
                fields=["post", "by"],
                condition=Q(fund=None),
                name="exchange_post_helped_somebody_once",
            ),
        ]

    def __str__(self) -> str:
        return self.how or str(self.post)


class Bookmark(models.Model):
    """A post somebody keeps, and perhaps the day on which they want to be reminded of it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        related_name="bookmarks",
        on_delete=models.CASCADE,
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), related_name="bookmarks", on_delete=models.CASCADE
    )
    remind_on = models.DateField(_("remind me on"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="exchange_post_kept_once"),
        ]
        indexes = [
            models.Index(
                fields=["remind_on"],
                condition=Q(remind_on__isnull=False, reminded_at=None),
                name="exchange_reminders_to_send",
            )
        ]

    def __str__(self) -> str:
        return str(self.post)
