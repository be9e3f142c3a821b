"""Decides which records of a kind a search looks at: what the reader may see, and the filters.

Most readers ask for the same but for the boards they may read and their own funds: that is a
`Look`, and statements about it are written once (`portal.asked_often`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils import timezone

from home.search_kinds import KINDS, Reader, SearchKind
from portal.asked_often import Filled
from portal.funds.access import NATION, Rights
from portal.funds.models import Area, Fund, Subject
from portal.people.models import Person

#: Stands for whoever is signed in; which account it is makes no difference to what is found.
SOMEBODY = 0


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
        return self != EVERYTHING


EVERYTHING = Narrowing()


@dataclass(frozen=True)
class Look:
    """What a reader may see of a kind and passes the filters, but for the keys of the boards they
    may read and of the funds on whose committee they sit.
    """

    kind: str
    narrowing: Narrowing
    signed_in: bool
    provinces: frozenset[str]

    lists = 2

    @property
    def model(self) -> type[Model]:
        return KINDS[self.kind].model

    def records(self, boards: Sequence[int], committee_of: Sequence[int]) -> QuerySet:
        rights = Rights(
            user_id=SOMEBODY if self.signed_in else None,
            committee_of=frozenset(committee_of),
            provinces=self.provinces,
        )
        kind = KINDS[self.kind]
        return kind.visible(Reader(rights, boards)).filter(passing(kind, self.narrowing))


def seen_by(reader: Reader, kind: SearchKind, narrowing: Narrowing) -> Filled:
    """What the reader may see of a kind and passes the filters."""
    rights = reader.rights
    provinces = frozenset([NATION]) if rights.whole_nation else rights.provinces
    look = Look(kind.name, narrowing, rights.signed_in, provinces)
    return Filled(look, (tuple(reader.boards), tuple(sorted(rights.committee_of))))


def passing(kind: SearchKind, narrowing: Narrowing) -> Q | None:
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
