"""Decides whom the organisers are shown when they enter somebody who may be known already.

A name nearly alike, first and last name swapped, or the same name without a phone: a human
says whether it is the same person. Nothing is merged here, and nobody else ever sees it.
"""

from dataclasses import dataclass

from courses.models import Registration
from portal.people.likeness import Sign
from portal.people.models import Person
from portal.people.names import name_key
from portal.people.similar import people_like

#: Shown at once; more would be a list of a common name.
MOST_SHOWN = 5
MOST_PLACES = 3
#: What is chosen for somebody who is nobody of those shown.
ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Somebody known who may be meant: why, and where they were registered before."""

    person: Person
    signs: tuple[Sign, ...]
    places: tuple[Registration, ...]

    @property
    def why(self) -> str:
        return ", ".join(str(sign.label) for sign in self.signs)

    @property
    def phone_end(self) -> str:
        """Enough to ask by; the number itself is nobody's business here."""
        return self.person.phone[-4:]


def resembling(*, first_name: str, last_name: str, phone: str) -> list[Resemblance]:
    """Who may be meant by a name and a phone; nobody when they are exactly somebody's.

    A handful of queries for any number of people.
    """
    like = people_like(first_name=first_name, last_name=last_name, phone=phone)
    key = name_key(first_name, last_name)
    if phone and any(one.name_key == key and one.phone == phone for one, _signs in like):
        return []
    like = like[:MOST_SHOWN]
    places: dict[int, list[Registration]] = {one.pk: [] for one, _signs in like}
    known = Registration.objects.filter(person__in=places).select_related("workshop", "fund")
    for place in known.order_by("-workshop__starts_on", "-pk")[: 40 * MOST_SHOWN]:
        if len(places[place.person_id]) < MOST_PLACES:
            places[place.person_id].append(place)
    return [Resemblance(one, signs, tuple(places[one.pk])) for one, signs in like]


def chosen(choice: str, found: list[Resemblance]) -> Person | None:
    """Whom a choice means; None for another person. Raises `KeyError` for what was not shown."""
    if choice == ANOTHER:
        return None
    return {str(one.person.pk): one.person for one in found}[choice]
