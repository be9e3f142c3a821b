"""Two entries that may be one person, what somebody decided about them, and what a merge moved."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.people.models.people import Person


class SimilarPairQuerySet(models.QuerySet):
    """Ways to ask for pairs."""

    def undecided(self) -> "SimilarPairQuerySet":
        """Pairs of two living entries on which nobody has decided."""
        return self.filter(decision="", one__merged_into=None, two__merged_into=None)


class SimilarPair(models.Model):
    """Two entries that look like one person, with the reasons; a human decides.

    "Two people" is remembered, and the pair is not shown again.
    """

    class Decision(models.TextChoices):
        TWO_PEOPLE = "two_people", _("two people")

    #: Stays with the entries it compares when one of them is merged.
    stays_at_merge = True

    one = models.ForeignKey(Person, related_name="+", on_delete=models.CASCADE)
    two = models.ForeignKey(Person, related_name="+", on_delete=models.CASCADE)
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SimilarPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("similar people")
        verbose_name_plural = _("similar people")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "two"], name="people_similar_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("two")), name="people_similar_pair_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.two}"


class Merge(models.Model):
    """One entry went into another: who decided it when, and who took it back.

    `filled` names the fields of the kept entry that were empty and got the other's value.
    """

    stays_at_merge = True

    keep = models.ForeignKey(Person, related_name="+", on_delete=models.CASCADE)
    gone = models.ForeignKey(Person, related_name="+", on_delete=models.CASCADE)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True
    )
    at = models.DateTimeField(default=timezone.now)
    filled = models.JSONField(default=list)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="people_merged_once"
            ),
            models.CheckConstraint(condition=~Q(keep=F("gone")), name="people_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.keep}"


class MovedRow(models.Model):
    """A row of any room that a merge moved; undoing puts exactly these back."""

    merge = models.ForeignKey(Merge, related_name="moved", on_delete=models.CASCADE)
    model = models.CharField(max_length=100)
    field = models.CharField(max_length=100)
    row = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("moved row")
        verbose_name_plural = _("moved rows")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
