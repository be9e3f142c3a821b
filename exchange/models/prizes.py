"""The categories in which the network honours funds: an editable list lessons are sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.funds.models.areas import BilingualName


class PrizeCategory(BilingualName):
    """A field in which funds are honoured, and under which a lesson can be found."""

    slug = models.SlugField(_("short name"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(
        _("offered for choice"), default=True, help_text=_("Old records keep it either way.")
    )

    class Meta:
        verbose_name = _("prize category")
        verbose_name_plural = _("prize categories")
        ordering = ["position", "pk"]
