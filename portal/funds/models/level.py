"""The network's own self-assessment: versioned statements and a fund's answers to them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.funds.models.fund import Fund
from portal.thai.dates import short_date


class RubricQuerySet(models.QuerySet):
    """Ways to ask for editions."""

    def current(self, day=None) -> "Rubric | None":
        """The edition in force on a day (today if none is given), with its statements."""
        day = day or timezone.localdate()
        return self.filter(in_force_from__lte=day).prefetch_related("statements").first()


class Rubric(ClusterableModel):
    """One edition of the self-assessment. No official indicator list is public."""

    name = models.CharField(_("name"), max_length=150)
    in_force_from = models.DateField(_("in force from"))
    strong_from = models.PositiveSmallIntegerField(
        _("strong from (%)"), default=70, validators=[MaxValueValidator(100)]
    )
    developing_from = models.PositiveSmallIntegerField(
        _("developing from (%)"), default=40, validators=[MaxValueValidator(100)]
    )

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-assessment form")
        verbose_name_plural = _("self-assessment forms")
        ordering = ["-in_force_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(developing_from__lt=models.F("strong_from")),
                name="funds_rubric_thresholds_in_order",
                violation_error_message=_("“Developing” must begin below “strong”."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RubricStatement(models.Model):
    """A statement a fund scores itself on, from 0 (not at all) to 3 (fully)."""

    class Field(models.TextChoices):
        MEMBERS = "members", _("members and coverage")
        MONEY = "money", _("money and accounts")
        GOVERNANCE = "governance", _("good governance")
        WELFARE = "welfare", _("welfare given")
        NETWORK = "network", _("network, youth and data")

    rubric = ParentalKey(Rubric, related_name="statements", on_delete=models.CASCADE)
    field = models.CharField(
        pgettext_lazy("of the self-assessment", "area"), max_length=12, choices=Field
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text_th = models.CharField(_("statement in Thai"), max_length=300)
    text_en = models.CharField(_("statement in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The statement in the reader's language."""
        return self.text_en if get_language() == "en" and self.text_en else self.text_th


class Assessment(ClusterableModel):
    """A fund's answers on one day. The newest complete one makes its level."""

    fund = models.ForeignKey(
        Fund, verbose_name=_("fund"), related_name="assessments", on_delete=models.CASCADE
    )
    rubric = models.ForeignKey(
        Rubric, verbose_name=_("form"), related_name="assessments", on_delete=models.PROTECT
    )
    assessed_on = models.DateField(_("assessed on"))
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    demo = models.BooleanField(_("demonstration figures"), default=False)

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "assessed_on"],
                name="funds_assessment_once_a_day",
                violation_error_message=_("This fund has a self-assessment of this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.fund} {short_date(self.assessed_on)}"


class AssessmentScore(models.Model):
    """The score given to one statement."""

    assessment = ParentalKey(Assessment, related_name="scores", on_delete=models.CASCADE)
    statement = models.ForeignKey(
        RubricStatement, verbose_name=_("statement"), related_name="+", on_delete=models.PROTECT
    )
    score = models.PositiveSmallIntegerField(
        _("score"), validators=[MinValueValidator(0), MaxValueValidator(3)]
    )

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["statement__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "statement"], name="funds_score_statement_once"
            ),
            models.CheckConstraint(condition=Q(score__lte=3), name="funds_score_0_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.score}"
