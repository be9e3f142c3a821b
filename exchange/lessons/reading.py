"""Decides what of a lesson a reader gets at once: its parts, figures, pictures, authors, standing.

Serves the published page and any draft alike, with the same queries for one row and many.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exchange.lessons.figures import ShownFigure, shown_figures
from exchange.lessons.pictures import ShownPicture, shown_pictures
from exchange.lessons.use import Standing, standing_of
from exchange.models import LessonFile, LessonPage, LessonVersion, Post, PostVersion
from exchange.models.topics import UNREAD_OF_FUND
from exchange.models.written import Written
from exchange.talk.signature import Signature, sign
from exchange.talk.text import to_html
from portal.funds.access import Rights
from portal.funds.models import Fund, Office
from portal.people.models import User


@dataclass(frozen=True)
class ShownQuote:
    """Words of a post under their signature; `url` leads to it while it is there. `instead` stands
    in the place of words that not everybody may read any more; nobody is named then.
    """

    text: str
    signature: Signature
    url: str
    instead: str = ""


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
        return shown_pictures(self.page.pictures.select_related("image"))

    @cached_property
    def files(self) -> list[LessonFile]:
        """The papers, each with its document at hand."""
        files = list(self.page.files.select_related("document"))
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
    authors = sorted(_written(page.authors), key=lambda one: one.created_at)
    quotes = _written(page.quotes)
    _with_people([*authors, *quotes, page])
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
    quotes = _written(page.quotes)
    _with_people(quotes)
    return _shown(quotes, rights)


def _shown(quotes, rights: Rights) -> list[ShownQuote]:
    posts, shown = _posts_of(quotes), []
    for quote in quotes:
        quote.post = posts.get(quote.post_id)
        instead = quote.withheld
        url = quote.post.get_absolute_url() if quote.post and not instead else ""
        text = "" if instead else quote.text
        shown.append(ShownQuote(text, sign(quote, rights), url, instead))
    return shown


def whom_to_ask(page: LessonPage) -> Ask:
    """Post and person as they are today: somebody who left the fund is named no more."""
    post = str(capfirst(Office.Role(page.ask_office).label)) if page.ask_office else ""
    person = ""
    if page.ask_person_id and page.ask_agreed and page.fund_id:
        offices = Office.objects.in_force().filter(fund=page.fund_id, person=page.ask_person_id)
        office = offices.select_related("person").first()
        person = office.person.name if office else ""
    return Ask(post, person, page.ask_contact)


def _written(rows) -> list[Written]:
    """Authors or quotes of a lesson, with those who wrote where they come from the database."""
    asked = rows.get_queryset()
    if isinstance(asked, QuerySet):
        asked = asked.select_related("author__person", "fund__subdistrict__parent__parent")
        asked = asked.defer(*UNREAD_OF_FUND)
    return list(asked)


def _with_people(rows) -> None:
    """Brings along who wrote, as far as they are not at hand: accounts with their people, funds
    with their places, two queries at most.

    The lesson itself may stand among the rows: its fund comes along.
    """
    written = [row for row in rows if isinstance(row, Written)]
    users = User.objects.select_related("person").in_bulk(_missing(written, "author"))
    funds = {row.fund_id: row.fund for row in rows if row.fund_id and _at_hand(row, "fund")}
    wanted = Fund.objects.with_place().defer(
        *(name.removeprefix("fund__") for name in UNREAD_OF_FUND)
    )
    funds |= wanted.in_bulk(_missing(rows, "fund") - funds.keys())
    for row in written:
        if not _at_hand(row, "author"):
            row.author = users.get(row.author_id)
    for row in rows:
        row.fund = funds.get(row.fund_id)


def _at_hand(row, name: str) -> bool:
    return row._meta.get_field(name).is_cached(row)


def _missing(rows, name: str) -> set[int]:
    keys = {getattr(row, f"{name}_id") for row in rows if not _at_hand(row, name)}
    return keys - {None}


def _posts_of(quotes) -> dict[int, Post]:
    """The quoted posts with all that says whether their words are shown; one query."""
    wanted = {quote.post_id for quote in quotes} - {None}
    if not wanted:
        return {}
    posts = Post.objects.select_related("topic__board").defer(
        "body", "topic__search_text", "topic__search_loose"
    )
    put_right = PostVersion.objects.filter(post=OuterRef("pk")).exclude(why="")
    posts = posts.annotate(was_put_right=Exists(put_right)).in_bulk(wanted)
    for post in posts.values():
        post.put_right = bool(post.edited_why) or post.was_put_right
    return posts


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
