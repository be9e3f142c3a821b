"""Earlier texts of posts, kept when they are edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.models.topics import Post, Topic, Written
from portal.thai.digits import refuse_national_id

#: Characters of a reason why staff did something to what others wrote.
LONGEST_REASON = 200


class PostVersionQuerySet(models.QuerySet):
    """Ways to ask for earlier texts."""

    def shown(self) -> "PostVersionQuerySet":
        """Those every reader of the post may read."""
        return self.filter(hidden_at=None)


class PostVersion(Written):
    """A text a post had, signed by whoever wrote this text; `created_at` is when they did.

    `title` is kept of the post that opens a topic, of pictures and files what their lines say.
    A hidden version is read by staff alone; readers learn that there was one, and why it is
    hidden.
    """

    post = models.ForeignKey(Post, related_name="versions", on_delete=models.CASCADE)
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=Topic._meta.get_field("title").max_length)
    body = models.TextField(_("text"))
    attached = models.TextField(_("pictures and files"), blank=True)
    why = models.CharField(_("why it was edited"), max_length=200, blank=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("hidden by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    hidden_reason = models.CharField(
        _("reason"), max_length=LONGEST_REASON, blank=True, validators=[refuse_national_id]
    )

    objects = PostVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier text of a post")
        verbose_name_plural = _("earlier texts of posts")
        ordering = ["post", "number"]
        constraints = [
            *Written.Meta.constraints,
            models.UniqueConstraint(fields=["post", "number"], name="exchange_version_number_once"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_reason=""),
                name="exchange_version_hidden_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} ({self.number})"
