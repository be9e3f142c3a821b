"""What is taught, independent of dates: Wagtail pages written by trainers."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from courses.blocks import SessionBlock
from portal.funds.models import Subject
from portal.thai.search_text import ThaiSearchText

PLAIN_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


@dataclass(frozen=True)
class MethodShare:
    """The minutes spent with one method, beginning after `start` minutes in a bar of all.

    `place` is the method's, from 1, so that it has the same colour on every page.
    """

    place: int
    name: str
    minutes: int
    start: int


class CurriculumIndexPage(Page):
    """The door หลักสูตร: lists the curricula below it, filtered by subject and audience."""

    PER_PAGE = 12

    intro = RichTextField(_("introduction"), blank=True, features=PLAIN_TEXT)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CurriculumPage"]
    template = "courses/curriculum_index_page.html"

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("curricula index")
        verbose_name_plural = _("curricula indexes")

    def curricula(self) -> "CurriculumQuerySet":
        """Every curriculum the public may read, in the order the editors gave them."""
        return CurriculumPage.objects.child_of(self).live().public().order_by("path")

    def get_context(self, request, *args, **kwargs):
        """Filters come from the address; what is not understood there narrows nothing."""
        subjects = list(Subject.objects.filter(curricula__in=self.curricula()).distinct())
        audiences = CurriculumPage.Audience
        subject = next((s for s in subjects if s.slug == request.GET.get("subject")), None)
        audience = next((a for a in audiences if a == request.GET.get("audience")), None)
        found = self.curricula().prefetch_related("subjects")
        found = found.defer("search_text", "search_loose", "aims", "before")
        if subject:
            found = found.about(subject)
        if audience:
            found = found.meant_for(audience)
        return {
            **super().get_context(request, *args, **kwargs),
            "subjects": subjects,
            "subject": subject,
            "audiences": audiences,
            "audience": audience,
            "curricula": Paginator(found, self.PER_PAGE).get_page(request.GET.get("page")),
        }


class CurriculumQuerySet(PageQuerySet):
    """Ways to ask for curricula."""

    def about(self, subject: Subject) -> "CurriculumQuerySet":
        """Those that treat a subject."""
        return self.filter(subjects=subject)

    def meant_for(self, audience: str) -> "CurriculumQuerySet":
        """Those meant for an audience, one of `CurriculumPage.Audience`."""
        return self.filter(**{f"for_{CurriculumPage.Audience(audience)}": True})


class CurriculumPage(ThaiSearchText, Page):
    """A curriculum: aims, audience, subjects, and its sessions with plan and materials."""

    class Audience(models.TextChoices):
        LEADERS = "leaders", _("leaders")
        COMMITTEE = "committee", _("committee")
        WORKING_GROUP = "working_group", _("working group")
        MEMBERS = "members", _("members")

    #: Workshops of the past shown on its page; all of them are a link away.
    PAST_SHOWN = 5

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

    objects = PageManager.from_queryset(CurriculumQuerySet)()

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
        index.SearchField("summary", boost=2),
        index.SearchField("aims"),
        index.SearchField("sessions"),
        index.FilterField("for_leaders"),
        index.FilterField("for_committee"),
        index.FilterField("for_working_group"),
        index.FilterField("for_members"),
    ]

    class Meta:
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")

    def search_text_parts(self) -> list[str]:
        """What the substring stages of the search look through."""
        field = self._meta.get_field("sessions")
        return [self.title, self.summary, self.aims, *field.get_searchable_content(self.sessions)]

    def get_context(self, request, *args, **kwargs):
        """Adds the coming workshops, the latest past ones and whether the reader may edit."""
        public = self.workshops.public().with_place().with_taken()
        user = request.user
        return {
            **super().get_context(request, *args, **kwargs),
            "coming": list(public.upcoming()),
            "past": list(public.past()[: self.PAST_SHOWN]),
            "may_edit": user.is_authenticated and self.permissions_for_user(user).can_edit(),
        }

    @property
    def audiences(self) -> list[str]:
        """Names of the audiences ticked, in the reader's language."""
        return [
            str(label) for value, label in self.Audience.choices if getattr(self, f"for_{value}")
        ]

    @cached_property
    def minutes(self) -> int:
        """Minutes of all sessions together; reads the stored values, not their documents."""
        return sum(self._stored("minutes", 0))

    @property
    def duration(self) -> str:
        """The time it takes in words: "6 h 30 min"; empty while no session has minutes."""
        hours, minutes = divmod(self.minutes, 60)
        if not self.minutes:
            return ""
        if not minutes:
            return gettext("%(hours)d h") % {"hours": hours}
        if not hours:
            return gettext("%(minutes)d min") % {"minutes": minutes}
        return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}

    @property
    def session_count(self) -> int:
        return len(self.sessions.raw_data)

    @cached_property
    def method_shares(self) -> list[MethodShare]:
        """How the time is spent, the methods in their usual order, one after the other."""
        spent = Counter()
        for method, minutes in zip(self._stored("method"), self._stored("minutes", 0), strict=True):
            spent[method] += minutes
        shares, start = [], 0
        for place, (method, name) in enumerate(SessionBlock.METHODS, 1):
            if spent[method]:
                shares.append(MethodShare(place, str(name), spent[method], start))
                start += spent[method]
        return shares

    def _stored(self, name: str, default=None) -> list:
        return [part["value"].get(name) or default for part in self.sessions.raw_data]
