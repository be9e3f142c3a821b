"""Who may act for a fund (`Office`) and who works for the network (`Mandate`).

Both are dated and end by themselves: what somebody may do is asked for the day it is done.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.funds.models.areas import Area, Region
from portal.funds.models.fund import Fund
from portal.people.models import Person
from portal.thai.digits import refuse_national_id


class DatedQuerySet(models.QuerySet):
    """Rows with a first and a last day."""

    def on(self, day=None):
        """In force on a day (today if none is given); the last day still counts."""
        day = day or timezone.localdate()
        return self.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class OfficeQuerySet(DatedQuerySet):
    """Ways to ask for offices."""

    def officers(self) -> "OfficeQuerySet":
        """Posts that may act for their fund: chair, secretary, treasurer."""
        return self.filter(role__in=Office.OFFICERS)

    def in_force(self, day=None) -> "OfficeQuerySet":
        """Confirmed and within their term; one ended early counts up to the day before."""
        day = day or timezone.localdate()
        return self.on(day).filter(
            Q(status=Office.Status.CONFIRMED) | Q(status=Office.Status.ENDED, ends_on__gt=day)
        )

    def waiting(self) -> "OfficeQuerySet":
        """Asked for and not answered yet."""
        return self.filter(status=Office.Status.ASKED)


class Office(models.Model):
    """A person's post in a fund for a time. Asked for, confirmed by somebody else, dated."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")
        TREASURER = "treasurer", _("treasurer")
        COMMITTEE = "committee", _("committee member")
        WORKING_GROUP = "working_group", _("working group")
        MEMBER = "member", _("member")

    class Status(models.TextChoices):
        ASKED = "asked", _("waiting to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        ENDED = "ended", _("ended early")

    #: Posts that may act and write for the fund.
    OFFICERS = (Role.CHAIR, Role.SECRETARY, Role.TREASURER)
    #: Posts that sit on its committee.
    COMMITTEE_ROLES = (*OFFICERS, Role.COMMITTEE)

    person = models.ForeignKey(
        Person, verbose_name=_("person"), related_name="offices", on_delete=models.CASCADE
    )
    fund = models.ForeignKey(
        Fund, verbose_name=_("fund"), related_name="offices", on_delete=models.CASCADE
    )
    role = models.CharField(pgettext_lazy("of a fund", "post"), max_length=15, choices=Role)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ASKED)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, validators=[refuse_national_id]
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["fund__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="funds_office_term_in_order",
                violation_error_message=_("The term ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=["person", "fund", "role"],
                condition=Q(status="asked"),
                name="funds_office_asked_once",
                violation_error_message=_("You have asked for this already."),
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | Q(ends_on__isnull=False),
                name="funds_office_ended_has_day",
                violation_error_message=_("An office that was ended has a last day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    def in_force_on(self, day=None) -> bool:
        """Whether this office gives its right on a day (today if none is given)."""
        day = day or timezone.localdate()
        if day < self.starts_on or (self.ends_on and day > self.ends_on):
            return False
        return self.status == self.Status.CONFIRMED or (
            self.status == self.Status.ENDED and day < self.ends_on
        )

    @property
    def in_force_today(self) -> bool:
        return self.in_force_on()

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()


class Mandate(models.Model):
    """Work for the network: trainer, or coordinator of a province, a region or the nation.

    A coordinator of several provinces has one mandate for each.
    """

    class Role(models.TextChoices):
        TRAINER = "trainer", _("trainer")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        related_name="mandates",
        on_delete=models.CASCADE,
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    nation = models.BooleanField(_("the whole nation"), default=False)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, null=True, blank=True
    )
    province = models.ForeignKey(
        Area,
        verbose_name=_("province"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": Area.Kind.PROVINCE},
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nation=True, region=None, province=None)
                | Q(nation=False, region__isnull=False, province=None)
                | Q(nation=False, region=None, province__isnull=False),
                name="funds_mandate_one_scope",
                violation_error_message=_("Choose the nation, or one region, or one province."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="funds_mandate_term_in_order",
                violation_error_message=_("The mandate ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.scope})"

    @property
    def scope(self) -> str:
        """Where the mandate holds, in words."""
        if self.nation:
            return str(_("the whole nation"))
        return str(self.region or self.province)
