"""The road of a fund that is being founded, step by step."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from portal.funds.models.areas import BilingualName
from portal.funds.models.fund import Fund
from portal.thai.digits import refuse_national_id


class FoundingStep(BilingualName):
    """One step of the checklist, the same for every fund; the network edits the list."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("founding step")
        verbose_name_plural = _("founding steps")
        ordering = ["position", "pk"]


class FundFoundingStep(models.Model):
    """A step this fund has done, with its date and paper. Kept when the fund becomes active."""

    fund = ParentalKey(Fund, related_name="founding_steps", on_delete=models.CASCADE)
    step = models.ForeignKey(
        FoundingStep, verbose_name=_("step"), related_name="+", on_delete=models.PROTECT
    )
    done_on = models.DateField(_("done on"))
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("document"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    note = models.CharField(_("note"), max_length=300, blank=True, validators=[refuse_national_id])

    class Meta:
        verbose_name = _("founding step done")
        verbose_name_plural = _("founding steps done")
        ordering = ["step__position"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "step"], name="funds_founding_step_once")
        ]

    def __str__(self) -> str:
        return str(self.step)
