"""Who wrote something, and in whose name: what topics and posts have in common."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.funds.models import Fund, Office


class Written(models.Model):
    """Who wrote something: a person, and the fund and post they wrote for, if any.

    What was written for a fund stays with the fund; the post held is kept as it was.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
    )
    fund = models.ForeignKey(
        Fund,
        verbose_name=_("on behalf of"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    post_held = models.CharField(
        _("post in the fund"), max_length=15, choices=Office.Role, blank=True
    )
    created_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(fund=None, post_held="") | Q(fund__isnull=False) & ~Q(post_held=""),
                name="%(app_label)s_%(class)s_for_a_fund_names_the_post",
            )
        ]
