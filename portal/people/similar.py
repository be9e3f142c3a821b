"""Decides which entries are shown to a human as perhaps the same person, and remembers the answer.

Each new or renamed entry is compared once, through indexes (the halves of how the name sounds,
and the phone), so that fifty thousand entries cost no more than fifty. Nothing is ever merged here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.people.likeness import Entry, Sign, signs
from portal.people.models import Person, SimilarPair, User
from portal.people.sounds import halves, halves_of_slips, heard

#: Entries compared by one call; `compare_people` calls until none is left.
MOST_AT_ONCE = 50
#: Namesakes of one entry that are shown; more would be a list of a common name.
MOST_PAIRS = 20


@transaction.atomic
def compare_new_people(*, most: int = MOST_AT_ONCE, moment: datetime | None = None) -> int:
    """Compare entries that are new, or whose name or phone changed; how many were compared.

    Pairs that no longer look alike go, unless somebody decided on them. The number of
    queries depends on `most`, not on how many people there are.
    """
    waiting = Person.objects.known().filter(compared=False).order_by("pk")
    fresh = list(waiting.select_for_update(no_key=True, skip_locked=True)[:most])
    if not fresh:
        return 0
    _with_halves(fresh)
    candidates = Candidates.of(fresh)
    pairs = {}
    for person in fresh:
        for other, found in _like(person, candidates):
            one, two = sorted((person.pk, other.pk))
            pairs[one, two] = [sign.value for sign in found]
    keys = [person.pk for person in fresh]
    _drop_all_but(pairs, keys)
    SimilarPair.objects.bulk_create(
        [
            SimilarPair(one_id=one, two_id=two, reasons=found, found_at=moment or timezone.now())
            for (one, two), found in pairs.items()
        ],
        update_conflicts=True,
        unique_fields=["one", "two"],
        update_fields=["reasons"],
    )
    Person.objects.filter(pk__in=keys).update(compared=True)
    return len(fresh)


def people_like(
    *, first_name: str, last_name: str, phone: str
) -> list[tuple[Person, tuple[Sign, ...]]]:
    """Entries like somebody who is only being typed in, with the signs; the likest first.

    Three queries. For the organisers' eyes: who registers alone is never shown anybody.
    """
    typed = Person(first_name=first_name, last_name=last_name, phone=phone)
    return _like(typed, Candidates.of([typed]))


@transaction.atomic
def two_people(*, pair: SimilarPair, by: User, moment: datetime | None = None) -> SimilarPair:
    """Remember that a pair is two people: it is not shown again. The first answer stands."""
    pair = SimilarPair.objects.select_for_update().get(pk=pair.pk)
    if not pair.decision:
        pair.decision = SimilarPair.Decision.TWO_PEOPLE
        pair.decided_by, pair.decided_at = by, moment or timezone.now()
        pair.save(update_fields=["decision", "decided_by", "decided_at"])
    return pair


def in_words(pair: SimilarPair) -> list[str]:
    """Why a pair is shown, in the reader's language."""
    known = set(Sign.values)
    return [str(Sign(reason).label) for reason in pair.reasons if reason in known]


def _with_halves(people: list[Person]):
    """Give entries from before there were halves, or by another rule, those of today."""
    outdated = []
    for person in people:
        head, tail = halves(heard(*person.bare_names))
        if (person.sound_head, person.sound_tail) != (head, tail):
            person.sound_head, person.sound_tail = head, tail
            outdated.append(person)
    Person.objects.bulk_update(outdated, ["sound_head", "sound_tail"], batch_size=500)


@dataclass(frozen=True)
class Candidates:
    """Whoever may be like one of some people, by what they have in common with them."""

    by_head: dict[str, list[Person]]
    by_tail: dict[str, list[Person]]
    by_phone: dict[str, list[Person]]

    @classmethod
    def of(cls, fresh: list[Person]) -> "Candidates":
        """Three queries, however many people there are."""
        slips = [halves_of_slips(*person.bare_names) for person in fresh]
        heads = {head for heads, _tails in slips for head in heads}
        tails = {tail for _heads, tails in slips for tail in tails}
        phones = {person.phone for person in fresh if person.phone}
        return cls(
            _gathered("sound_head", heads),
            _gathered("sound_tail", tails),
            _gathered("phone", phones),
        )

    def near(self, person: Person) -> Iterable[Person]:
        """Those for one person, each once."""
        heads, tails = halves_of_slips(*person.bare_names)
        found = [
            *(other for head in heads for other in self.by_head.get(head, ())),
            *(other for tail in tails for other in self.by_tail.get(tail, ())),
            *self.by_phone.get(person.phone, ()),
        ]
        return {other.pk: other for other in found if other.pk != person.pk}.values()


def _gathered(name: str, values: set[str]) -> dict[str, list[Person]]:
    found = {}
    people = Person.objects.known().filter(**{f"{name}__in": values}).order_by()
    for person in people:
        found.setdefault(getattr(person, name), []).append(person)
    return found


def _like(person: Person, candidates: Candidates) -> list[tuple[Person, tuple[Sign, ...]]]:
    """Those of the candidates with a sign, most signs first."""
    mine = Entry.of(person)
    like = [
        (other, found)
        for other in candidates.near(person)
        if (found := signs(mine, Entry.of(other)))
    ]
    like.sort(key=lambda row: (-len(row[1]), row[0].pk))
    return like[:MOST_PAIRS]


def _drop_all_but(pairs: Iterable[tuple[int, int]], people: list[int]):
    """Forget undecided pairs of some people that were not found again."""
    undecided = SimilarPair.objects.filter(decision="")
    stale = [
        pk
        for name in ("one", "two")
        for pk, one, two in undecided.filter(**{f"{name}__in": people}).values_list(
            "pk", "one", "two"
        )
        if (one, two) not in pairs
    ]
    SimilarPair.objects.filter(pk__in=stale).delete()
