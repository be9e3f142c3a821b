"""Decides what of a lesson a reader gets at once: its parts, figures, pictures, authors, standing.

Serves the published page and any draft alike, with the same queries for one row and many.
"""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exchange.lessons_figures import ShownFigure, shown_figures
from exchange.lessons_pictures import ShownPicture, shown_pictures
from exchange.lessons_use import Standing, standing_of
from exchange.models import LessonFile, LessonPage, LessonVersion, Post
from exchange.models.topics import UNREAD_OF_FUND
from exchange.signature import Signature, sign
from exchange.text import to_html
from portal.funds.access import Rights
from portal.funds.models import Fund, Office
from portal.people.models import User


@dataclass(frozen=True)
class ShownQuote:
    """Words of a post under their signature; `url` leads to it while it is there."""

    text: str
    signature: Signature
    url: str


@dataclass(frozen=True)
class ShownPart:
    """One part of the telling; `html` is safe."""

    name: str
    title: str
    html: str
    quotes: list[ShownQuote]


@dataclass(frozen=True)
class Ask:
    """Whom to ask: a post of the fund, a person who agreed to be named, an address typed for it."""

    post: str
    person: str
    contact: str

    def __bool__(self) -> bool:
        return bool(self.post or self.person or self.contact)


@dataclass
class ShownLesson:
    """A lesson for one reader. What costs queries is asked for when it is shown."""

    page: LessonPage
    parts: list[ShownPart]
    authors: list[Signature]
    ask: Ask

    @cached_property
    def figures(self) -> list[ShownFigure]:
        return shown_figures(self.page.figures.all(), self.page.fund)

    @cached_property
    def pictures(self) -> list[ShownPicture]:
        return shown_pictures(self.page.pictures.all())

    @cached_property
    def files(self) -> list[LessonFile]:
        """The papers, each with its document at hand."""
        files = list(self.page.files.all())
        prefetch_related_objects(files, "document")
        return files

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.page)

    @cached_property
    def versions(self) -> list[LessonVersion]:
        """Its published versions, newest first."""
        return list(self.page.versions.order_by("-number"))

    @property
    def any_demo(self) -> bool:
        return self.page.demo or any(one.demo for one in self.figures)


def read(page: LessonPage, rights: Rights) -> ShownLesson:
    """The lesson as one reader sees it; who wrote for a fund is named as in the exchange."""
    authors = sorted(page.authors.all(), key=lambda one: one.created_at)
    quotes = list(page.quotes.all())
    _with_people([*authors, *quotes])
    shown = list(zip((quote.part for quote in quotes), _shown(quotes, rights), strict=True))
    parts = [
        ShownPart(
            name=name,
            title=str(capfirst(LessonPage._meta.get_field(name).verbose_name)),
            html=to_html(getattr(page, name)),
            quotes=[quote for part, quote in shown if part == name],
        )
        for name in LessonPage.PARTS
    ]
    return ShownLesson(
        page=page,
        parts=[part for part in parts if part.html or part.quotes],
        authors=_once([sign(author, rights) for author in authors]),
        ask=whom_to_ask(page),
    )


def shown_quotes(page: LessonPage, rights: Rights) -> list[ShownQuote]:
    """All quotes of a draft in order, those that are left out too."""
    quotes = list(page.quotes.all())
    _with_people(quotes)
    return _shown(quotes, rights)


def _shown(quotes, rights: Rights) -> list[ShownQuote]:
    posts = _posts_of(quotes)
    return [
        ShownQuote(quote.text, sign(quote, rights), posts.get(quote.post_id, ""))
        for quote in quotes
    ]


def whom_to_ask(page: LessonPage) -> Ask:
    """Post and person as they are today: somebody who left the fund is named no more."""
    post = str(capfirst(Office.Role(page.ask_office).label)) if page.ask_office else ""
    person = ""
    if page.ask_person_id and page.ask_agreed and page.fund_id:
        offices = Office.objects.in_force().filter(fund=page.fund_id, person=page.ask_person_id)
        office = offices.select_related("person").first()
        person = office.person.name if office else ""
    return Ask(post, person, page.ask_contact)


def _with_people(rows) -> None:
    """Brings along who wrote: accounts with their people, funds with their places, two queries."""
    users = User.objects.select_related("person").in_bulk({row.author_id for row in rows} - {None})
    funds = Fund.objects.with_place().defer(
        *(name.removeprefix("fund__") for name in UNREAD_OF_FUND)
    )
    funds = funds.in_bulk({row.fund_id for row in rows} - {None})
    for row in rows:
        row.author = users.get(row.author_id)
        row.fund = funds.get(row.fund_id)


def _posts_of(quotes) -> dict[int, str]:
    """Where the quoted posts stand, by their keys; one query."""
    wanted = {quote.post_id for quote in quotes} - {None}
    if not wanted:
        return {}
    posts = Post.objects.filter(pk__in=wanted).select_related("topic")
    posts = posts.only("number", "topic__title")
    return {post.pk: post.get_absolute_url() for post in posts}


def _once(signatures: list[Signature]) -> list[Signature]:
    """Each name once, in the order in which they came to write."""
    found = {}
    for one in signatures:
        found.setdefault((one.name, one.person), one)
    return list(found.values())


def told_by(page: LessonPage) -> str:
    """Whose lesson it is, in words."""
    return page.fund.name if page.fund_id else _("The network")


def version_of(lesson: LessonPage, number: int) -> tuple[LessonVersion, LessonPage] | None:
    """A published version and its text; None where there is none, or its text was cleared."""
    version = lesson.versions.filter(number=number).select_related("revision").first()
    if version is None or version.revision is None:
        return None
    return version, version.revision.as_object()
