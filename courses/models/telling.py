"""Who is still to be told that something changed, and who was told how."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.registration import Registration
from courses.models.workshop import Workshop
from portal.notices.models import Notice


class ToTellQuerySet(models.QuerySet):
    """Ways to ask for what is to be told."""

    def of(self, workshop) -> "ToTellQuerySet":
        return self.filter(registration__workshop=workshop)

    def untold(self, day=None) -> "ToTellQuerySet":
        """Somebody has to call: not told, not reached by a notice either, and still worth a
        call (the place not given back since, the workshop not over).
        """
        off = Q(registration__workshop__status=Workshop.Status.CANCELLED)
        about_that = Q(change=ToTell.Change.CALLED_OFF)
        return (
            self.filter(told_at=None)
            .filter(registration__workshop__ends_on__gte=day or timezone.localdate())
            .filter((off & about_that) | (~off & ~about_that))
            .exclude(registration__status__in=Registration.ENDED)
            .exclude(ToTell.REACHED)
        )

    def told(self) -> "ToTellQuerySet":
        """Told by somebody, or reached by a notice."""
        return self.filter(Q(told_at__isnull=False) | ToTell.REACHED)

    def with_people(self) -> "ToTellQuerySet":
        """With whom to call and from which fund, for lists."""
        return self.select_related(
            "registration__person", "registration__fund__subdistrict", "told_by__person", "notice"
        )


class ToTell(models.Model):
    """One person to be told one kind of change of one workshop.

    While it is untold there is one row for each person and kind: a further change of the
    same kind only keeps it waiting. `knew` is the workshop as the person last knew it
    (`courses.workshops.telling.as_known`), from which the page says what is new; a change that is
    taken back takes the row with it. Whether a `notice` has reached the person is read from
    the notice: a letter that comes back puts the row on the list again by itself.
    """

    class Change(models.TextChoices):
        MOVED = "moved", _("place or time changed")
        CALLED_OFF = "called_off", _("called off")
        ON_AGAIN = "on_again", _("takes place after all")
        SEAT = "seat", _("has a seat now")
        REMINDER = "reminder", _("reminder before the workshop")

    class How(models.TextChoices):
        NOTICE = "notice", _("by a notice")
        MAIL = "mail", _("by e-mail")
        PHONE = "phone", _("by phone")

    #: A letter is on its way or was sent, or the notice was read on the person's page.
    REACHED = Q(notice__mail__in=[Notice.Mail.WAITING, Notice.Mail.SENT]) | Q(
        notice__read_at__isnull=False
    )

    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        related_name="to_tell",
        on_delete=models.CASCADE,
    )
    change = models.CharField(_("what"), max_length=10, choices=Change)
    knew = models.JSONField(default=dict, blank=True)
    because = models.CharField(_("because"), max_length=300, blank=True)
    notice = models.ForeignKey(
        Notice, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("not reached"), default=0)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("told by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    how = models.CharField(_("how"), max_length=6, choices=How, blank=True)

    objects = ToTellQuerySet.as_manager()

    class Meta:
        verbose_name = _("person to be told")
        verbose_name_plural = _("people to be told")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "change"],
                condition=Q(told_at=None),
                name="courses_to_tell_once_while_untold",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, how="") | (Q(told_at__isnull=False) & ~Q(how="")),
                name="courses_to_tell_told_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_change_display()}"
