"""Under which number a post is found in its topic, and on which page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Numbered(models.Model):
    """Part of a post: its number, and what its address says after ``#post-``.

    Numbers have no gaps, so a page is a range of numbers; they change when topics are merged
    and split. An anchor is never given to another post of the topic; empty: it is the number.
    """

    #: Posts on one page.
    A_PAGE = 20

    number = models.PositiveIntegerField(_("number"))
    anchor = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "number"], name="exchange_%(class)s_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="exchange_%(class)s_number_from_1"
            ),
            models.UniqueConstraint(
                fields=["topic", "anchor"],
                condition=models.Q(anchor__isnull=False),
                name="exchange_%(class)s_anchor_once",
            ),
        ]

    @property
    def page(self) -> int:
        """The page of its topic on which it stands."""
        return (self.number - 1) // self.A_PAGE + 1

    @property
    def named(self) -> int:
        """The number its address names it by, as long as it stands in this topic."""
        return self.anchor or self.number
