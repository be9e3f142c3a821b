"""The trail of a registration: what happened to it, when, why, and by whose hand."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.registration import Registration


class RegistrationStep(models.Model):
    """One step of one registration. Written by the rules, changed by nobody.

    `status` and `seat` are what the registration was after it; `detail` is the reason in
    somebody's words, a quota's name, or the names before and after, as `because` says.
    """

    class Because(models.TextChoices):
        CAME = "came", _("registered")
        AGAIN = "again", _("registered again after cancelling")
        AT_THE_DOOR = "at_the_door", _("came to the door")
        SEAT_FREE = "seat_free", _("a seat came free and this was the next one in line")
        SEATS_ADDED = "seats_added", _("the organisers changed the number of seats")
        RELEASED = "released", _("seats kept for others were released")
        APPROVED = "approved", _("approved by the organisers")
        REFUSED = "refused", _("not approved")
        ACCEPTED = "accepted", _("the offered seat was confirmed")
        EXPIRED = "expired", _("the offered seat was not confirmed in time")
        SWAPPED = "swapped", _("another person takes the place")
        CANCELLED = "cancelled", _("the place was given back")
        OVERRIDDEN = "overridden", _("admitted by the organisers although something was missing")

    registration = models.ForeignKey(Registration, related_name="steps", on_delete=models.CASCADE)
    at = models.DateTimeField(_("at"), default=timezone.now)
    because = models.CharField(_("because"), max_length=12, choices=Because)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Registration.Status)
    seat = models.PositiveSmallIntegerField(_("seat"), null=True, blank=True)
    channel = models.CharField(
        _("how it came in"), max_length=10, choices=Registration.Channel, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of registrations")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_because_display()}"
