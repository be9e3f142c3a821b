"""Decides what the read API gives of each kind of thing, to whom, and by what it is narrowed.

A resource is one declaration. Rights are those of the pages: each list begins with the
queryset that says what this reader may see. Texts are given as readers see them; never a
telephone number, an e-mail or who stands behind a fund's post.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from courses.models import CurriculumPage, Workshop
from exchange.models import BoardPage, LessonPage, Post, Topic
from exchange.talk.signature import sign
from portal.funds.access import Rights
from portal.funds.models import Fund, FundNeed, FundOffer
from portal.thai.dates import DateNotUnderstood, parse_date

#: Items of one answer when nothing is said, and at most.
USUAL, MOST = 20, 100
KEY_DIGITS = 15


class NotUnderstood(Exception):
    """A question the API cannot answer; the message says what to write instead."""


@dataclass(frozen=True)
class Resource:
    """One kind of things. ``filters`` make a condition of what was typed; raise `ValueError`."""

    name: str
    visible: Callable[[Rights], QuerySet]
    item: Callable[[object, Rights], dict]
    filters: dict[str, Callable[[str], Q]] = field(default_factory=dict)


def items(
    resource: Resource, *, rights: Rights, asked: dict[str, str]
) -> tuple[list[dict], int | None]:
    """The newest items that pass the filters, and the key to go on from; None at the end.

    `asked` holds filters by name, ``limit`` and ``before`` (a key: only older ones). The
    thousandth page costs what the first one does. Raises `NotUnderstood`.
    """
    asked = dict(asked)
    limit = min(_number(asked.pop("limit", ""), "limit") or USUAL, MOST)
    before = _number(asked.pop("before", ""), "before")
    rows = resource.visible(rights)
    for name, typed in asked.items():
        if name not in resource.filters:
            known = ", ".join([*resource.filters, "limit", "before"])
            raise NotUnderstood(f"There is no filter “{name}”. Known: {known}.")
        try:
            rows = rows.filter(resource.filters[name](typed))
        except ValueError:
            raise NotUnderstood(
                f"The filter “{name}” does not understand “{typed[:60]}”."
            ) from None
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return [resource.item(row, rights) for row in found[:limit]], more


def item(resource: Resource, *, rights: Rights, pk: int) -> dict | None:
    """One item, None where there is none for this reader."""
    row = resource.visible(rights).filter(**{_key(resource, rights): pk}).first()
    return resource.item(row, rights) if row else None


def _key(resource: Resource, rights: Rights) -> str:
    # A page's own key is a foreign key, with which SQLite chokes on numbers too large.
    pages = (BoardPage, CurriculumPage, LessonPage)
    return "id" if resource.visible(rights).model in pages else "pk"


def _number(typed: str, name: str = "") -> int | None:
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > KEY_DIGITS:
        if name:
            raise NotUnderstood(f"“{name}” is a whole number.")
        raise ValueError
    return int(typed)


def _by_key(lookup: str) -> Callable[[str], Q]:
    return lambda typed: Q(**{lookup: _number(typed)})


def _by_text(lookup: str) -> Callable[[str], Q]:
    return lambda typed: Q(**{lookup: typed[:100]})


def _by_area(lookup: str) -> Callable[[str], Q]:
    def condition(typed: str) -> Q:
        if not typed.isdecimal() or len(typed) not in (2, 4, 6):
            raise ValueError
        return Q(**{f"{lookup}__code__startswith": typed})

    return condition


def _by_day(lookup: str) -> Callable[[str], Q]:
    def condition(typed: str) -> Q:
        try:
            return Q(**{lookup: parse_date(typed)})
        except DateNotUnderstood:
            raise ValueError from None

    return condition


def _author(written, rights: Rights) -> dict:
    signed = sign(written, rights)
    return {"name": signed.name, "fund": written.fund_id, "person": signed.person or None}


def _place(area) -> dict:
    return {"code": area.pk, "name": area.full_name}


def _subjects(record) -> list[str]:
    return [subject.slug for subject in record.subjects.all()]


def _board(page, rights) -> dict:
    return {
        "id": page.pk,
        "title": page.title,
        "about": page.about,
        "readers": page.readers,
        "url": page.url,
    }


def _topic(topic, rights) -> dict:
    return {
        "id": topic.pk,
        "title": topic.title,
        "board": topic.board_id,
        "pair": topic.pair_id,
        "kind": topic.kind,
        "subjects": _subjects(topic),
        "author": _author(topic, rights),
        "created_at": topic.created_at,
        "last_post_at": topic.last_post_at,
        "replies": topic.shown_replies,
        "answer": topic.answer.pk if topic.answered else None,
        "locked": topic.locked,
        "url": topic.get_absolute_url(),
    }


def _post(post, rights) -> dict:
    return {
        "id": post.pk,
        "topic": post.topic_id,
        "number": post.number,
        "author": _author(post, rights),
        "created_at": post.created_at,
        "html": post.html,
        "text": post.text(),
        "url": post.get_absolute_url(),
    }


def _fund(fund, rights) -> dict:
    return {
        "id": fund.pk,
        "name": fund.name,
        "place": _place(fund.subdistrict),
        "stage": fund.stage,
        "founded_on": fund.founded_on,
        "about": fund.about,
        "teaches": [offer.subject.slug for offer in fund.offers.all()],
        "learns": [need.subject.slug for need in fund.needs.all()],
        "url": fund.get_absolute_url(),
    }


def _workshop(workshop, rights) -> dict:
    return {
        "id": workshop.pk,
        "title": workshop.title,
        "about": workshop.about,
        "curriculum": workshop.curriculum_id,
        "venue": workshop.venue.name,
        "place": _place(workshop.venue.subdistrict),
        "starts_on": workshop.starts_on,
        "ends_on": workshop.ends_on,
        "status": workshop.status,
        "seats": workshop.seats,
        "url": workshop.get_absolute_url(),
    }


def _curriculum(page, rights) -> dict:
    return {
        "id": page.pk,
        "title": page.title,
        "summary": page.summary,
        "level": page.level,
        "subjects": _subjects(page),
        "published_at": page.last_published_at,
        "url": page.url,
    }


def _lesson(page, rights) -> dict:
    return {
        "id": page.pk,
        "title": page.title,
        "summary": page.summary,
        "fund": page.fund_id,
        "subjects": _subjects(page),
        **{part: getattr(page, part) for part in page.PARTS},
        "published_at": page.last_published_at,
        "url": page.url,
    }


def _funds(rights: Rights) -> QuerySet:
    return (
        Fund.objects.standing().with_place().prefetch_related("offers__subject", "needs__subject")
    )


def _teaches(typed: str) -> Q:
    return Q(pk__in=FundOffer.objects.filter(subject__slug=typed[:100]).values("fund"))


def _learns(typed: str) -> Q:
    return Q(pk__in=FundNeed.objects.filter(subject__slug=typed[:100]).values("fund"))


RESOURCES = {
    resource.name: resource
    for resource in (
        Resource("boards", BoardPage.objects.readable_by, _board),
        Resource(
            "topics",
            lambda rights: Topic.objects.visible_to(rights).for_list(),
            _topic,
            {
                "board": _by_key("board__id"),
                "kind": _by_text("kind"),
                "subject": _by_text("subjects__slug"),
                "fund": _by_key("fund"),
                "province": _by_area("fund__subdistrict"),
                "since": _by_day("created_at__date__gte"),
                "until": _by_day("created_at__date__lte"),
            },
        ),
        Resource(
            "posts",
            lambda rights: Post.objects.visible_to(rights).for_reading().select_related("topic"),
            _post,
            {
                "topic": _by_key("topic"),
                "board": _by_key("topic__board__id"),
                "fund": _by_key("fund"),
                "since": _by_day("created_at__date__gte"),
                "until": _by_day("created_at__date__lte"),
            },
        ),
        Resource(
            "funds",
            _funds,
            _fund,
            {"area": _by_area("subdistrict"), "teaches": _teaches, "learns": _learns},
        ),
        Resource(
            "workshops",
            lambda rights: Workshop.objects.public().with_place(),
            _workshop,
            {
                "area": _by_area("venue__subdistrict"),
                "curriculum": _by_key("curriculum__id"),
                "subject": _by_text("curriculum__subjects__slug"),
                "since": _by_day("ends_on__gte"),
                "until": _by_day("starts_on__lte"),
            },
        ),
        Resource(
            "curricula",
            lambda rights: CurriculumPage.objects.live().public().prefetch_related("subjects"),
            _curriculum,
            {"subject": _by_text("subjects__slug")},
        ),
        Resource(
            "lessons",
            lambda rights: LessonPage.objects.published().prefetch_related("subjects"),
            _lesson,
            {
                "fund": _by_key("fund"),
                "subject": _by_text("subjects__slug"),
                "area": _by_area("fund__subdistrict"),
            },
        ),
    )
}
