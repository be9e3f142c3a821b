"""The library of lessons: filtered by an address that can be shared."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from exchange.models.lessons import REGION, LessonPage, LessonQuerySet
from exchange.models.prizes import PrizeCategory
from exchange.models.restricted import RestrictedInOneQuery
from portal.funds.models import Fund, Region, Subject
from portal.review import TwoPeopleParentTester
from portal.thai.dates import be_year


@dataclass(frozen=True)
class Filter:
    """One box of the filter: its name in the address, what it narrows, its choices with how
    many lessons each has, and the one chosen.
    """

    name: str
    label: str
    lookup: str
    choices: list[tuple[str, str, int]]
    chosen: str


class LessonIndexPage(RestrictedInOneQuery, Page):
    """Lists the published lessons, newest first."""

    PER_PAGE = 12

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["exchange.LessonPage"]
    template = "exchange/lesson_index_page.html"

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("library of lessons")
        verbose_name_plural = _("libraries of lessons")

    def permissions_for_user(self, user):
        return TwoPeopleParentTester(user, self)

    def lessons(self) -> LessonQuerySet:
        """Every lesson the public may read."""
        return LessonPage.objects.descendant_of(self).published()

    def filters(self, asked) -> list[Filter]:
        """The boxes and what the address asked for; what is not understood chooses nothing.

        Only what some lesson has can be chosen, so no choice leads to an empty list.
        """
        lessons = self.lessons().order_by()

        def counts(lookup: str) -> dict:
            rows = lessons.exclude(**{lookup: None}).values_list(lookup)
            return dict(rows.annotate(Count("pk", distinct=True)))

        def rows_of(model, lookup: str) -> list[tuple[str, str, int]]:
            have = counts(lookup)
            return [(one.slug, one.name, have[one.pk]) for one in model.objects.filter(pk__in=have)]

        levels, years = counts("level_then"), counts("year")
        boxes = [
            ("subject", _("Subject"), "subjects__slug", rows_of(Subject, "subjects")),
            (
                "level",
                _("The fund was then"),
                "level_then",
                [(key, label, levels[key]) for key, label in Fund.Level.choices if levels.get(key)],
            ),
            ("region", _("Region"), f"{REGION}__slug", rows_of(Region, REGION)),
            ("prize", _("Prize category"), "prize__slug", rows_of(PrizeCategory, "prize")),
            (
                "year",
                _("Year"),
                "year",
                [(str(key), str(be_year(key)), years[key]) for key in sorted(years, reverse=True)],
            ),
        ]
        return [
            Filter(name, label, lookup, choices, chosen)
            for name, label, lookup, choices in boxes
            if choices
            for wanted in [asked.get(name, "")]
            for chosen in [wanted if wanted in {key for key, _label, _n in choices} else ""]
        ]

    def get_context(self, request, *args, **kwargs) -> dict:
        """Filters come from the address."""
        filters = self.filters(request.GET)
        chosen = {one.name: one.chosen for one in filters if one.chosen}
        found = self.lessons().for_list().newest_first()
        for one in filters:
            if one.chosen:
                found = found.filter(**{one.lookup: one.chosen})
        return {
            **super().get_context(request, *args, **kwargs),
            "crumbs": [(gettext("Exchange"), reverse("wagtail_serve", args=["exchange/"]))],
            "filters": filters,
            "filtered": urlencode(chosen),
            "lessons": Paginator(found, self.PER_PAGE).get_page(request.GET.get("page")),
        }
