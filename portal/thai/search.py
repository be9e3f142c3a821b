"""Decides what a reader's search finds: whole words first, then parts, then near misses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Model, QuerySet
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.backends import get_search_backend
from wagtail.search.query import PlainText

from portal.asked_often import Filled, asked_often
from portal.thai.needles import is_short, nearly_in, needles_in, stands_in
from portal.thai.search_backend.results import RANKED
from portal.thai.search_text import SearchedInside
from portal.thai.stop_words import without_stop_words
from portal.thai.tokens import words

LONGEST_QUESTION = 200  # letters; what is typed beyond them is not looked at
READ = 200  # texts in which parts of words are looked for, the newest that may hold them
ENOUGH = 20  # records with the words as such: so many, and nobody looks for parts of words


class Stage(IntEnum):
    """How a record was found, best first."""

    WORDS = 1  # all words stand in it
    PARTS = 2  # all stand in it as a part of something longer
    LOOSELY = 3  # the same when marks, letters that sound alike or one letter do not matter


@dataclass(frozen=True)
class Hit:
    """A record found and how."""

    record: Model
    stage: Stage


@dataclass(frozen=True)
class Ranking:
    """Keys of the records found with how they were found, the best first.

    `older` is given when there may be more than these: what a search for the next ones
    takes as ``before``.
    """

    pks: dict[object, Stage]
    older: int | None = None


def find(queryset: QuerySet, query: str, *, limit: int) -> list[Hit]:
    """At most ``limit`` records of ``queryset`` in which all words of ``query`` stand.

    What `rank` finds, and where it finds nothing what comes near.
    """
    found = rank(queryset, query).pks or rank_near(queryset, query).pks
    pks = dict(list(found.items())[:limit])
    records = queryset.in_bulk(list(pks))
    return [Hit(records[pk], stage) for pk, stage in pks.items() if pk in records]


def rank(records: QuerySet | Filled, query: str, *, before: int | None = None) -> Ranking:
    """Those of some records in which all words of ``query`` stand, so many at once.

    Records with the words as such come first, by rank. Where they are few, records that are
    `SearchedInside` follow that hold what was typed inside other words. No text is refused;
    one without letters or digits finds nothing. The newest ``RANKED`` are ranked; ``before``
    asks for those before them.
    """
    query = query[:LONGEST_QUESTION]
    index = _index(records, query)
    ranked = index.ranked(before=before)
    found = {one.pk: Stage.WORDS for one in ranked}
    if len(ranked) >= RANKED:
        return Ranking(found, min(one.entry for one in ranked))
    needles = _needles(records, query)
    short = found and any(is_short(needle, loosely=False) for needle in needles)
    if needles and len(found) < ENOUGH and before is None and not short:
        texts = _texts(records, index.holding(needles, limit=READ))
        inside = _standing(texts, needles, stands_in, Stage.PARTS)
        found |= {pk: stage for pk, stage in inside.items() if pk not in found}
    return Ranking(found)


def rank_near(records: QuerySet | Filled, query: str) -> Ranking:
    """For a query that found nothing: those of some records in which it stands but for vowel
    signs, tone marks, letters that sound alike, spaces, or one letter, by the first way that
    finds any.
    """
    query = query[:LONGEST_QUESTION]
    typed = _needles(records, query)
    if not typed:
        return Ranking({})
    index = _index(records, query)
    telling = without_stop_words(words(query))
    for needles in [typed] if telling == typed else [typed, telling]:
        texts = _texts(records, index.holding(needles, limit=READ))
        for stage, stands in ((Stage.PARTS, stands_in), (Stage.LOOSELY, _stands_mistyped)):
            if found := _standing(texts, needles, stands, stage):
                return Ranking(found)
    texts = _texts(records, index.holding(typed, limit=READ, nearly=True))
    return Ranking(_standing(texts, typed, nearly_in, Stage.LOOSELY))


def may_hold(
    models: Sequence[type[Model]], query: str, *, nearly: bool = False
) -> set[type[Model]]:
    """Of some models, those of whose records `rank`, or with ``nearly`` `rank_near`, may find any.

    One look at the index for all of them, two for `rank`, spares several at each. All are
    given where so much is found that the look tells nothing. For models of few records.
    """
    query = query[:LONGEST_QUESTION]
    model_of = {pk: model for model in models for pk in get_descendants_content_types_pks(model)}
    if not model_of:
        return set()
    index = _index(models[0]._default_manager.all(), query)
    index.types = list(model_of)
    typed = needles_in(query)
    if nearly:
        plain = without_stop_words(words(query))
        looks = [index.types_with_parts((typed, False), (plain, False), (typed, True))]
    else:
        looks = [index.types_with_words(), index.types_with_parts((typed, False))]
    if None in looks:
        return set(models)
    return {model_of[pk] for look in looks for pk in look}


def _needles(records: QuerySet | Filled, query: str) -> list[str]:
    """What is looked for inside words; nothing in records that are not searched inside."""
    return needles_in(query) if issubclass(records.model, SearchedInside) else []


def _index(records: QuerySet | Filled, query: str):
    """The question as the database's own search understands it."""
    within = records if isinstance(records, Filled) else None
    queryset = records.model._default_manager.all() if within else records
    compiler = get_search_backend().query_compiler_class(queryset, PlainText(query, operator="and"))
    compiler.within = within
    return compiler


@dataclass(frozen=True)
class TextsAsked:
    """The texts of records of a model in which parts of words are looked for, by their keys."""

    model: type[SearchedInside]
    blanks = (list,)

    def build(self, pks: Sequence[int]) -> QuerySet:
        records = self.model._default_manager.filter(pk__in=pks)
        return records.order_by().values_list("pk", self.model.text_inside_from)


def _texts(records: QuerySet | Filled, pks: list) -> dict:
    """The text of each record by its key, in the order of the keys."""
    if not pks:
        return {}
    texts = dict(asked_often(TextsAsked(records.model)).rows(pks))
    return {pk: records.model.text_inside(texts[pk]) for pk in pks if pk in texts}


def _stands_mistyped(text: str, needle: str) -> bool:
    return stands_in(text, needle, loosely=True)


def _standing(texts: dict, needles: list[str], stands: Callable, stage: Stage) -> dict:
    """Those in which every needle stands where a word may be."""
    return {
        pk: stage for pk, text in texts.items() if all(stands(text, needle) for needle in needles)
    }
