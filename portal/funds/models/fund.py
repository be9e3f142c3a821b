"""A fund: who and where it is."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.search import index

from portal.funds.models.areas import Area
from portal.funds.models.subjects import FundTag
from portal.thai.digits import refuse_national_id
from portal.thai.model_fields import YearField
from portal.thai.search_text import ThaiSearchText
from portal.thai.sorting import KEY_LENGTH, sort_key
from portal.thai.words import normalise


class FundQuerySet(models.QuerySet):
    """Ways to ask for funds."""

    def within(self, code: str) -> "FundQuerySet":
        """Funds in the province, district or subdistrict of this code."""
        return self.filter(subdistrict__code__startswith=code)

    def in_region(self, region) -> "FundQuerySet":
        """Funds in any province of a region."""
        return self.filter(subdistrict__parent__parent__region=region)

    def like(self, text: str) -> "FundQuerySet":
        """Funds whose name, place or text holds every word of a text, unspaced Thai included."""
        found = self
        for word in normalise(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def standing(self) -> "FundQuerySet":
        """Without the funds that joined another one."""
        return self.filter(merged_into=None)

    def with_place(self) -> "FundQuerySet":
        """With subdistrict, district and province at hand, for lists that show them."""
        return self.select_related("subdistrict__parent__parent")

    def with_latest_figures(self) -> "FundQuerySet":
        """With `latest_members`, the newest number of members known, and its `latest_year` (CE).

        Both are None where no year tells the members; one query whatever the rows.
        """
        years = apps.get_model("funds", "FundYear").objects.with_members()
        newest = years.filter(fund=models.OuterRef("pk"), members_counted__isnull=False).order_by(
            "-year"
        )
        return self.annotate(
            latest_members=models.Subquery(newest.values("members_counted")[:1]),
            latest_year=models.Subquery(newest.values("year")[:1]),
        )

    def counts_by_province(self) -> dict[str, int]:
        """How many of these funds lie in each province (code of 2 digits)."""
        rows = self.order_by().values_list(Substr("subdistrict_id", 1, 2))
        return dict(rows.annotate(models.Count("pk")))

    def counted(self) -> "FundQuerySet":
        """Funds that work: neither forming nor dormant."""
        return self.filter(stage=Fund.Stage.ACTIVE)


class Fund(index.Indexed, ThaiSearchText, ClusterableModel):
    """A community welfare fund, one per subdistrict or municipality.

    Its `level` is written by `portal.funds.levels` alone, so that lists can filter by it.
    """

    class Stage(models.TextChoices):
        FORMING = "forming", _("forming")
        ACTIVE = "active", _("active")
        DORMANT = "dormant", _("dormant")

    class Level(models.TextChoices):
        STRONG = "strong", _("strong")
        DEVELOPING = "developing", _("developing")
        NEEDS_SUPPORT = "needs_support", _("needs support")
        FORMING = "forming", _("forming")
        DORMANT = "dormant", _("dormant")
        NOT_ASSESSED = "not_assessed", _("not assessed yet")

    name = models.CharField(_("name"), max_length=200, validators=[refuse_national_id])
    subdistrict = models.ForeignKey(
        Area,
        verbose_name=_("subdistrict"),
        related_name="funds",
        on_delete=models.PROTECT,
        limit_choices_to={"kind": Area.Kind.SUBDISTRICT},
    )
    local_government = models.CharField(
        _("local government body"), max_length=200, blank=True, validators=[refuse_national_id]
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.FORMING)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    branches = models.PositiveSmallIntegerField(_("branches"), null=True, blank=True)
    rules_year = YearField(_("year of the rules"), null=True, blank=True)
    rules_amendments = models.PositiveSmallIntegerField(
        _("amendments to the rules"), null=True, blank=True
    )
    rules_file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file of the rules"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    committee_from = models.DateField(_("committee's term from"), null=True, blank=True)
    committee_until = models.DateField(_("committee's term until"), null=True, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5.0), MaxValueValidator(21.0)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(97.0), MaxValueValidator(106.0)],
    )
    tags = ParentalManyToManyField(
        FundTag, verbose_name=_("languages and kind of area"), related_name="funds", blank=True
    )
    about = models.TextField(_("about the fund"), blank=True, validators=[refuse_national_id])
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("joined the fund"),
        related_name="merged_funds",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("A fund that joined another one is no longer offered; its history stays."),
    )

    mentor_capacity = models.PositiveSmallIntegerField(
        _("funds it can mentor at once"), default=1, validators=[MaxValueValidator(20)]
    )
    travel_limit_km = models.PositiveSmallIntegerField(
        _("farthest journey to a paired fund (km)"), null=True, blank=True
    )
    wanted_provinces = ParentalManyToManyField(
        Area,
        verbose_name=_("wants a pair only in these provinces"),
        related_name="+",
        blank=True,
        limit_choices_to={"kind": Area.Kind.PROVINCE},
    )

    level = models.CharField(
        _("level"), max_length=15, choices=Level, default=Level.NOT_ASSESSED, editable=False
    )
    level_score = models.PositiveSmallIntegerField(
        _("score of the self-assessment (%)"), null=True, editable=False
    )
    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = FundQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.SearchField("place_names"),
        index.SearchField("about"),
        index.AutocompleteField("name"),
        index.FilterField("stage"),
        index.FilterField("level"),
        index.FilterField("subdistrict_id"),
        index.FilterField("merged_into_id"),
    ]

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["level"]), models.Index(fields=["stage"])]
        constraints = [
            models.UniqueConstraint(
                fields=["subdistrict", "name"],
                name="funds_fund_name_once_per_subdistrict",
                violation_error_message=_("This subdistrict has a fund of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="funds_fund_position_whole",
                violation_error_message=_("A position needs both latitude and longitude."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="funds_fund_joined_another",
                violation_error_message=_("A fund cannot join itself."),
            ),
            models.CheckConstraint(
                condition=Q(committee_from=None)
                | Q(committee_until=None)
                | Q(committee_until__gte=models.F("committee_from")),
                name="funds_fund_committee_term_in_order",
                violation_error_message=_("The committee's term ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("fund_detail", args=[self.pk])

    def clean(self):
        super().clean()
        if self.subdistrict_id and len(self.subdistrict_id) != 6:
            raise ValidationError({"subdistrict": _("Choose a subdistrict.")})
        if self.merged_into_id and self.merged_into.merged_into_id:
            raise ValidationError({"merged_into": self.merged_into.merged_sentence})

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)
        if self.merged_into_id:
            # Whoever had joined this one goes along: one step leads to the fund that stands.
            Fund.objects.filter(merged_into=self).update(merged_into=self.merged_into_id)

    @property
    def merged_sentence(self) -> str:
        """Where somebody who looks for a fund that joined another one finds it; else empty."""
        if not self.merged_into_id:
            return ""
        return gettext("%(fund)s has joined %(kept)s. Please choose that one.") % {
            "fund": self.name,
            "kept": self.merged_into.name,
        }

    def place_names(self) -> str:
        """Names of subdistrict, district and province, in Thai and English, for search."""
        places, area = [], self.subdistrict
        while area is not None:
            places += [area.name_th, area.name_en]
            area = area.parent
        return " ".join(filter(None, places))

    def search_text_parts(self) -> list[str]:
        """What the substring stages of the search look through."""
        return [self.name, self.place_names(), self.local_government, self.about]

    @property
    def province_code(self) -> str:
        return self.subdistrict_id[:2]

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude: the fund's own, else its district's point, else nothing."""
        if self.latitude is not None:
            return self.latitude, self.longitude
        district = self.subdistrict.parent
        if district is not None and district.latitude is not None:
            return district.latitude, district.longitude
        return None
