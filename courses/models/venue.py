"""Where workshops are held."""

from urllib.parse import urlencode

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.funds.models import Area
from portal.thai.digits import refuse_national_id
from portal.thai.sorting import KEY_LENGTH, sort_key
from portal.thai.words import normalise


class VenueQuerySet(models.QuerySet):
    """Ways to ask for venues."""

    def like(self, text: str) -> "VenueQuerySet":
        """Venues whose name, room or place holds every word of a text."""
        found = self
        for word in normalise(text).split():
            within = Area.objects.subdistricts().like(word).order_by()
            found = found.filter(
                Q(name__icontains=word) | Q(room__icontains=word) | Q(subdistrict__in=within)
            )
        return found

    def with_place(self) -> "VenueQuerySet":
        """With subdistrict, district and province at hand, for lists."""
        return self.select_related("subdistrict__parent__parent")


class Venue(models.Model):
    """A place a workshop can be held at.

    What people ask before they come (`Comfort`) has an answer of its own; left empty it is
    not known, which is not the same as no.
    """

    class Comfort(models.TextChoices):
        YES = "yes", pgettext_lazy("of a place", "yes")
        PARTLY = "partly", pgettext_lazy("of a place", "partly")
        NO = "no", pgettext_lazy("of a place", "no")

        __empty__ = _("not known")

    #: What is asked of every place, in the order in which it is shown.
    COMFORTS = ("power", "signal", "wheelchair", "parking")

    name = models.CharField(_("name"), max_length=200, validators=[refuse_national_id])
    room = models.CharField(
        _("hall or room"), max_length=150, blank=True, validators=[refuse_national_id]
    )
    subdistrict = models.ForeignKey(
        Area,
        verbose_name=_("subdistrict"),
        related_name="+",
        on_delete=models.PROTECT,
        limit_choices_to={"kind": Area.Kind.SUBDISTRICT},
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        validators=[refuse_national_id],
        help_text=_("Number, road and a landmark people know."),
    )
    capacity = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
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
    power = models.CharField(
        _("power for everybody's plugs"), max_length=6, choices=Comfort, blank=True
    )
    signal = models.CharField(_("phone signal"), max_length=6, choices=Comfort, blank=True)
    wheelchair = models.CharField(
        _("a way in for wheelchairs"), max_length=6, choices=Comfort, blank=True
    )
    parking = models.CharField(_("parking"), max_length=6, choices=Comfort, blank=True)
    notes = models.TextField(
        _("notes"),
        blank=True,
        validators=[refuse_national_id],
        help_text=_("What else one should know: the last stretch of road, water, a kitchen."),
    )
    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subdistrict", "name", "room"],
                name="courses_venue_once",
                violation_error_message=_("This place is in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="courses_venue_position_whole",
                violation_error_message=_("A position needs both latitude and longitude."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.name}".strip()

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(f"{self.name} {self.room}")
        super().save(*args, **kwargs)

    @property
    def map_address(self) -> str:
        """A ``geo:`` address that opens the phone's own map; empty without a position."""
        return f"geo:{self.position_text.replace(' ', '')}" if self.position_text else ""

    @property
    def map_link(self) -> str:
        """An address that opens a map on every phone and computer: the position, else the name."""
        wanted = self.position_text or f"{self} {self.subdistrict.full_name}"
        return f"https://www.google.com/maps/search/?{urlencode({'api': 1, 'query': wanted})}"

    @property
    def comforts(self) -> list[tuple[str, str, str]]:
        """What is known of power, signal and the like: (name, answer, its value)."""
        return [
            (
                capfirst(self._meta.get_field(name).verbose_name),
                getattr(self, f"get_{name}_display")(),
                getattr(self, name),
            )
            for name in self.COMFORTS
            if getattr(self, name)
        ]

    @property
    def position_text(self) -> str:
        """Latitude and longitude as map apps take them; empty without a position."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude:.5f}, {self.longitude:.5f}"
