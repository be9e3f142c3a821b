"""Who was there, half-day by half-day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.registration import Registration
from courses.models.workshop import HalfDay


class AttendanceQuerySet(models.QuerySet):
    """Ways to ask for attendance."""

    def present(self) -> "AttendanceQuerySet":
        return self.filter(present=True)


class Attendance(models.Model):
    """A mark for one person and one half-day. No row means: not marked yet."""

    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        related_name="attendance",
        on_delete=models.CASCADE,
    )
    half_day = models.ForeignKey(
        HalfDay, verbose_name=_("half-day"), related_name="attendance", on_delete=models.PROTECT
    )
    present = models.BooleanField(_("present"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    marked_at = models.DateTimeField(_("marked at"), auto_now=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "half_day"], name="courses_attendance_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} {self.half_day}: {self.present}"
