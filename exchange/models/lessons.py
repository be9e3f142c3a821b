"""A lesson: what a fund went through and what others can take from it, as a Wagtail page."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Substr
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from exchange.models.lesson_parts import LessonQuote
from exchange.models.lesson_people import ReviewedByAnother
from exchange.models.prizes import PrizeCategory
from exchange.models.restricted import RestrictedInOneQuery, unrestricted
from exchange.models.topics import Topic
from portal.funds.models import Fund, Office, Subject
from portal.people.models import Person
from portal.thai.digits import refuse_national_id
from portal.thai.model_fields import YearField
from portal.thai.search_text import ThaiSearchText

#: Characters of one part: about a page and a half of paper.
LONGEST_PART = 4_000


class LessonQuerySet(PageQuerySet):
    """Ways to ask for lessons."""

    def published(self) -> "LessonQuerySet":
        """Those everybody may read."""
        return self.live().filter(unrestricted())

    def about(self, subjects) -> "LessonQuerySet":
        """Those on any of some subjects."""
        return self.filter(subjects__in=subjects).distinct()

    def of_funds(self, fund_ids) -> "LessonQuerySet":
        return self.filter(fund__in=fund_ids)

    def newest_first(self) -> "LessonQuerySet":
        return self.order_by("-first_published_at", "-pk")

    def for_list(self) -> "LessonQuerySet":
        """With all that a card shows: fund and place, subjects, `used_by`, `in_provinces` and
        `doubted`. The same queries for one lesson and for a hundred.
        """
        LessonUse = LessonPage.uses.rel.related_model
        LessonDoubt = LessonPage.doubts.rel.related_model
        uses = LessonUse.objects.filter(page=OuterRef("pk")).order_by().values("page")
        provinces = Count(Substr("fund__subdistrict_id", 1, 2), distinct=True)
        return (
            self.select_related("fund__subdistrict__parent__parent", "prize")
            .prefetch_related("subjects")
            .annotate(
                used_by=_number(uses.annotate(n=Count("pk")).values("n")),
                in_provinces=_number(uses.annotate(n=provinces).values("n")),
                doubted=Exists(LessonDoubt.objects.open().filter(page=OuterRef("pk"))),
            )
            .defer("search_text", "search_loose", *LessonPage.PARTS)
        )


def _number(counted) -> Coalesce:
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def part_field(label, help_text) -> models.TextField:
    return models.TextField(
        label,
        blank=True,
        help_text=help_text,
        validators=[MaxLengthValidator(LONGEST_PART), refuse_national_id],
    )


class LessonPage(ReviewedByAnother, ThaiSearchText, RestrictedInOneQuery, Page):
    """A fund's lesson, or the network's where `fund` is empty.

    A draft may have gaps; `what_is_missing` says what keeps it from being reviewed. Texts are
    Markdown as typed.
    """

    fund = models.ForeignKey(
        Fund,
        verbose_name=_("fund"),
        related_name="lessons",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("made from the topic"),
        related_name="lessons",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
    )
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    summary = models.CharField(
        _("in one sentence"),
        max_length=300,
        blank=True,
        validators=[refuse_national_id],
        help_text=_("What others can take from it. Shown in lists and searches."),
    )
    situation = part_field(_("The situation"), _("How things stood, and what the trouble was."))
    expected = part_field(_("What was expected"), _("What you wanted to reach, and until when."))
    happened = part_field(
        _("What happened"), _("What you did, one step after the other, and how it came out.")
    )
    why = part_field(_("Why"), _("Why it came out well, or differently from what was expected."))
    again = part_field(_("What we would do again"), _("What you advise another fund to do."))
    not_again = part_field(
        _("What we would not do again"), _("What you advise another fund to leave alone.")
    )
    subjects = ParentalManyToManyField(
        Subject, verbose_name=_("subjects"), related_name="lessons", blank=True
    )
    level_then = models.CharField(
        _("level of the fund at the time"),
        max_length=15,
        choices=[each for each in Fund.Level.choices if each[0] != Fund.Level.NOT_ASSESSED],
        blank=True,
    )
    prize = models.ForeignKey(
        PrizeCategory,
        verbose_name=_("prize category"),
        related_name="lessons",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    year = YearField(_("year it happened"), null=True, blank=True)
    ask_office = models.CharField(
        _("whom to ask: the post"),
        max_length=15,
        choices=[(role.value, role.label) for role in Office.COMMITTEE_ROLES],
        blank=True,
    )
    ask_person = models.ForeignKey(
        Person,
        verbose_name=_("whom to ask: the person"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
    )
    ask_agreed = models.BooleanField(_("the person agreed to be named"), default=False)
    ask_contact = models.CharField(
        _("how to reach them"),
        max_length=150,
        blank=True,
        validators=[refuse_national_id],
        help_text=_("Everybody on the internet can read what is written here."),
    )
    demo = models.BooleanField(_("demonstration"), default=False, editable=False)

    #: Fields of the text, in the order of the telling.
    PARTS = ("situation", "expected", "happened", "why", "again", "not_again")
    #: What no text of the past may bring back.
    KEPT = ("fund_id", "topic_id", "submission", "demo")

    objects = PageManager.from_queryset(LessonQuerySet)()

    #: `exchange.receivers`: they read it on the portal, so Wagtail sends them no letter.
    tells_its_writers = True

    parent_page_types = ["exchange.LessonIndexPage"]
    subpage_types = []
    exclude_fields_in_copy = ["submission"]
    template = "exchange/lesson_page.html"

    content_panels = [
        *Page.content_panels,
        FieldPanel("fund", read_only=True),
        FieldPanel("summary"),
        *(FieldPanel(part) for part in PARTS),
        InlinePanel("quotes", label=_("quoted post"), max_num=30, panels=[FieldPanel("part")]),
        InlinePanel("figures", label=_("figure"), max_num=6),
        InlinePanel("pictures", label=_("picture"), max_num=6),
        InlinePanel("files", label=_("file"), max_num=6),
        MultiFieldPanel(
            [
                FieldPanel("subjects"),
                FieldRowPanel([FieldPanel("level_then"), FieldPanel("year"), FieldPanel("prize")]),
            ],
            heading=_("How it is found"),
        ),
        MultiFieldPanel(
            [FieldPanel("ask_office"), FieldPanel("ask_contact")], heading=_("Whom to ask")
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("summary", boost=2),
        *(index.SearchField(part) for part in PARTS),
        index.FilterField("fund_id"),
        index.FilterField("level_then"),
        index.FilterField("year"),
    ]

    class Meta:
        verbose_name = pgettext_lazy("of a fund", "lesson")
        verbose_name_plural = pgettext_lazy("of funds", "lessons")

    def clean(self):
        """Refuses national ID numbers in the title, which is Wagtail's own field."""
        super().clean()
        try:
            refuse_national_id(self.title)
        except ValidationError as problem:
            raise ValidationError({"title": problem}) from problem

    def with_content_json(self, content):
        """A revision of this lesson stays the lesson of its fund, whatever its text says."""
        page = super().with_content_json(content)
        for name in self.KEPT:
            setattr(page, name, getattr(self, name))
        return page

    def serve(self, request, *args, **kwargs):
        """Pictures of readers who save data are loaded on a press; caches must keep both apart."""
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Save-Data"])
        return response

    def search_text_parts(self) -> list[str]:
        """What the substring stages of the search look through."""
        words = [self.title, self.summary, *(getattr(self, part) for part in self.PARTS)]
        words += [quote.text for quote in self.quotes.all() if not quote.withheld]
        if self.fund_id:
            words += [self.fund.name, self.fund.place_names()]
        return words

    def what_is_missing(self) -> list[str]:
        """What keeps the text from being reviewed, one sentence each; empty for nothing."""
        told = {quote.part for quote in self.quotes.all()}
        missing = []
        if not self.summary:
            missing.append(_("Say in one sentence what others can take from it."))
        for part, sentence in NEEDED.items():
            if not getattr(self, part).strip() and part not in told:
                missing.append(sentence)
        if not (self.again.strip() or self.not_again.strip() or told & {"again", "not_again"}):
            missing.append(_("Say what you would do again, or not again."))
        if not self.subjects.all():
            missing.append(_("Choose at least one subject, so that others find it."))
        if any(not picture.alt.strip() for picture in self.pictures.all()):
            missing.append(_("Say for each picture what is to be seen in it."))
        return [str(sentence) for sentence in missing]

    def review_address(self) -> str:
        """Where a reviewer reads it and decides, and its writers go on."""
        return reverse("lesson_draft", args=[self.pk])

    @property
    def in_review(self) -> bool:
        """Whether a reviewer has it now."""
        state = self.current_workflow_state
        return state is not None and state.status == state.STATUS_IN_PROGRESS


#: Parts nobody can do without, and what is said where they are empty.
NEEDED = {
    LessonQuote.Part.SITUATION.value: _("Tell how things stood."),
    LessonQuote.Part.HAPPENED.value: _("Tell what happened."),
    LessonQuote.Part.WHY.value: _("Tell why it came out as it did."),
}

#: For queries that ask for a lesson's region.
REGION = "fund__subdistrict__parent__parent__region"
