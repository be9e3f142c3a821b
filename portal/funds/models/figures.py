"""The yearly figures of a fund. Missing stays missing, never zero."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.funds.models.fund import Fund
from portal.thai.dates import be_year
from portal.thai.digits import refuse_national_id
from portal.thai.model_fields import YearField


def people_field(label, **kwargs) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True, **kwargs)


def baht_field(label, **kwargs) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        **kwargs,
    )


class FundYearQuerySet(models.QuerySet):
    """Ways to ask for yearly figures."""

    def with_members(self) -> "FundYearQuerySet":
        """With `members_counted`, the database's twin of the property `members`."""
        unknown = models.Q(**{f"{name}__isnull": True for name in FundYear.MEMBER_GROUPS})
        first, *others = (Coalesce(name, 0) for name in FundYear.MEMBER_GROUPS)
        added = sum(others, first)
        return self.annotate(
            members_counted=Coalesce(
                "members_reported", models.Case(models.When(unknown, then=None), default=added)
            )
        )


class FundYear(ClusterableModel):
    """One fund's figures for one year (stored as a common-era year, shown as B.E.)."""

    class Source(models.TextChoices):
        FUND = "fund", _("reported by the fund")
        NETWORK = "network", _("report of the network")
        DEMO = "demo", _("demonstration figure")

    fund = ParentalKey(Fund, verbose_name=_("fund"), related_name="years", on_delete=models.CASCADE)
    year = YearField(_("year"))
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.FUND)

    members_working_age = people_field(_("members of working age"))
    members_children = people_field(_("members: children"))
    members_elderly = people_field(_("members: elderly"))
    members_disadvantaged = people_field(_("members: disadvantaged"))
    members_reported = people_field(
        _("members in all, as reported"),
        help_text=_("Leave empty to let the groups be added up."),
    )
    villages_covered = people_field(_("villages covered"))
    villages = people_field(_("villages in all"))
    population = people_field(_("population"))

    money_from_members = baht_field(_("from members (baht)"))
    money_from_central = baht_field(_("from central government (baht)"))
    money_from_local = baht_field(_("from local government (baht)"))
    money_from_others = baht_field(_("from others (baht)"))
    money_in_reported = baht_field(
        _("money in, in all, as reported (baht)"),
        help_text=_("Leave empty to let the sources be added up."),
    )
    other_help = models.CharField(
        _("help other than money"), max_length=300, blank=True, validators=[refuse_national_id]
    )
    administration = baht_field(_("administration (baht)"))
    reserve = baht_field(_("reserve (baht)"))
    state_contribution = models.BooleanField(
        _("state contribution received"), null=True, blank=True
    )

    families_followed = people_field(_("families followed with the MSO-Logbook"))
    waste_sorted_kg = people_field(_("waste sorted (kg)"))
    co2e_tonnes = models.DecimalField(
        _("CO₂e registered (tonnes)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    complete = models.BooleanField(_("data complete"), default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )

    objects = FundYearQuerySet.as_manager()

    MEMBER_GROUPS = (
        "members_working_age",
        "members_children",
        "members_elderly",
        "members_disadvantaged",
    )
    MONEY_SOURCES = (
        "money_from_members",
        "money_from_central",
        "money_from_local",
        "money_from_others",
    )

    class Meta:
        verbose_name = _("yearly figures")
        verbose_name_plural = _("yearly figures")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year"],
                name="funds_year_once_per_fund",
                violation_error_message=_("This fund has figures for this year already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.fund} {be_year(self.year)}"

    def _sum(self, names: tuple[str, ...]):
        values = [getattr(self, name) for name in names]
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    @property
    def members(self) -> int | None:
        """Members in all: as reported, else the groups added up, else unknown."""
        if self.members_reported is not None:
            return self.members_reported
        return self._sum(self.MEMBER_GROUPS)

    @property
    def money_in(self) -> Decimal | None:
        """Baht received: as reported, else the sources added up, else unknown."""
        if self.money_in_reported is not None:
            return self.money_in_reported
        return self._sum(self.MONEY_SOURCES)

    def mismatches_by_field(self) -> dict[str, str]:
        """Field name -> sentence on why its figure does not fit the others.

        A warning beside the figure, never an error: published totals of real networks often
        do not add up.
        """
        found = {}
        groups = self._sum(self.MEMBER_GROUPS)
        if None not in (groups, self.members_reported) and groups != self.members_reported:
            found["members_reported"] = _(
                "The member groups add up to %(sum)s, the report says %(total)s."
            ) % {"sum": f"{groups:,}", "total": f"{self.members_reported:,}"}
        sources = self._sum(self.MONEY_SOURCES)
        if None not in (sources, self.money_in_reported) and sources != self.money_in_reported:
            found["money_in_reported"] = _(
                "The sources of money add up to %(sum)s baht, the report says %(total)s."
            ) % {"sum": f"{sources:,}", "total": f"{self.money_in_reported:,}"}
        if None not in (self.villages, self.villages_covered) and (
            self.villages_covered > self.villages
        ):
            found["villages_covered"] = _("More villages are covered than there are.")
        if None not in (self.members, self.population) and self.members > self.population:
            found["population"] = _("There are more members than inhabitants.")
        return {field: str(sentence) for field, sentence in found.items()}

    def mismatches(self) -> list[str]:
        """The same sentences without their fields."""
        return list(self.mismatches_by_field().values())


class WelfarePaid(models.Model):
    """What a fund paid in a year for one kind of welfare: people helped and baht. Totals only."""

    class Kind(models.TextChoices):
        BIRTH = "birth", _("birth")
        EDUCATION = "education", _("children and education")
        ILLNESS = "illness", _("illness")
        OLD_AGE = "old_age", _("old age")
        DEATH = "death", _("death")
        DISABILITY = "disability", _("disabled and disadvantaged people")
        DISASTER = "disaster", _("disaster and urgent help")
        LIVELIHOOD = "livelihood", _("livelihood")
        OTHER = "other", _("other")

    year = ParentalKey(FundYear, related_name="welfare", on_delete=models.CASCADE)
    kind = models.CharField(_("kind of welfare"), max_length=12, choices=Kind)
    people = people_field(_("people"))
    baht = baht_field(_("baht"))

    class Meta:
        verbose_name = _("welfare paid")
        verbose_name_plural = _("welfare paid")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind"], name="funds_welfare_kind_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
