"""Decides which entries are shown to a human as perhaps the same person, and remembers the answer.

Each new or renamed entry is compared once, through two indexes (how the name sounds, and the
phone), so that fifty thousand entries cost no more than fifty. Nothing is ever merged here.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.people.likeness import Entry, Sign, signs
from portal.people.models import Person, SimilarPair, User
from portal.people.names import bare_first_name
from portal.people.sounds import slip_keys, sound_key
from portal.thai.words import normalise

#: Entries compared by one call; `compare_people` calls until none is left.
MOST_AT_ONCE = 100
#: Namesakes of one entry that are shown; more would be a list of a common name.
MOST_PAIRS = 20
#: Keys asked for in one query.
KEYS_A_QUERY = 8000


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
    _with_sound_keys(fresh)
    candidates = _candidates(fresh)
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

    Two queries. For the organisers' eyes: who registers alone is never shown anybody.
    """
    typed = Person(first_name=first_name, last_name=last_name, phone=phone)
    return _like(typed, _candidates([typed]))


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


def _with_sound_keys(people: list[Person]):
    """Give entries from before there were such keys, or by another rule, the key of today."""
    outdated = []
    for person in people:
        key = sound_key(bare_first_name(person.first_name), normalise(person.last_name))
        if person.sound_key != key:
            person.sound_key = key
            outdated.append(person)
    Person.objects.bulk_update(outdated, ["sound_key"], batch_size=500)


def _candidates(fresh: list[Person]) -> dict[str, dict[str, list[Person]]]:
    """Whoever may be like one of some people, by sound key and by phone."""
    phones = {person.phone for person in fresh if person.phone}
    by_phone = Person.objects.known().filter(phone__in=phones).order_by("pk")
    found = {"phone": _gathered(by_phone, "phone"), "sound": {}}
    keys = sorted({key for person in fresh for key in _keys(person)})
    for start in range(0, len(keys), KEYS_A_QUERY):
        some = keys[start : start + KEYS_A_QUERY]
        by_sound = Person.objects.known().filter(sound_key__in=some).order_by("pk")
        found["sound"].update(_gathered(by_sound, "sound_key"))
    return found


def _keys(person: Person) -> set[str]:
    return slip_keys(bare_first_name(person.first_name), normalise(person.last_name)) - {""}


def _gathered(people: Iterable[Person], name: str) -> dict[str, list[Person]]:
    found = {}
    for person in people:
        found.setdefault(getattr(person, name), []).append(person)
    return found


def _like(person: Person, candidates) -> list[tuple[Person, tuple[Sign, ...]]]:
    """Those of the candidates with a sign, most signs first."""
    near = {other.pk: other for other in candidates["phone"].get(person.phone, [])}
    for key in _keys(person) & candidates["sound"].keys():
        near.update((other.pk, other) for other in candidates["sound"][key])
    near.pop(person.pk, None)
    mine = Entry.of(person)
    like = [(other, found) for other in near.values() if (found := signs(mine, Entry.of(other)))]
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
