"""What part of a workshop's seats is for whom: limits and seats kept, by place or by fund."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from courses.models.workshop import Workshop
from portal.funds.models import Area, Fund, Region


class Quota(models.Model):
    """Seats of a workshop for one region, one province or district, or one fund.

    `at_most` is the most its people may have; `kept` are seats nobody else gets until the
    end of the day `kept_until` (none given: until the workshop). Seats are given back to
    everybody when `released_at` is set, which the rules do under the workshop's lock, so that
    a quota never changes by the clock alone.
    """

    workshop = ParentalKey(Workshop, related_name="quotas", on_delete=models.CASCADE)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    area = models.ForeignKey(
        Area,
        verbose_name=_("province or district"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to=~Q(kind=Area.Kind.SUBDISTRICT),
    )
    fund = models.ForeignKey(
        Fund,
        verbose_name=_("fund"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    at_most = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    kept = models.PositiveSmallIntegerField(_("kept"), null=True, blank=True)
    kept_until = models.DateField(_("kept until"), null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(region__isnull=False, area=None, fund=None)
                | Q(region=None, area__isnull=False, fund=None)
                | Q(region=None, area=None, fund__isnull=False),
                name="courses_quota_one_holder",
                violation_error_message=_("A quota is for a region, a place or a fund."),
            ),
            models.CheckConstraint(
                condition=Q(at_most__isnull=False) | Q(kept__isnull=False),
                name="courses_quota_says_something",
                violation_error_message=_("Please write how many seats."),
            ),
            models.CheckConstraint(
                condition=Q(at_most=None) | Q(kept=None) | Q(at_most__gte=F("kept")),
                name="courses_quota_keeps_no_more_than_it_allows",
                violation_error_message=_("More seats are kept than may be taken."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["workshop", holder],
                    condition=Q(**{f"{holder}__isnull": False}),
                    name=f"courses_quota_{holder}_once",
                    violation_error_message=_("There are two quotas for the same."),
                )
                for holder in ("region", "area", "fund")
            ),
        ]

    def __str__(self) -> str:
        return str(self.holder)

    @property
    def holder(self) -> Region | Area | Fund:
        """For whom it is."""
        return self.region or self.area or self.fund

    @property
    def name(self) -> str:
        """For whom it is, as people say it."""
        if self.region_id:
            return self.region.name
        return self.area.full_name if self.area_id else self.fund.name

    @property
    def keeps(self) -> bool:
        """Whether seats are kept now."""
        return bool(self.kept) and self.released_at is None

    @property
    def sentence(self) -> str:
        """What it says, for lists of quotas."""
        parts = []
        if self.at_most is not None:
            parts.append(gettext("at most %(seats)d") % {"seats": self.at_most})
        if self.keeps:
            parts.append(gettext("%(seats)d kept") % {"seats": self.kept})
        return ", ".join(parts)
