"""A list of people typed in an office: looked at first, taken in when somebody says so."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.workshop import Workshop


class ImportedListQuerySet(models.QuerySet):
    """Ways to ask for lists."""

    def forgotten(self, moment=None) -> "ImportedListQuerySet":
        """Looked at and never taken in; what they say about people is kept no longer."""
        moment = moment or timezone.now()
        return self.filter(done_at=None, made_at__lt=moment - ImportedList.KEPT)


class ImportedList(models.Model):
    """The rows of one file, as they were read, between looking at them and taking them in.

    `digest` is that of what the file says, so that the same list is known again whatever its
    name. Once it is taken in the rows are emptied: whom it brought stands in the registrations.
    """

    KEPT = timedelta(days=7)

    workshop = models.ForeignKey(
        Workshop,
        verbose_name=_("workshop"),
        related_name="imported_lists",
        on_delete=models.CASCADE,
    )
    name = models.CharField(_("file"), max_length=150)
    digest = models.CharField(max_length=64, editable=False)
    rows = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    made_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    done_at = models.DateTimeField(_("taken in at"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(_("people registered"), default=0)

    objects = ImportedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "digest"], name="courses_imported_list_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("import_preview", args=[self.workshop_id, self.pk])
