"""What a fund can teach and what it wants to learn, each in the order of its rank."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from portal.funds.models.fund import Fund
from portal.funds.models.subjects import Subject
from portal.thai.digits import refuse_national_id


class RankedSubject(models.Model):
    """A subject in a fund's ranked list; rank 1 comes first."""

    subject = models.ForeignKey(
        Subject, verbose_name=_("subject"), related_name="+", on_delete=models.PROTECT
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.subject)


class FundOffer(RankedSubject):
    """A subject this fund can teach, and how one may see that it can."""

    fund = ParentalKey(Fund, related_name="offers", on_delete=models.CASCADE)
    proof = models.CharField(
        _("how one can see it"), max_length=300, blank=True, validators=[refuse_national_id]
    )

    class Meta:
        verbose_name = _("subject offered")
        verbose_name_plural = _("subjects offered")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "subject"], name="funds_offer_subject_once")
        ]


class FundNeed(RankedSubject):
    """A subject this fund wants to learn; the first is what a pair must cover."""

    fund = ParentalKey(Fund, related_name="needs", on_delete=models.CASCADE)
    note = models.CharField(
        _("what exactly"), max_length=300, blank=True, validators=[refuse_national_id]
    )

    class Meta:
        verbose_name = _("subject needed")
        verbose_name_plural = _("subjects needed")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "subject"], name="funds_need_subject_once")
        ]
