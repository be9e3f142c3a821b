"""A programme: curricula that build on each other, in the order one learns them."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from courses.models.curriculum import PLAIN_TEXT, CurriculumPage, CurriculumQuerySet
from courses.models.curriculum_context import HEAVY
from courses.models.durations import in_hours
from portal.review import TwoPeopleParentTester
from portal.thai.digits import refuse_national_id


class ProgrammePage(Page):
    """Holds curricula in order; their hours add up. What it says itself is short."""

    summary = models.CharField(
        _("in one sentence"),
        max_length=300,
        validators=[refuse_national_id],
        help_text=_("Shown in lists and searches."),
    )
    intro = RichTextField(_("introduction"), blank=True, features=PLAIN_TEXT)

    parent_page_types = ["courses.CurriculumIndexPage"]
    subpage_types = ["courses.CurriculumPage"]
    template = "courses/programme_page.html"

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("intro")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("intro"),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def permissions_for_user(self, user):
        return TwoPeopleParentTester(user, self)

    @cached_property
    def curricula(self) -> CurriculumQuerySet:
        """Its curricula the public may read, in the order the editors gave them."""
        found = CurriculumPage.objects.child_of(self).live().public().order_by("path")
        return found.defer(*HEAVY).prefetch_related("subjects", "languages")

    @property
    def duration(self) -> str:
        """All its curricula together in words."""
        return in_hours(sum(one.minutes for one in self.curricula))
