"""What people are told about their data, in numbered versions, and what they answered.

Neither a text nor an answer is ever changed: a change is a new row, and the history stays.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.people.models.people import Person


class ConsentTextQuerySet(models.QuerySet):
    """Ways to ask for texts."""

    def published(self, moment=None) -> "ConsentTextQuerySet":
        return self.filter(published_at__lte=moment or timezone.now())


class ConsentText(models.Model):
    """One version of what is said about one purpose, in plain words."""

    class Purpose(models.TextChoices):
        WORKSHOP = "workshop", _("workshop data")
        NEEDS = "needs", _("food, overnight stay and access")
        NEWS = "news", _("news of later workshops")
        PICTURES = "pictures", _("pictures taken at the workshop")

    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"), editable=False)
    label_th = models.CharField(_("in one sentence, in Thai"), max_length=200)
    label_en = models.CharField(_("in one sentence, in English"), max_length=200)
    text_th = models.TextField(_("whole text, in Thai"))
    text_en = models.TextField(_("whole text, in English"))
    published_at = models.DateTimeField(_("in force from"), default=timezone.now)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["purpose", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version"], name="people_consent_text_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ValueError("A consent text is never changed: write a new version.")
        if self.version is None:
            same = ConsentText.objects.filter(purpose=self.purpose)
            self.version = (same.aggregate(last=models.Max("version"))["last"] or 0) + 1
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_th

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_th


class ConsentQuerySet(models.QuerySet):
    """Ways to ask for answers."""

    def in_order(self) -> "ConsentQuerySet":
        """As they were given, with their texts and who entered them at hand."""
        return self.select_related("text", "entered_by__person").order_by("given_at", "pk")


class Consent(models.Model):
    """One answer of one person to one version of a text; the trail says who entered it and where.

    `source` is read by people ("Registration: workshop …"), `source_ref` by the portal
    ("workshop:12"); both outlive what they name.
    """

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("consent", "yes")
        NO = "no", pgettext_lazy("consent", "no")
        WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")

    person = models.ForeignKey(
        Person, verbose_name=_("person"), related_name="consents", on_delete=models.CASCADE
    )
    text = models.ForeignKey(ConsentText, related_name="consents", on_delete=models.PROTECT)
    answer = models.CharField(max_length=10, choices=Answer)
    given_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    source = models.CharField(max_length=200, blank=True)
    source_ref = models.CharField(max_length=60, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer about data")
        verbose_name_plural = _("answers about data")
        ordering = ["pk"]
        indexes = [models.Index(fields=["source_ref", "person"], name="people_consent_of_source")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "no", "withdrawn"]), name="people_consent_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.get_answer_display()}"
