"""Pictures and papers that belong to a post, or to a draft until it is sent."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.drafts import Draft
from exchange.models.topics import Post
from portal.funds.access import Rights
from portal.thai.digits import refuse_national_id

#: Widths of a picture that a browser chooses from.
WIDTHS = (320, 640, 960)


class AttachmentQuerySet(models.QuerySet):
    """Ways to ask for what is attached."""

    def visible_to(self, rights: Rights) -> "AttachmentQuerySet":
        """Of posts the reader may read, and of the reader's own drafts."""
        seen = Q(post__in=Post.objects.reachable_by(rights).values("pk"))
        if rights.signed_in:
            seen |= Q(draft__author=rights.user_id)
        return self.filter(seen)


class Attachment(models.Model):
    """A picture in its sizes, or a paper. Its name in the address and on the disk is random.

    `digest` tells what was sent, so that the same thing sent twice is kept once. `alt` says
    what is seen in a picture, for those who cannot see it.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        PAPER = "paper", _("paper")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(
        Post, related_name="attachments", on_delete=models.CASCADE, null=True, blank=True
    )
    draft = models.ForeignKey(
        Draft, related_name="attachments", on_delete=models.CASCADE, null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    title = models.CharField(_("title"), max_length=150)
    alt = models.CharField(
        _("what is to be seen"), max_length=200, blank=True, validators=[refuse_national_id]
    )
    ending = models.CharField(max_length=5)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveSmallIntegerField(null=True)
    height = models.PositiveSmallIntegerField(null=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, draft=None) | Q(post=None, draft__isnull=False),
                name="exchange_attachment_of_post_or_draft",
            ),
            models.CheckConstraint(
                condition=Q(kind="picture", width__gte=1, height__gte=1)
                | Q(kind="paper", width=None, height=None),
                name="exchange_attachment_picture_has_a_size",
            ),
            models.UniqueConstraint(
                fields=["draft", "digest"], name="exchange_attachment_once_in_a_draft"
            ),
            models.UniqueConstraint(
                fields=["post", "digest"], name="exchange_attachment_once_in_a_post"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[self.key])

    @property
    def line(self) -> str:
        """It in one line, as a post's history keeps it once it is taken out."""
        said = f": {self.alt}" if self.alt else ""
        return f"{self.title} ({self.ending.upper()}){said}"

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE

    @property
    def widths(self) -> list[int]:
        """The widths a picture is kept in; a small one is not made larger."""
        return sorted({min(width, self.width) for width in WIDTHS}) if self.is_picture else []

    def path(self, width: int | None = None) -> str:
        """Where it lies in the storage `attached`: as a whole, or a picture of a width."""
        tail = f"-{width}.webp" if width else f".{self.ending}"
        return f"{self.key.hex[:2]}/{self.key.hex}{tail}"

    @property
    def paths(self) -> list[str]:
        """Everything of it that lies in the storage."""
        return [self.path(), *(self.path(width) for width in self.widths)]
