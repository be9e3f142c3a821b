"""The lists funds are described with: subjects they teach or learn, and what makes them alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.funds.models.areas import BilingualName


class Subject(BilingualName):
    """Something a fund can teach or wants to learn, and a curriculum treats."""

    slug = models.SlugField(_("short name"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(
        _("offered for choice"), default=True, help_text=_("Old records keep it either way.")
    )

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["position", "pk"]


class FundTag(BilingualName):
    """What makes funds alike: a shared language or a kind of land."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("language spoken")
        LAND = "land", _("kind of area")

    slug = models.SlugField(_("short name"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LANGUAGE)

    class Meta:
        verbose_name = _("fund tag")
        verbose_name_plural = _("fund tags")
        ordering = ["kind", "slug"]
