"""The numbered editions of a curriculum: every text that was ever published, in order."""

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from courses.models.curriculum import CurriculumPage


class EditionManager(models.Manager):
    """Numbers editions."""

    def of(self, page: CurriculumPage, revision: Revision, moment) -> "Edition":
        """The edition of a published revision; the first time it gets the next number."""
        known = self.filter(revision=revision).first()
        if known:
            return known
        # The page's row is being written in this moment, so two never number at once.
        last = self.filter(page_id=page.pk).aggregate(Max("number"))["number__max"] or 0
        return self.create(page_id=page.pk, revision=revision, number=last + 1, published_at=moment)


class Edition(models.Model):
    """One published text of a curriculum. The number stays when old revisions are cleared."""

    page = models.ForeignKey(
        CurriculumPage,
        verbose_name=_("curriculum"),
        related_name="editions",
        on_delete=models.CASCADE,
    )
    number = models.PositiveIntegerField(_("number"))
    revision = models.OneToOneField(
        Revision, related_name="edition", on_delete=models.SET_NULL, null=True
    )
    published_at = models.DateTimeField(_("published"))

    objects = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["page", "number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="courses_edition_number_once")
        ]

    def __str__(self) -> str:
        return str(self.number)
