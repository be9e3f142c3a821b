"""What a text that can be changed says of its last change."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.funds.models import Office


class Edited(models.Model):
    """Who changed a text last, and when; empty while it stands as it was written first.

    `edition` counts every change, those of the first minutes too: whoever edits says which
    one they saw. `edited_as` is the post held by an officer who changed a fund's text.
    """

    edition = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("edited by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
    )
    edited_as = models.CharField(max_length=15, choices=Office.Role, blank=True, editable=False)
    edited_why = models.CharField(_("why it was edited"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(edited_at__isnull=False)
                | Q(edited_at=None, edited_by=None, edited_as="", edited_why=""),
                name="%(app_label)s_%(class)s_edited_by_whom_when",
            )
        ]
