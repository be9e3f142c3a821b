"""Decides which people of a fund its officers may choose from, instead of writing them again.

Those with a post in it today and those who came for it before; nobody of another fund, and
nobody who has a place in the workshop already.
"""

from dataclasses import dataclass

from courses.models import Registration, Workshop
from portal.funds.models import Fund, Office
from portal.people.models import Person

#: More would be a list to search in.
MOST = 40


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the fund, with the post and the phone they were last written down with."""

    person: Person
    post_held: str = ""
    phone: str = ""

    @property
    def pk(self) -> int:
        return self.person.pk

    def as_row(self) -> dict[str, str]:
        """What a line of the group's form is filled with."""
        return {
            "title": self.person.title,
            "first_name": self.person.first_name,
            "last_name": self.person.last_name,
            "phone": self.person.phone or self.phone,
            "post_held": self.post_held,
        }


def known_people(*, fund: Fund, workshop: Workshop) -> list[Known]:
    """People of a fund in the order of the Thai alphabet. Three queries."""
    coming = set(
        Registration.objects.filter(workshop=workshop).living().values_list("person_id", flat=True)
    )
    found: dict[int, Known] = {}
    before = Registration.objects.for_fund(fund).select_related("person").order_by("pk")
    for one in before.filter(person__merged_into=None):
        found[one.person_id] = Known(one.person, one.post_held, one.phone)
    offices = Office.objects.in_force().filter(fund=fund, person__merged_into=None)
    for office in offices.select_related("person").order_by("pk"):
        phone = found[office.person_id].phone if office.person_id in found else ""
        found[office.person_id] = Known(office.person, office.role, phone)
    kept = [one for pk, one in found.items() if pk not in coming]
    return sorted(kept, key=lambda one: (one.person.sort_key, one.pk))[:MOST]
