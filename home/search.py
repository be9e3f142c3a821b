"""Searches everything a reader may see, in Thai, and narrows it by what the reader chose."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import DateTimeField, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from home.search_kinds import KINDS, Reader, SearchKind
from home.search_rows import Row
from portal.funds.access import Rights
from portal.funds.models import Area, Fund, Subject
from portal.people.models import Person
from portal.thai.search import Ranking, Stage, may_hold, rank, rank_near
from portal.thai.search_backend.results import RANKED

BEST, NEWEST = "best", "newest"
#: Rows of a kind beside others, and on a page of one kind alone.
FEW, MANY = 4, 20


@dataclass(frozen=True)
class Narrowing:
    """What of everything is wanted; the empty value is all of it. Days are included."""

    subject: Subject | None = None
    fund: Fund | None = None
    province: Area | None = None
    person: Person | None = None
    solved: bool = False
    has_file: bool = False
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != Narrowing()


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
    narrowing: Narrowing = Narrowing(),
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
    passing = {
        each: passes for each in KINDS.values() if (passes := _passes(each, narrowing)) is not None
    }
    records = _Records(Reader(rights), passing)
    rankings = {
        each: _ranking(each, records[each], words, before if each.name == kind else None)
        for each in _worth_asking(passing, words)
    }
    if words and not any(ranking.pks for ranking in rankings.values()):
        # Only where nobody wrote it so: what comes near would drown what was meant.
        rankings = {
            each: rank_near(records[each], words)
            for each in _worth_asking(passing, words, nearly=True)
            if not each.matched
        }
    found = []
    for each in passing:
        alone, ranking = each.name == kind, rankings.get(each, Ranking({}))
        if not ranking.pks and not alone:
            continue
        rows = []
        if alone or not kind:
            pks = list(ranking.pks)
            if order == NEWEST and words:
                pks = _newest_first(each, pks)
            start = (page - 1) * MANY if alone else 0
            pks = pks[start : start + (MANY if alone else FEW)]
            rows = _rows(each, records[each], ranking, pks, words, rights)
        found.append(Found(each.name, each.label, rows, len(ranking.pks), ranking.older))
    return found


class _Records(dict):
    """What the reader may see of a kind and passes the filters, made when it is asked for: most
    kinds hold nothing of what is looked for.
    """

    def __init__(self, reader: Reader, passing: dict[SearchKind, Q]):
        super().__init__()
        self.reader, self.passing = reader, passing

    def __missing__(self, kind: SearchKind) -> QuerySet:
        passes, visible = self.passing[kind], kind.visible(self.reader)
        return self.setdefault(kind, visible.filter(passes) if passes else visible)


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


def _passes(kind: SearchKind, narrowing: Narrowing) -> Q | None:
    """What records must be to pass the filters; None where the kind does not know one of them."""
    wanted = Q()
    for name in ("subject", "fund", "province", "person"):
        if value := getattr(narrowing, name):
            narrow = getattr(kind, name)
            if narrow is None:
                return None
            wanted &= narrow(value)
    for name in ("solved", "has_file"):
        if getattr(narrowing, name):
            narrow = getattr(kind, name)
            if narrow is None:
                return None
            wanted &= Q(narrow)
    if narrowing and kind.matched:
        return None
    if narrowing.since or narrowing.until:
        wanted &= _between(kind, narrowing)
    return wanted


def _between(kind: SearchKind, narrowing: Narrowing) -> Q:
    """Days as the portal's time zone has them."""
    since, until = narrowing.since, narrowing.until
    if isinstance(kind.model._meta.get_field(kind.day), DateTimeField):
        zone = timezone.get_current_timezone()
        since = since and datetime.combine(since, time.min, zone)
        until = until and datetime.combine(until, time.max, zone)
    wanted = Q()
    if since:
        wanted &= Q(**{f"{kind.day}__gte": since})
    if until:
        wanted &= Q(**{f"{kind.day}__lte": until})
    return wanted


def _ranking(kind: SearchKind, records: QuerySet, words: str, before: int | None) -> Ranking:
    """The keys of what is found, the best first; without words the newest first."""
    if words and kind.matched is None:
        return rank(records, words, before=before)
    if kind.matched and not words:
        return Ranking({})
    if kind.matched:
        records = kind.matched(records, words)
    if before is not None:
        records = records.filter(pk__lt=before)
    rows = list(records.order_by("-pk").values_list("pk", kind.day)[:RANKED])
    older = rows[-1][0] if len(rows) == RANKED else None
    rows.sort(key=_by_day, reverse=True)
    return Ranking({pk: Stage.WORDS for pk, _day in rows}, older)


def _by_day(row: tuple) -> tuple:
    """Sorts keys with their days; those without one come before all."""
    pk, day = row
    return (True, day, pk) if day else (False, pk)


def _newest_first(kind: SearchKind, pks: list) -> list:
    days = kind.model._default_manager.filter(pk__in=pks).values_list("pk", kind.day)
    return [pk for pk, _day in sorted(days, key=_by_day, reverse=True)]


def _rows(
    kind: SearchKind, records: QuerySet, ranking: Ranking, pks: list, words: str, rights: Rights
) -> list[Row]:
    """The rows of some records, in their order. Whatever is shown is asked for with the rights
    once more: an index that is behind gives nothing away.
    """
    by_pk = kind.shown(records).in_bulk(pks)
    return [
        replace(kind.row(by_pk[pk], words, rights), near=ranking.pks[pk] is Stage.LOOSELY)
        for pk in pks
        if pk in by_pk
    ]
