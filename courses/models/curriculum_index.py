"""The door หลักสูตร: programmes and curricula, filtered by an address that can be shared."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from courses.blocks.languages import THAI
from courses.models.curriculum import PLAIN_TEXT, CurriculumPage, CurriculumQuerySet
from courses.models.curriculum_context import HEAVY
from courses.models.programme import ProgrammePage
from portal.funds.models import FundTag, Subject
from portal.review import TwoPeopleParentTester


@dataclass(frozen=True)
class Filter:
    """One box of the filter: its name in the address, its choices, and the one chosen."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


class CurriculumIndexPage(Page):
    """Lists the programmes and all curricula below it, wherever they stand."""

    PER_PAGE = 12

    intro = RichTextField(_("introduction"), blank=True, features=PLAIN_TEXT)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.ProgrammePage", "courses.CurriculumPage"]
    template = "courses/curriculum_index_page.html"

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("curricula index")
        verbose_name_plural = _("curricula indexes")

    def permissions_for_user(self, user):
        return TwoPeopleParentTester(user, self)

    def curricula(self) -> CurriculumQuerySet:
        """Every curriculum the public may read, in the order the editors gave them."""
        return CurriculumPage.objects.descendant_of(self).live().public().order_by("path")

    def programmes(self):
        """Every programme the public may read, in order."""
        return ProgrammePage.objects.child_of(self).live().public().order_by("path")

    def filters(self, asked, programmes) -> list[Filter]:
        """The boxes and what the address asked for; what is not understood chooses nothing."""
        curricula = self.curricula().order_by()
        subjects = Subject.objects.filter(curricula__in=curricula).distinct()
        tags = FundTag.objects.filter(curricula__in=curricula).distinct()
        boxes = [
            ("subject", _("Subject"), [(one.slug, one.name) for one in subjects]),
            ("audience", _("For whom"), CurriculumPage.Audience.choices),
            ("level", _("Level"), CurriculumPage.Level.choices),
            ("language", _("Language"), [(THAI, _("Thai")), *((t.slug, t.name) for t in tags)]),
            ("programme", _("Programme"), [(one.slug, one.title) for one in programmes]),
        ]
        return [
            Filter(name, label, choices, chosen if chosen in dict(choices) else "")
            for name, label, choices in boxes
            if choices
            for chosen in [asked.get(name, "")]
        ]

    def narrowed(self, filters: list[Filter], programmes) -> CurriculumQuerySet:
        """The curricula that pass every filter chosen."""
        found = self.curricula()
        chosen = {one.name: one.chosen for one in filters if one.chosen}
        if slug := chosen.get("subject"):
            found = found.filter(subjects__slug=slug)
        if audience := chosen.get("audience"):
            found = found.meant_for(audience)
        if level := chosen.get("level"):
            found = found.filter(level=level)
        if language := chosen.get("language"):
            found = found.in_language(language)
        if slug := chosen.get("programme"):
            found = found.child_of(next(one for one in programmes if one.slug == slug))
        return found

    def get_context(self, request, *args, **kwargs):
        """Filters come from the address. Programmes stand above the list while it is whole."""
        programmes = list(self.programmes())
        filters = self.filters(request.GET, programmes)
        chosen = {one.name: one.chosen for one in filters if one.chosen}
        found = self.narrowed(filters, programmes).defer(*HEAVY)
        found = found.prefetch_related("subjects", "languages")
        pages = Paginator(found, self.PER_PAGE).get_page(request.GET.get("page"))
        above = {one.path: one for one in programmes}
        for curriculum in pages:
            curriculum.programme = above.get(curriculum.path[: -curriculum.steplen])
        return {
            **super().get_context(request, *args, **kwargs),
            "filters": filters,
            "filtered": urlencode(chosen),
            "programmes": [] if chosen or pages.number > 1 else programmes,
            "curricula": pages,
        }
