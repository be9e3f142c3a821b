"""What is taught, independent of dates: Wagtail pages written by trainers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from courses.blocks import SessionBlock
from portal.funds.models import Subject
from portal.thai.search_fields import ThaiAutocompleteField, ThaiSearchField

PLAIN_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class CurriculumIndexPage(Page):
    """The door หลักสูตร: lists the curricula below it."""

    intro = RichTextField(_("introduction"), blank=True, features=PLAIN_TEXT)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CurriculumPage"]
    template = "courses/curriculum_index_page.html"

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("curricula index")
        verbose_name_plural = _("curricula indexes")


class CurriculumPage(Page):
    """A curriculum: aims, audience, subjects, and its sessions with plan and materials."""

    class Audience(models.TextChoices):
        LEADERS = "leaders", _("leaders")
        COMMITTEE = "committee", _("committee")
        WORKING_GROUP = "working_group", _("working group")
        MEMBERS = "members", _("members")

    summary = models.CharField(
        _("in one sentence"), max_length=300, help_text=_("Shown in lists and searches.")
    )
    aims = RichTextField(_("aims"), features=PLAIN_TEXT)
    for_leaders = models.BooleanField(_("for leaders"), default=False)
    for_committee = models.BooleanField(_("for the committee"), default=True)
    for_working_group = models.BooleanField(_("for the working group"), default=False)
    for_members = models.BooleanField(_("for members"), default=False)
    subjects = ParentalManyToManyField(
        Subject, verbose_name=_("subjects"), related_name="curricula", blank=True
    )
    before = RichTextField(_("what to bring and know before"), blank=True, features=PLAIN_TEXT)
    sessions = StreamField([("session", SessionBlock())], verbose_name=_("sessions"), blank=True)

    parent_page_types = ["courses.CurriculumIndexPage"]
    subpage_types = []
    template = "courses/curriculum_page.html"

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("aims"),
        MultiFieldPanel(
            [
                FieldPanel("for_leaders"),
                FieldPanel("for_committee"),
                FieldPanel("for_working_group"),
                FieldPanel("for_members"),
            ],
            heading=_("audience"),
        ),
        FieldPanel("subjects"),
        FieldPanel("before"),
        FieldPanel("sessions"),
    ]
    search_fields = [
        *Page.search_fields,
        ThaiSearchField("title", boost=3),
        ThaiAutocompleteField("title"),
        ThaiSearchField("summary", boost=2),
        ThaiSearchField("aims"),
        ThaiSearchField("sessions"),
    ]

    class Meta:
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")

    @property
    def audiences(self) -> list[str]:
        """Names of the audiences ticked, in the reader's language."""
        return [
            str(label) for value, label in self.Audience.choices if getattr(self, f"for_{value}")
        ]

    @property
    def minutes(self) -> int:
        """Minutes of all sessions together."""
        return sum(block.value["minutes"] or 0 for block in self.sessions)
