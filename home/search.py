"""Searches everything a reader may see, in Thai, and narrows it by what the reader chose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.functional import Promise

from home.search_kinds import KINDS, Reader, SearchKind
from home.search_records import EVERYTHING, Look, Narrowing, passing, seen_by
from home.search_rows import Row
from portal.asked_often import Filled, asked_often
from portal.funds.access import Rights
from portal.thai.search import Ranking, Stage, may_hold, rank, rank_near
from portal.thai.search_backend.results import RANKED

BEST, NEWEST = "best", "newest"
#: Rows of a kind beside others, and on a page of one kind alone.
FEW, MANY = 4, 20


@dataclass(frozen=True)
class Found:
    """What was found of one kind: some of its rows, and how many there are of those ranked.

    `more` says that there are older ones that were not ranked with them; `older` is what a
    search for these takes as ``before``.
    """

    kind: str
    label: Promise
    rows: list[Row]
    count: int
    older: int | None

    @property
    def more(self) -> bool:
        return self.older is not None

    @property
    def near(self) -> bool:
        """Whether nothing holds the words themselves."""
        return bool(self.rows) and all(row.near for row in self.rows)


def search(
    words: str,
    *,
    rights: Rights,
    kind: str = "",
    narrowing: Narrowing = EVERYTHING,
    order: str = BEST,
    page: int = 1,
    before: int | None = None,
) -> list[Found]:
    """What the reader may see that holds `words` and passes the filters, kind by kind.

    A few rows of each kind, or with `kind` one page of that kind and only the counts of the
    others. Without words and filters nothing is found; without words the newest come.
    Rights and filters narrow the records before they are searched, so nothing hidden shows
    in hits or counts. A page costs the same wherever it lies.
    """
    words = words.strip()
    if not words and not narrowing:
        return []
    reader = Reader(rights)
    records = {
        each: seen_by(reader, each, narrowing)
        for each in KINDS.values()
        if passing(each, narrowing) is not None
    }
    rankings = {
        each: _ranking(each, records[each], words, before if each.name == kind else None)
        for each in _worth_asking(records, words)
    }
    if words and not any(ranking.pks for ranking in rankings.values()):
        # Only where nobody wrote it so: what comes near would drown what was meant.
        rankings = {
            each: rank_near(records[each], words)
            for each in _worth_asking(records, words, nearly=True)
            if not each.matched
        }
    found = []
    for each in records:
        alone, ranking = each.name == kind, rankings.get(each, Ranking({}))
        if not ranking.pks and not alone:
            continue
        rows = []
        if alone or not kind:
            pks = list(ranking.pks)
            if order == NEWEST and words:
                pks = [pk for pk, _day in _by_day(asked_often(DaysAsked(each.name)).rows(pks))]
            start = (page - 1) * MANY if alone else 0
            pks = pks[start : start + (MANY if alone else FEW)]
            rows = _rows(each, records[each], ranking, pks, words)
        found.append(Found(each.name, each.label, rows, len(ranking.pks), ranking.older))
    return found


def _worth_asking(
    kinds: Iterable[SearchKind], words: str, *, nearly: bool = False
) -> list[SearchKind]:
    """The kinds without those of few records that hold nothing of the words, as a look at all of
    these at once tells.
    """
    few = [kind.model for kind in kinds if kind.few and not kind.matched]
    if not words or not few:
        return list(kinds)
    holding = may_hold(few, words, nearly=nearly)
    return [kind for kind in kinds if kind.model not in few or kind.model in holding]


@dataclass(frozen=True)
class NewestAsked:
    """Keys and days of the newest records of a look; of a kind that is matched by what was typed,
    of those that hold so many ``parts`` of a text. ``older`` asks for those before a key.
    """

    look: Look
    limit: int
    parts: int = 0
    older: bool = False

    @property
    def blanks(self) -> tuple[type, ...]:
        return (*[str] * self.parts, *([int] if self.older else []), *[list] * Look.lists)

    def build(self, *values) -> QuerySet:
        kind, keys = KINDS[self.look.kind], values[-Look.lists :]
        records = self.look.records(*keys)
        if kind.matched:
            records = kind.matched(records, values[: self.parts])
        if self.older:
            records = records.filter(pk__lt=values[self.parts])
        return records.order_by("-pk").values_list("pk", kind.day)[: self.limit]


@dataclass(frozen=True)
class DaysAsked:
    """The days of records of a kind, by their keys."""

    kind: str
    blanks = (list,)

    def build(self, pks: Sequence[int]) -> QuerySet:
        kind = KINDS[self.kind]
        found = kind.model._default_manager.filter(pk__in=pks)
        return found.order_by().values_list("pk", kind.day)


@dataclass(frozen=True)
class RowsAsked:
    """Records of a look with all that their rows show, by their keys."""

    look: Look
    blanks = (list, *[list] * Look.lists)

    def build(self, pks: Sequence[int], *keys: Sequence[int]) -> QuerySet:
        kind = KINDS[self.look.kind]
        return kind.shown(self.look.records(*keys)).filter(pk__in=pks).order_by()


def _ranking(kind: SearchKind, records: Filled, words: str, before: int | None) -> Ranking:
    """The keys of what is found, the best first; without words the newest first."""
    if words and kind.parts is None:
        return rank(records, words, before=before)
    parts = kind.parts(words) if kind.parts else []
    if kind.parts and not parts:
        return Ranking({})
    older = [] if before is None else [before]
    asked = NewestAsked(records.form, RANKED, len(parts), bool(older))
    rows = asked_often(asked).rows(*parts, *older, *records.keys)
    older = rows[-1][0] if len(rows) == RANKED else None
    return Ranking({pk: Stage.WORDS for pk, _day in _by_day(rows)}, older)


def _by_day(rows: list[tuple]) -> list[tuple]:
    """Keys with their days, the newest first; those without one come last."""
    return sorted(
        rows, key=lambda row: (True, row[1], row[0]) if row[1] else (False, row[0]), reverse=True
    )


def _rows(kind: SearchKind, records: Filled, ranking: Ranking, pks: list, words: str) -> list[Row]:
    """The rows of some records, in their order. Whatever is shown is asked for with the rights
    once more: an index that is behind gives nothing away.
    """
    asked = asked_often(RowsAsked(records.form))
    by_pk = {record.pk: record for record in asked.records(pks, *records.keys)} if pks else {}
    return [
        replace(kind.row(by_pk[pk], words), near=ranking.pks[pk] is Stage.LOOSELY)
        for pk in pks
        if pk in by_pk
    ]
