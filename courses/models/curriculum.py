"""What is taught, independent of dates: a Wagtail page written by one trainer, read by another."""

import uuid
from datetime import time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from courses.blocks import MaterialBlock, ModuleBlock, SessionBlock
from courses.blocks.languages import THAI
from courses.models.curriculum_context import ShownCurriculum
from courses.models.curriculum_form import CurriculumForm
from courses.models.curriculum_panels import CONTENT_PANELS, PROMOTE_PANELS
from courses.models.durations import MethodShare, in_hours, shares_of
from courses.models.outline import Part, parts_of, stored_materials, stored_sessions, strings_in
from courses.models.two_people import TwoPeople
from portal.funds.models import FundTag, Subject
from portal.thai.digits import refuse_national_id
from portal.thai.search_text import ThaiSearchText

PLAIN_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]
LONG_TEXT = ["h3", *PLAIN_TEXT]


class CurriculumQuerySet(PageQuerySet):
    """Ways to ask for curricula."""

    def about(self, subject: Subject) -> "CurriculumQuerySet":
        """Those that treat a subject."""
        return self.filter(subjects=subject)

    def meant_for(self, audience: str) -> "CurriculumQuerySet":
        """Those meant for an audience, one of `CurriculumPage.Audience`."""
        return self.filter(**{f"for_{CurriculumPage.Audience(audience)}": True})

    def in_language(self, slug: str) -> "CurriculumQuerySet":
        """Those taught in a language, or with materials in it."""
        return self.filter(in_thai=True) if slug == THAI else self.filter(languages__slug=slug)

    def overdue(self, day) -> "CurriculumQuerySet":
        """Published ones whose text should have been looked through before a day."""
        return self.live().filter(review_by__lt=day).order_by("review_by", "path")


