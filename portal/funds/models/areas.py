"""Where things are: regions, provinces, districts and subdistricts."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.thai.sorting import KEY_LENGTH, sort_key
from portal.thai.words import normalise

#: What Thai addresses write before a name: ต. อ. จ. and their long forms.
PREFIX = re.compile(r"(?:^|(?<=\s))(?:[ตอจ]\.|ตำบล|อำเภอ|จังหวัด)\s*")

models.CharField.register_lookup(Length)


class BilingualName(models.Model):
    """A name in Thai, and in English where there is one."""

    name_th = models.CharField(_("name in Thai"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; Thai when there is no English one."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_th


class Region(BilingualName):
    """One of the network's groups of provinces. A row to edit, never computed from codes."""

    slug = models.SlugField(_("short name"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["position", "pk"]


class AreaQuerySet(models.QuerySet):
    """Ways to ask for areas."""

    def provinces(self) -> "AreaQuerySet":
        return self.filter(kind=Area.Kind.PROVINCE)

    def districts(self) -> "AreaQuerySet":
        return self.filter(kind=Area.Kind.DISTRICT)

    def subdistricts(self) -> "AreaQuerySet":
        return self.filter(kind=Area.Kind.SUBDISTRICT)

    def in_use(self) -> "AreaQuerySet":
        """Areas that exist today; abolished ones stay for the records that name them."""
        return self.filter(in_use=True)

    def like(self, text: str) -> "AreaQuerySet":
        """Areas whose own name, or that of what they lie in, holds every word of a text."""
        found = self
        for word in normalise(PREFIX.sub("", text)).split():
            wanted = Q(code__startswith=word)
            for within in ("", "parent__", "parent__parent__"):
                wanted |= Q(**{f"{within}name_th__contains": word})
                wanted |= Q(**{f"{within}name_en__icontains": word})
            found = found.filter(wanted)
        return found

    def inside(self, code: str) -> "AreaQuerySet":
        """Areas within the area of this code, itself included."""
        return self.filter(code__startswith=code)


class Area(BilingualName):
    """A province (2 digits), district (4) or subdistrict (6) with its DOPA code.

    The code is the key: its first two and four digits name the province and the
    district, so "within" is a prefix and needs no join.
    """

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        DISTRICT = "district", _("district")
        SUBDISTRICT = "subdistrict", _("subdistrict")

    LENGTHS = {2: Kind.PROVINCE, 4: Kind.DISTRICT, 6: Kind.SUBDISTRICT}

    code = models.CharField(
        _("code"),
        max_length=6,
        primary_key=True,
        validators=[RegexValidator(r"^\d{2}(\d{2}){0,2}$", _("2, 4 or 6 digits."))],
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        related_name="children",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        related_name="provinces",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        help_text=_("Only for provinces."),
    )
    mountain = models.BooleanField(
        _("mountain province"), default=False, help_text=_("Roads take longer here.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("Off for an area that was abolished.")
    )
    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["sort_key", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="province", code__length=2, parent=None)
                | Q(kind="district", code__length=4, parent__isnull=False)
                | Q(kind="subdistrict", code__length=6, parent__isnull=False),
                name="funds_area_code_fits_kind",
                violation_error_message=_("The code does not fit the kind of area."),
            ),
            models.CheckConstraint(
                condition=Q(region=None) | Q(kind="province"),
                name="funds_area_region_only_for_provinces",
                violation_error_message=_("Only a province belongs to a region."),
            ),
        ]

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name_th)
        super().save(*args, **kwargs)

    @property
    def province_code(self) -> str:
        return self.code[:2]

    @property
    def district_code(self) -> str:
        return self.code[:4]

    @property
    def long_name(self) -> str:
        """The name with its kind: ต.ปางหมู, อ.ปางมะผ้า, จ.แม่ฮ่องสอน; plain names in English."""
        if get_language() == "en":
            return self.name
        prefix = {"province": "จ.", "district": "อ.", "subdistrict": "ต."}[self.kind]
        return f"{prefix}{self.name_th}"

    @property
    def full_name(self) -> str:
        """Subdistrict, district and province: 795 subdistrict names occur more than once.

        Follows `parent`; ask with ``select_related("parent__parent")`` in lists.
        """
        parts, area = [], self
        while area is not None:
            parts.append(area.long_name)
            area = area.parent
        return (", " if get_language() == "en" else " ").join(parts)
