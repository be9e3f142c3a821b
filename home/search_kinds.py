"""The kinds of things a search finds, each one declaration: what a reader may see, and by what
it can be narrowed.

A kind without a word for a filter has nothing to show while that filter is on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import CurriculumPage, Workshop
from exchange.models import Attachment, BoardPage, LessonPage, Post, Topic
from exchange.models.restricted import unrestricted
from home import search_rows as rows
from home.models import NewsPage
from portal.asked_often import asked_often
from portal.funds.access import Rights
from portal.funds.models import Area, Fund, FundNeed, FundOffer, Subject
from portal.people.models import Person
from portal.thai.words import normalise


@dataclass(frozen=True)
class BoardsAsked:
    """The boards that are for some kinds of readers."""

    readers: tuple[str, ...]
    blanks = ()

    def build(self) -> QuerySet:
        return BoardPage.objects.readable_as(self.readers).values_list("pk")


class Reader:
    """Who searches. The boards they may read are asked for once, not in every question: they are
    few, and each of thousands of hits is held against them.
    """

    def __init__(self, rights: Rights, boards: Sequence[int] | None = None):
        self.rights = rights
        if boards is not None:
            self.boards = boards

    @cached_property
    def boards(self) -> list[int]:
        asked = BoardsAsked(tuple(BoardPage.Readers.open_to(self.rights)))
        return [pk for (pk,) in asked_often(asked).rows()]

    @property
    def topics(self) -> QuerySet:
        return Topic.objects.visible_to(self.rights, boards=self.boards)

    @property
    def posts(self) -> QuerySet:
        return Post.objects.visible_to(self.rights, boards=self.boards)


@dataclass(frozen=True)
class SearchKind:
    """One kind of things: where its records come from and how one is shown.

    ``visible`` narrows the records to what a reader may see, before anything is searched or
    counted; ``shown`` brings along what ``row`` needs. ``day`` is the field by which the newest
    come first. The rest say how each filter narrows this kind.
    """

    name: str
    label: Promise
    model: type[Model]
    visible: Callable[[Reader], QuerySet]
    shown: Callable[[QuerySet], QuerySet]
    row: Callable[[object, str], rows.Row]
    day: str
    subject: Callable[[Subject], Q] | None = None
    fund: Callable[[Fund], Q] | None = None
    province: Callable[[Area], Q] | None = None
    person: Callable[[Person], Q] | None = None
    solved: Q | None = None
    has_file: Q | None = None
    #: Thousands at most. What people say to each other is the rest, and looked into by itself.
    few: bool = True
    #: For records that stand in no index: what of the words typed is looked for, and how.
    parts: Callable[[str], list[str]] | None = None
    matched: Callable[[QuerySet, Sequence[str]], QuerySet] | None = None


def _teaches_or_learns(subject: Subject) -> Q:
    return Q(pk__in=FundOffer.objects.filter(subject=subject).values("fund")) | Q(
        pk__in=FundNeed.objects.filter(subject=subject).values("fund")
    )


def _in_province(lookup: str) -> Callable[[Area], Q]:
    return lambda area: Q(**{f"{lookup}__code__startswith": area.code})


def _by(person: Person) -> Q:
    """What somebody wrote under their own name; what they wrote for a fund stays the fund's."""
    return Q(author__person=person, fund=None)


#: What a signature's name is made of.
SIGNED = (
    *("author__username", "author__first_name", "author__last_name", "author__person__title"),
    *("author__person__first_name", "author__person__last_name", "fund__name", "post_held"),
)


def _signed(found: QuerySet, *fields: str, topic: str = "") -> QuerySet:
    """With some fields, the name of whoever wrote it, and that of the place where it stands."""
    pair = f"{topic}pair"
    names = (*SIGNED, f"{topic}title", f"{pair}__mentor__name", f"{pair}__mentee__name")
    found = found.select_related("author__person", "fund", f"{pair}__mentor", f"{pair}__mentee")
    found = found.annotate(board_title=F(f"{topic}board__title"))
    return found.only("created_at", *names, *fields)


def _topics(found: QuerySet) -> QuerySet:
    opening = Post.objects.filter(topic=OuterRef("pk"), number=1).order_by().values("html")[:1]
    found = found.select_related("answer").annotate(opening_html=Subquery(opening))
    return _signed(found, "reply_count", "hidden_replies", "answer__number")