class CurriculumPage(ShownCurriculum, TwoPeople, ThaiSearchText, Page):
    """A curriculum: aims, audience, modules and sessions with plan and materials.

    Each level is optional: sessions without modules, materials without sessions, or one page
    of text for a talk. The trainer's guide (`guide_…` here, `guide` in a session) is for
    trainers alone.
    """

    class Audience(models.TextChoices):
        LEADERS = "leaders", _("leaders")
        COMMITTEE = "committee", _("committee")
        WORKING_GROUP = "working_group", _("working group")
        MEMBERS = "members", _("members")

    class Level(models.TextChoices):
        BASIC = "basic", _("basic")
        CONTINUING = "continuing", _("continuing")
        ADVANCED = "advanced", _("advanced")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    summary = models.CharField(
        _("in one sentence"),
        max_length=300,
        validators=[refuse_national_id],
        help_text=_("Shown in lists and searches."),
    )
    aims = RichTextField(_("aims"), features=PLAIN_TEXT)
    for_leaders = models.BooleanField(_("for leaders"), default=False)
    for_committee = models.BooleanField(_("for the committee"), default=True)
    for_working_group = models.BooleanField(_("for the working group"), default=False)
    for_members = models.BooleanField(_("for members"), default=False)
    level = models.CharField(
        pgettext_lazy("of a curriculum", "level"), max_length=10, choices=Level, blank=True
    )
    subjects = ParentalManyToManyField(
        Subject, verbose_name=_("subjects"), related_name="curricula", blank=True
    )
    in_thai = models.BooleanField(_("in Thai"), default=True)
    languages = ParentalManyToManyField(
        FundTag,
        verbose_name=_("also in these languages"),
        related_name="curricula",
        blank=True,
        limit_choices_to={"kind": FundTag.Kind.LANGUAGE},
        help_text=_("Languages of its materials are added by themselves."),
    )
    before = RichTextField(_("what to bring and know before"), blank=True, features=PLAIN_TEXT)
    text = RichTextField(
        _("text"),
        blank=True,
        features=LONG_TEXT,
        help_text=_("For a talk of one page: what is said, instead of sessions."),
    )
    typed_hours = models.DecimalField(
        _("hours"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(300)],
        help_text=_("Only where there are no sessions; else they are counted."),
    )
    sessions = StreamField(
        [("module", ModuleBlock()), ("session", SessionBlock())],
        verbose_name=_("modules and sessions"),
        blank=True,
    )
    materials = StreamField(
        [("material", MaterialBlock())],
        verbose_name=_("materials of the whole curriculum"),
        blank=True,
    )
    guide_starts_at = models.TimeField(_("a day begins at"), default=time(9))
    guide_checklist = models.TextField(
        _("checklist for the whole"), blank=True, help_text=_("One thing on each line.")
    )
    guide_notes = RichTextField(
        _("private notes for the whole"),
        blank=True,
        features=["bold", "italic", "ol", "ul", "link"],
    )
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("From this day on it stands on the list of what is to be looked through."),
    )
    imported = models.JSONField(null=True, blank=True, editable=False)

    objects = PageManager.from_queryset(CurriculumQuerySet)()

    parent_page_types = ["courses.CurriculumIndexPage", "courses.ProgrammePage"]
    subpage_types = []
    exclude_fields_in_copy = ["uid", "imported"]
    template = "courses/curriculum_page.html"

    base_form_class = CurriculumForm
    content_panels = [*Page.content_panels, *CONTENT_PANELS]
    promote_panels = [*PROMOTE_PANELS, *Page.promote_panels]

    # What the trainer's guide says stands in none of these.
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("aims"),
        index.SearchField("text"),
        index.SearchField("sessions"),
        index.SearchField("materials"),
        index.FilterField("for_leaders"),
        index.FilterField("for_committee"),
        index.FilterField("for_working_group"),
        index.FilterField("for_members"),
        index.FilterField("level"),
    ]

    class Meta:
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")

    def clean(self):
        """Refuses national ID numbers in every text, the guide's included; adds the languages
        that materials are in.
        """
        super().clean()
        for text in self._all_texts():
            refuse_national_id(strip_tags(str(text)))
        self._add_languages_of_materials()

    def search_text_parts(self) -> list[str]:
        """What the substring stages of the search look through; never the guide."""
        streams = [
            text
            for name in ("sessions", "materials")
            for text in self._meta.get_field(name).get_searchable_content(getattr(self, name))
        ]
        return [self.title, self.summary, self.aims, self.text, *streams]

    def with_content_json(self, content):
        """A revision of this curriculum is this curriculum, also one from before it had a uid."""
        page = super().with_content_json(content)
        page.uid, page.imported = self.uid, self.imported
        return page

    def why_not_ready(self) -> str:
        """What keeps its newest text from being published, whoever wrote it; empty for nothing.

        Another text may have been published since this one was checked.
        """
        for row in self.get_latest_revision_as_object().prerequisites.all():
            try:
                row.clean()
            except ValidationError as problem:
                return problem.messages[0]
        return ""

    @property
    def audiences(self) -> list[str]:
        """Names of the audiences ticked, in the reader's language."""
        return [
            str(label) for value, label in self.Audience.choices if getattr(self, f"for_{value}")
        ]

    @cached_property
    def language_tags(self) -> list[FundTag]:
        """Its languages besides Thai; ask for lists with `languages` prefetched."""
        return list(self.languages.all()) if self.pk else []

    @property
    def language_list(self) -> list[str]:
        """Names of its languages, Thai first."""
        return [gettext("Thai")] * self.in_thai + [tag.name for tag in self.language_tags]

    @cached_property
    def minutes(self) -> int:
        """Minutes of all sessions together, else the hours typed; asks the database nothing."""
        counted = sum(value.get("minutes") or 0 for value in stored_sessions(self.sessions))
        return counted or round((self.typed_hours or 0) * 60)

    @property
    def duration(self) -> str:
        """The time it takes in words; empty while nobody has said."""
        return in_hours(self.minutes)

    @property
    def session_count(self) -> int:
        return sum(1 for _session in stored_sessions(self.sessions))

    @property
    def module_count(self) -> int:
        return sum(1 for child in self.sessions.raw_data if child["type"] == "module")

    @cached_property
    def parts(self) -> list[Part]:
        """Its modules and free sessions in order, with their materials."""
        return parts_of(self.sessions)

    @cached_property
    def method_shares(self) -> list[MethodShare]:
        """How the time is spent, the methods in their usual order, one after the other."""
        return shares_of(stored_sessions(self.sessions), SessionBlock.METHODS)

    @property
    def checklist(self) -> list[str]:
        """What to lay ready for the whole, line by line."""
        return [line.strip() for line in self.guide_checklist.splitlines() if line.strip()]

    def _all_texts(self):
        yield from (self.title, self.aims, self.before, self.text)
        yield from (self.guide_checklist, self.guide_notes)
        for name in ("sessions", "materials"):
            yield from strings_in(list(getattr(self, name).raw_data))

    def _add_languages_of_materials(self) -> None:
        stored = [*stored_materials(self.sessions)]
        stored += [child["value"] for child in self.materials.raw_data]
        slugs = {value.get("language") for value in stored} - {None, "", THAI, "en"}
        if not slugs:
            return
        chosen = self._cluster_related_objects if hasattr(self, "_cluster_related_objects") else {}
        known = list(self.languages.all() if self.pk else chosen.get("languages", ()))
        tags = FundTag.objects.filter(kind=FundTag.Kind.LANGUAGE, slug__in=slugs)
        missing = [tag for tag in tags if tag not in known]
        if missing:
            self.languages = [*known, *missing]
