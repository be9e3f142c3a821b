"""Searches everything a reader may see, in Thai: funds, curricula, workshops, topics, news."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from courses.models import CurriculumPage, Workshop
from exchange.models import Topic
from home.models import NewsPage
from portal.funds.access import Rights
from portal.funds.models import Fund
from portal.thai.search import find
from portal.thai.snippets import snippet


@dataclass(frozen=True)
class Result:
    """One thing found: its kind, name, address, what stands below the name, and a passage."""

    kind: str
    title: SafeString
    url: str
    place: str
    passage: SafeString


@dataclass(frozen=True)
class Found:
    """What was found of one kind; `more` says that the list was cut."""

    kind: str
    label: str
    results: list[Result]
    more: bool


def _fund(fund: Fund) -> tuple[str, str, str]:
    return fund.name, fund.subdistrict.full_name, fund.about


def _curriculum(page: CurriculumPage) -> tuple[str, str, str]:
    return page.title, "", page.summary


def _workshop(workshop: Workshop) -> tuple[str, str, str]:
    return workshop.title, workshop.venue.subdistrict.full_name, workshop.about


def _topic(topic: Topic) -> tuple[str, str, str]:
    # The stored text holds the title and then all posts: no query for each topic.
    posts = topic.search_text.partition("\n")[2]
    return topic.title, str(topic.place), posts


def _news(page: NewsPage) -> tuple[str, str, str]:
    return page.title, "", page.summary


KINDS = {
    "fund": (_("Funds"), lambda rights: Fund.objects.standing().with_place(), _fund),
    "curriculum": (
        _("Curricula"),
        lambda rights: CurriculumPage.objects.live().public(),
        _curriculum,
    ),
    "workshop": (
        _("Workshops"),
        lambda rights: Workshop.objects.public().with_place(),
        _workshop,
    ),
    "topic": (
        _("Topics"),
        lambda rights: Topic.objects.visible_to(rights).select_related(
            "board", "pair__mentor", "pair__mentee"
        ),
        _topic,
    ),
    "news": (_("News"), lambda rights: NewsPage.objects.live().public(), _news),
}


def search(words: str, *, rights: Rights, kind: str = "", each: int = 5) -> list[Found]:
    """Find `words` among what the reader may see: `each` per kind, or 50 of one `kind`.

    Kinds without a hit are left out. The rights narrow the records before the search,
    so nothing hidden shows in hits or counts.
    """
    words = words.strip()
    if not words:
        return []
    limit = 50 if kind in KINDS else each
    found = []
    for name, (label, records, describe) in KINDS.items():
        if kind in KINDS and name != kind:
            continue
        hits = find(records(rights), words, limit=limit + 1)
        results = []
        for hit in hits[:limit]:
            title, place, text = describe(hit.record)
            results.append(
                Result(
                    kind=name,
                    title=snippet(title, words, length=200),
                    url=hit.record.get_absolute_url()
                    if hasattr(hit.record, "get_absolute_url")
                    else hit.record.url,
                    place=place,
                    passage=snippet(text, words, length=160),
                )
            )
        if results:
            found.append(Found(name, label, results, len(hits) > limit))
    return found