def _replies(found: QuerySet) -> QuerySet:
    return _signed(found, "html", "number", "anchor", topic="topic__")


def who_wrote(reader: Reader) -> QuerySet:
    """People who wrote something under their own name where the reader may read it."""
    theirs = reader.posts.filter(author__person=OuterRef("pk"), fund=None)
    return Person.objects.known().filter(Exists(theirs))


def _parts_of_name(words: str) -> list[str]:
    return [part for part in normalise(words).split() if len(part) > 1]


def _named(people: QuerySet, parts: Sequence[str]) -> QuerySet:
    """By name alone: a telephone number or e-mail finds nobody here."""
    for part in parts:
        people = people.filter(GreaterThan(StrIndex("name_key", Value(part)), 0))
    return people


KINDS = {
    kind.name: kind
    for kind in (
        SearchKind(
            "fund",
            _("Funds"),
            Fund,
            visible=lambda reader: Fund.objects.standing(),
            shown=lambda found: found.with_place(),
            row=rows.fund_row,
            day="created_at",
            subject=_teaches_or_learns,
            fund=lambda fund: Q(pk=fund.pk),
            province=_in_province("subdistrict"),
            has_file=Q(rules_file__isnull=False),
        ),
        SearchKind(
            "curriculum",
            _("Curricula"),
            CurriculumPage,
            visible=lambda reader: CurriculumPage.objects.live().filter(unrestricted()),
            shown=lambda found: found.defer("sessions", "materials", "search_loose"),
            row=rows.curriculum_row,
            day="first_published_at",
            subject=lambda subject: Q(subjects=subject),
        ),
        SearchKind(
            "workshop",
            _("Workshops"),
            Workshop,
            visible=lambda reader: Workshop.objects.public(),
            shown=lambda found: found.with_place().defer("search_loose"),
            row=rows.workshop_row,
            day="starts_on",
            subject=lambda subject: Q(curriculum__subjects=subject),
            province=_in_province("venue__subdistrict"),
        ),
        SearchKind(
            "lesson",
            pgettext_lazy("of funds", "Lessons"),
            LessonPage,
            visible=lambda reader: LessonPage.objects.published(),
            shown=lambda found: found.select_related("fund__subdistrict__parent__parent"),
            row=rows.lesson_row,
            day="first_published_at",
            subject=lambda subject: Q(subjects=subject),
            fund=lambda fund: Q(fund=fund),
            province=_in_province("fund__subdistrict"),
            has_file=Exists(LessonPage.files.rel.related_model.objects.filter(page=OuterRef("pk"))),
        ),
        SearchKind(
            "topic",
            _("Topics"),
            Topic,
            visible=lambda reader: reader.topics,
            shown=_topics,
            row=rows.topic_row,
            few=False,
            day="created_at",
            subject=lambda subject: Q(subjects=subject),
            fund=lambda fund: Q(fund=fund),
            province=_in_province("fund__subdistrict"),
            person=_by,
            solved=Q(answer__isnull=False),
            has_file=Exists(Attachment.objects.filter(post__topic=OuterRef("pk"))),
        ),
        SearchKind(
            "post",
            _("Replies"),
            Post,
            visible=lambda reader: reader.posts.replies(),
            shown=_replies,
            row=rows.reply_row,
            few=False,
            day="created_at",
            subject=lambda subject: Q(topic__subjects=subject),
            fund=lambda fund: Q(fund=fund),
            province=_in_province("fund__subdistrict"),
            person=_by,
            has_file=Exists(Attachment.objects.filter(post=OuterRef("pk"))),
        ),
        SearchKind(
            "news",
            _("News"),
            NewsPage,
            visible=lambda reader: NewsPage.objects.live().filter(unrestricted()),
            shown=lambda found: found,
            row=rows.news_row,
            day="day",
        ),
        SearchKind(
            "person",
            pgettext_lazy("who wrote", "People"),
            Person,
            visible=who_wrote,
            shown=lambda found: found,
            row=rows.person_row,
            day="created_at",
            parts=_parts_of_name,
            matched=_named,
        ),
    )
}
