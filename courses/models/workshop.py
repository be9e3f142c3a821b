"""A dated round of a curriculum: where, when in half-days, for whom, how many seats."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.search import index

from courses.models.curriculum import CurriculumPage
from courses.models.venue import Venue
from portal.funds.models import Area, Region
from portal.thai.dates import short_date
from portal.thai.digits import refuse_national_id
from portal.thai.search_text import ThaiSearchText
from portal.thai.words import normalise


class WorkshopQuerySet(models.QuerySet):
    """Ways to ask for workshops."""

    def like(self, text: str) -> "WorkshopQuerySet":
        """Workshops whose title, place or text holds every word of a text, unspaced Thai too."""
        found = self
        for word in normalise(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def public(self) -> "WorkshopQuerySet":
        """What a visitor may see: everything but drafts."""
        return self.exclude(status=Workshop.Status.DRAFT)

    def upcoming(self, day=None) -> "WorkshopQuerySet":
        """Not over yet, the next one first."""
        day = day or timezone.localdate()
        return self.filter(ends_on__gte=day).order_by("starts_on", "pk")

    def past(self, day=None) -> "WorkshopQuerySet":
        """Over, the newest first."""
        day = day or timezone.localdate()
        return self.filter(ends_on__lt=day).order_by("-starts_on", "-pk")

    def open_now(self, moment=None) -> "WorkshopQuerySet":
        """Taking registrations at this moment."""
        moment = moment or timezone.now()
        return self.filter(
            Q(opens_at=None) | Q(opens_at__lte=moment),
            Q(closes_at=None) | Q(closes_at__gt=moment),
            status=Workshop.Status.OPEN,
            ends_on__gte=timezone.localdate(moment),
        )

    def with_place(self) -> "WorkshopQuerySet":
        """With venue and its areas at hand, for lists."""
        return self.select_related("venue__subdistrict__parent__parent")

    def with_taken(self) -> "WorkshopQuerySet":
        """With `taken`, the seats that are somebody's, and `waiting`, the people waiting.

        Subqueries, so that it may be joined with any filter without counting twice.
        """
        registrations = Workshop._meta.get_field("registrations").related_model.objects

        def counted(rows):
            rows = rows.filter(workshop=OuterRef("pk")).order_by()
            rows = rows.values("workshop").annotate(people=Count("pk")).values("people")
            return Coalesce(Subquery(rows), 0)

        return self.annotate(
            taken=counted(registrations.with_seat()), waiting=counted(registrations.waiting())
        )


class Workshop(index.Indexed, ThaiSearchText, ClusterableModel):
    """One dated round of a curriculum.

    `title` is its own ("… รุ่นที่ 1"); what is taught is the curriculum's, pinned to the
    edition (`edition`) it was taught with.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    class Entry(models.TextChoices):
        OPEN = "open", _("open to everybody")
        APPROVAL = "approval", _("after the organisers' approval")
        INVITATION = "invitation", _("by invitation only")

    curriculum = models.ForeignKey(
        CurriculumPage,
        verbose_name=_("curriculum"),
        related_name="workshops",
        on_delete=models.PROTECT,
    )
    edition = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("edition of the curriculum"),
        related_name="+",
        # Clearing out old revisions keeps those a workshop was taught with.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
    )
    title = models.CharField(_("title"), max_length=200, validators=[refuse_national_id])
    about = models.TextField(_("about this round"), blank=True, validators=[refuse_national_id])
    venue = models.ForeignKey(
        Venue, verbose_name=_("venue"), related_name="workshops", on_delete=models.PROTECT
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    seats = models.PositiveSmallIntegerField(
        _("seats"), validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    seats_per_fund = models.PositiveSmallIntegerField(
        _("at most per fund"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    entry = models.CharField(_("way in"), max_length=10, choices=Entry, default=Entry.OPEN)
    offer_days = models.PositiveSmallIntegerField(
        _("days to confirm a seat that came free"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Left empty: whoever is next in line has the seat at once."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    cancelled_because = models.CharField(
        _("why it was cancelled"), max_length=300, blank=True, validators=[refuse_national_id]
    )
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    districts = ParentalManyToManyField(
        Area,
        verbose_name=_("for these districts"),
        related_name="+",
        blank=True,
        limit_choices_to={"kind": Area.Kind.DISTRICT},
    )
    regions = ParentalManyToManyField(
        Region, verbose_name=_("for these regions"), related_name="+", blank=True
    )
    organisers = models.TextField(
        _("organisers"),
        blank=True,
        validators=[refuse_national_id],
        help_text=_("One organisation on each line."),
    )
    paid_by = models.CharField(
        _("paid by"), max_length=200, blank=True, validators=[refuse_national_id]
    )
    costs_covered = models.CharField(
        _("costs covered for participants"),
        max_length=300,
        blank=True,
        validators=[refuse_national_id],
    )
    contact_name = models.CharField(
        _("contact"), max_length=150, blank=True, validators=[refuse_national_id]
    )
    contact_phone = models.CharField(_("contact's phone"), max_length=20, blank=True)
    trainers = ParentalManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("trainers"), related_name="workshops", blank=True
    )
    demo = models.BooleanField(_("demonstration"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = WorkshopQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("about"),
        index.SearchField("place_names"),
        index.FilterField("status"),
        index.FilterField("starts_on"),
    ]

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "starts_on"]),
            models.Index(fields=["starts_on", "id"], name="courses_workshop_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["curriculum", "venue", "starts_on", "title"],
                name="courses_workshop_once",
                violation_error_message=_("This workshop exists already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="courses_workshop_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="courses_workshop_has_seats",
                violation_error_message=_("A workshop has at least one seat."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="courses_workshop_registration_in_order",
                violation_error_message=_("Registration closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workshop_detail", args=[self.pk])

    def place_names(self) -> str:
        """Venue and its areas, for search."""
        places, area = [self.venue.name, self.venue.room], self.venue.subdistrict
        while area is not None:
            places += [area.name_th, area.name_en]
            area = area.parent
        return " ".join(filter(None, places))

    def search_text_parts(self) -> list[str]:
        """What the substring stages of the search look through."""
        return [self.title, self.about, self.place_names(), self.organisers]

    @property
    def organiser_list(self) -> list[str]:
        return [line.strip() for line in self.organisers.splitlines() if line.strip()]

    @property
    def province_code(self) -> str:
        return self.venue.subdistrict_id[:2]

    @property
    def seats_left(self) -> int:
        """Free seats; ask with `with_taken`."""
        return max(self.seats - self.taken, 0)

    @cached_property
    def trainer_ids(self) -> frozenset[int]:
        """Accounts of its trainers, asked once."""
        return frozenset(
            Workshop.trainers.through.objects.filter(workshop_id=self.pk).values_list(
                "user_id", flat=True
            )
        )


class HalfDay(models.Model):
    """A morning or an afternoon of a workshop: the unit of attendance."""

    class Part(models.TextChoices):
        MORNING = "1morning", _("morning")
        AFTERNOON = "2afternoon", _("afternoon")

    workshop = ParentalKey(Workshop, related_name="half_days", on_delete=models.CASCADE)
    day = models.DateField(_("day"))
    part = models.CharField(_("part of the day"), max_length=10, choices=Part)
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    topic = models.CharField(
        _("what happens"), max_length=300, blank=True, validators=[refuse_national_id]
    )

    class Meta:
        verbose_name = _("half-day")
        verbose_name_plural = _("half-days")
        ordering = ["day", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "day", "part"],
                name="courses_half_day_once",
                violation_error_message=_("This half-day is in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="courses_half_day_times_in_order",
                violation_error_message=_("The half-day ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{short_date(self.day)} {self.get_part_display()}"
