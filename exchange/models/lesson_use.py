"""What happens to a lesson once it is published: versions, checks, doubts, and who used it."""

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from exchange.models.lessons import LessonPage
from portal.funds.models import Fund
from portal.thai.digits import refuse_national_id


def account(label, **kwargs) -> models.ForeignKey:
    """Who did it; stays empty when the account is gone."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        **kwargs,
    )


class LessonVersionManager(models.Manager):
    """Numbers versions."""

    def of(self, page: LessonPage, revision: Revision, moment) -> "LessonVersion":
        """The version of a published revision; the first time it gets the next number."""
        known = self.filter(revision=revision).first()
        if known:
            return known
        # The page's row is being written in this moment, so two never number at once.
        last = self.filter(page_id=page.pk).aggregate(Max("number"))["number__max"] or 0
        return self.create(page_id=page.pk, revision=revision, number=last + 1, published_at=moment)


class LessonVersion(models.Model):
    """One published text of a lesson. The number stays when old revisions are cleared."""

    page = models.ForeignKey(
        LessonPage, verbose_name=_("lesson"), related_name="versions", on_delete=models.CASCADE
    )
    number = models.PositiveIntegerField(_("number"))
    revision = models.OneToOneField(
        Revision, related_name="lesson_version", on_delete=models.SET_NULL, null=True
    )
    published_at = models.DateTimeField(_("published"))

    objects = LessonVersionManager()

    class Meta:
        verbose_name = _("version of a lesson")
        verbose_name_plural = _("versions of lessons")
        ordering = ["page", "number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="exchange_lesson_version_once")
        ]

    def __str__(self) -> str:
        return str(self.number)


class LessonCheck(models.Model):
    """Somebody of the fund or a trainer looked a lesson through and found that it still holds."""

    page = models.ForeignKey(
        LessonPage, verbose_name=_("lesson"), related_name="checks", on_delete=models.CASCADE
    )
    by = account(_("checked by"))
    checked_at = models.DateTimeField(_("checked"), default=timezone.now)

    class Meta:
        verbose_name = _("check of a lesson")
        verbose_name_plural = _("checks of lessons")
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["page", "-checked_at"])]

    def __str__(self) -> str:
        return f"{self.page} {self.checked_at:%Y-%m-%d}"


class LessonDoubtQuerySet(models.QuerySet):
    """Ways to ask for doubts."""

    def open(self) -> "LessonDoubtQuerySet":
        """Those nobody has answered by checking or by a new version."""
        return self.filter(answered_at=None)


class LessonDoubt(models.Model):
    """A reader asks whether a lesson still holds, with the reason; answered by checking again."""

    page = models.ForeignKey(
        LessonPage, verbose_name=_("lesson"), related_name="doubts", on_delete=models.CASCADE
    )
    by = account(_("asked by"))
    reason = models.CharField(_("reason"), max_length=300, validators=[refuse_national_id])
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = LessonDoubtQuerySet.as_manager()

    class Meta:
        verbose_name = _("doubt about a lesson")
        verbose_name_plural = _("doubts about lessons")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "by"],
                condition=Q(answered_at=None),
                name="exchange_lesson_doubted_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class LessonUse(models.Model):
    """A fund says in one line how it used another fund's lesson."""

    page = models.ForeignKey(
        LessonPage, verbose_name=_("lesson"), related_name="uses", on_delete=models.CASCADE
    )
    fund = models.ForeignKey(
        Fund, verbose_name=_("fund"), related_name="lessons_used", on_delete=models.CASCADE
    )
    how = models.CharField(_("how"), max_length=200, validators=[refuse_national_id])
    by = account(_("said by"))
    used_at = models.DateTimeField(_("said at"), default=timezone.now)

    class Meta:
        verbose_name = _("use of a lesson")
        verbose_name_plural = _("uses of lessons")
        ordering = ["-used_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "fund"], name="exchange_lesson_used_once")
        ]

    def __str__(self) -> str:
        return self.how
