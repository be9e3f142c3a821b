"""What must have been attended before a curriculum, by the person or by anybody of the fund."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from courses.models.curriculum import CurriculumPage


def way(edges: Iterable[tuple[int, int]], start: int, goal: int) -> list[int]:
    """The shortest way along edges (from, to) with both ends; empty where there is none."""
    after = defaultdict(list)
    for one, other in edges:
        after[one].append(other)
    ways, seen = [[start]], {start}
    while ways:
        path = ways.pop(0)
        if path[-1] == goal:
            return path
        for further in after[path[-1]]:
            if further not in seen:
                seen.add(further)
                ways.append([*path, further])
    return []


class PrerequisiteQuerySet(models.QuerySet):
    """Ways to ask for prerequisites."""

    def circle(self, page_id: int, needs_id: int) -> list[int]:
        """The curricula that would need each other if one came to need another; else empty.

        Reads the rows of all published texts, in one query.
        """
        if page_id == needs_id:
            return [page_id]
        edges = self.order_by().values_list("page", "needs").distinct()
        return way(edges, needs_id, page_id)


class Prerequisite(Orderable):
    """One curriculum to be attended before another. Overriding it is up to registration."""

    class By(models.TextChoices):
        PERSON = "person", _("by the person")
        FUND = "fund", _("by anybody of the fund")

    page = ParentalKey(CurriculumPage, related_name="prerequisites", on_delete=models.CASCADE)
    needs = models.ForeignKey(
        CurriculumPage,
        verbose_name=_("curriculum attended before"),
        related_name="needed_for",
        on_delete=models.CASCADE,
    )
    by = models.CharField(_("attended by whom"), max_length=6, choices=By, default=By.PERSON)

    objects = PrerequisiteQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "needs", "by"],
                name="courses_prerequisite_once",
                violation_error_message=_("This prerequisite is in the list already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(page=models.F("needs")),
                name="courses_prerequisite_of_another",
                violation_error_message=_("A curriculum cannot be needed for itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.needs} ({self.get_by_display()})"

    def clean(self):
        """Refuses a circle, in which nobody could ever begin."""
        super().clean()
        if not self.page_id or not self.needs_id:
            return  # nothing needs a curriculum that is not saved yet
        circle = Prerequisite.objects.circle(self.page_id, self.needs_id)
        if circle:
            titles = CurriculumPage.objects.in_bulk(circle)
            names = " → ".join(titles[pk].title for pk in circle)
            raise ValidationError(
                {
                    "needs": _(
                        "These would need each other, so that nobody could begin: %(names)s."
                    )
                    % {"names": names}
                }
            )
