"""A person's place in a workshop."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.workshop import Workshop
from portal.funds.models import Fund, Office
from portal.people.models import Person
from portal.thai.digits import refuse_national_id


def new_token() -> str:
    """An address part nobody can guess (128 bits)."""
    return secrets.token_urlsafe(16)


class RegistrationQuerySet(models.QuerySet):
    """Ways to ask for registrations."""

    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(status=Registration.Status.CONFIRMED)

    def with_seat(self) -> "RegistrationQuerySet":
        """Whose seat nobody else may have: confirmed, or offered and not answered yet."""
        return self.filter(status__in=Registration.WITH_SEAT)

    def offered(self) -> "RegistrationQuerySet":
        """A seat is held for them until they confirm or the offer runs out."""
        return self.filter(status=Registration.Status.OFFERED)

    def asked(self) -> "RegistrationQuerySet":
        """Wait for the organisers' approval, in the order they came."""
        return self.filter(status=Registration.Status.ASKED).order_by("registered_at", "pk")

    def waiting(self) -> "RegistrationQuerySet":
        """Waiting for a seat, in the order they came."""
        return self.filter(status=Registration.Status.WAITING).order_by("registered_at", "pk")

    def up_to(self, registration: "Registration") -> "RegistrationQuerySet":
        """Those who came no later than one registration, itself included."""
        moment = registration.registered_at
        return self.filter(
            Q(registered_at__lt=moment) | Q(registered_at=moment, pk__lte=registration.pk)
        )

    def living(self) -> "RegistrationQuerySet":
        """Neither cancelled nor refused."""
        return self.exclude(status__in=Registration.ENDED)

    def for_fund(self, fund) -> "RegistrationQuerySet":
        """Of a fund and of those that joined it."""
        return self.filter(Q(fund=fund) | Q(fund__merged_into=fund))

    def by_name(self) -> "RegistrationQuerySet":
        """In the order of the Thai alphabet, with person and fund at hand."""
        return self.select_related("person", "fund__subdistrict").order_by("person__sort_key", "pk")


class RegistrationGroup(models.Model):
    """People whom one fund registered together on one screen.

    With `all_or_none` they get seats together or wait together. `token` is the address part
    of the private page of all of them, and by it a form sent twice is known.
    """

    workshop = models.ForeignKey(
        Workshop, verbose_name=_("workshop"), related_name="groups", on_delete=models.PROTECT
    )
    fund = models.ForeignKey(
        Fund, verbose_name=_("fund"), related_name="+", on_delete=models.PROTECT
    )
    all_or_none = models.BooleanField(_("all or none"), default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("registered at"), default=timezone.now)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.fund} · {self.workshop}"

    def get_absolute_url(self) -> str:
        """The private page of the group: works without an account."""
        return reverse("group_detail", args=[self.token])


class Registration(models.Model):
    """A confirmed seat, an offered one, a place in the queue, or what has ended.

    Written by `courses.registering.registration` alone, which holds the lock that keeps a workshop
    from being oversold. `fund` is the fund the person came from that day: attendance
    counts for it, whatever the person does later.
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        OFFERED = "offered", _("a seat is offered")
        WAITING = "waiting", _("waiting for a seat")
        ASKED = "asked", _("waiting for approval")
        REFUSED = "refused", _("not approved")
        CANCELLED = "cancelled", _("cancelled")

    WITH_SEAT = (Status.CONFIRMED, Status.OFFERED)
    ENDED = (Status.CANCELLED, Status.REFUSED)

    class Channel(models.TextChoices):
        SELF = "self", _("by the person")
        SECRETARY = "secretary", _("by the fund")
        STAFF = "staff", _("by the organisers")
        WALK_IN = "walk_in", _("at the door")
        IMPORT = "import", _("from a list")

    workshop = models.ForeignKey(
        Workshop, verbose_name=_("workshop"), related_name="registrations", on_delete=models.PROTECT
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), related_name="registrations", on_delete=models.PROTECT
    )
    fund = models.ForeignKey(
        Fund,
        verbose_name=_("fund"),
        related_name="registrations",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    group = models.ForeignKey(
        RegistrationGroup,
        verbose_name=_("group"),
        related_name="registrations",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    post_held = models.CharField(
        _("post in the fund"), max_length=15, choices=Office.Role, blank=True
    )
    phone = models.CharField(_("phone"), max_length=15, blank=True)
    needs = models.CharField(
        _("food, overnight stay, access"),
        max_length=300,
        blank=True,
        validators=[refuse_national_id],
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    seat = models.PositiveSmallIntegerField(_("seat"), null=True, blank=True)
    offer_until = models.DateTimeField(_("to be confirmed until"), null=True, blank=True)
    channel = models.CharField(
        _("how it came in"), max_length=10, choices=Channel, default=Channel.SELF
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    registered_at = models.DateTimeField(_("registered at"), default=timezone.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    #: Set by `courses.registering.registration.register` on what it returns for somebody who
    #: has a place.
    already = False

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at", "pk"]
        indexes = [models.Index(fields=["workshop", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=~Q(status__in=["cancelled", "refused"]),
                name="courses_registration_person_once_living",
            ),
            models.UniqueConstraint(
                fields=["workshop", "seat"],
                condition=Q(seat__isnull=False),
                name="courses_registration_seat_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "offered"], seat__isnull=False)
                | (~Q(status__in=["confirmed", "offered"]) & Q(seat=None)),
                name="courses_registration_seat_when_had",
            ),
            models.CheckConstraint(
                condition=Q(status="offered", offer_until__isnull=False)
                | (~Q(status="offered") & Q(offer_until=None)),
                name="courses_registration_offer_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.workshop}"

    def get_absolute_url(self) -> str:
        """The private link: works without an account."""
        return reverse("registration_detail", args=[self.token])

    @property
    def living(self) -> bool:
        """Whether it is a place still: neither cancelled nor refused."""
        return self.status not in self.ENDED
