"""A query that is written once gives what Django's own would give, for every value."""

from dataclasses import dataclass

import pytest

from courses.models import Registration
from portal.asked_often import AskedOften, asked_often
from portal.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


def named(first_name: str, older_than: int):
    found = Person.objects.filter(first_name=first_name, pk__lt=older_than)
    return found.order_by("-pk").values_list("pk", "first_name")[:2]


def test_it_gives_the_rows_of_the_queryset_for_every_value():
    asked = AskedOften(named, str, int)
    people = [factories.person(first_name=name) for name in ("ก้อย", "ก้อย", "ก้อย", "O'Neil %s")]
    for values in [("ก้อย", people[3].pk), ("O'Neil %s", people[3].pk + 1), ("ก้อย", people[2].pk)]:
        assert asked.rows(*values) == list(named(*values))
    assert len(asked.rows("ก้อย", people[3].pk)) == 2


def test_constants_of_the_query_stay_what_they_are():
    def seated(workshop: int):
        rows = Registration.objects.filter(workshop=workshop, status="confirmed", seat__lt=3)
        return rows.values_list("seat").order_by("seat")

    workshop = factories.workshop(seats=9)
    for seat in (1, 2, 4):
        factories.registration(workshop, status="confirmed", seat=seat)
    asked = AskedOften(seated, int)
    assert asked.rows(workshop.pk) == [(1,), (2,)]
    assert asked.rows(workshop.pk + 1) == []


def test_it_asks_once(django_assert_num_queries):
    asked = AskedOften(named, str, int)
    with django_assert_num_queries(2):
        asked.rows("ก้อย", 1)
        asked.rows("ข้าว", 2)


def test_a_value_too_few_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        AskedOften(named, str, int).rows("ก้อย")


def among(keys: list[int], first_name: str):
    found = Person.objects.filter(pk__in=keys, first_name=first_name).order_by("-pk")
    return found.values_list("pk", "first_name")


def test_any_number_of_keys_may_be_given():
    asked = AskedOften(among, list, str)
    people = [factories.person(first_name="ก้อย") for _ in range(5)]
    keys = [person.pk for person in people]
    for some in (keys, keys[:3], keys[:1], [], keys[1:4]):
        assert asked.rows(some, "ก้อย") == list(among(some, "ก้อย"))


def test_records_come_with_all_that_their_queryset_brings_along(django_assert_num_queries):
    def seated(workshops: list[int]):
        rows = Registration.objects.filter(workshop__in=workshops).select_related("workshop")
        return rows.prefetch_related("steps").order_by("-pk")

    asked = AskedOften(seated, list)
    workshops = [factories.workshop(seats=9) for _ in range(2)]
    for workshop in workshops:
        factories.registration(workshop)
    for some in (workshops, workshops[:1], []):
        keys = [workshop.pk for workshop in some]
        with django_assert_num_queries(2 if some else 0):
            records = asked.records(keys)
            assert [record.workshop.title for record in records] == [
                workshop.title for workshop in reversed(some)
            ]
            assert all(record.steps.all()._result_cache is not None for record in records)
        assert records == list(seated(keys))


@dataclass(frozen=True)
class PeopleNamed:
    first_name: str
    blanks = (int,)

    def build(self, older_than: int):
        return named(self.first_name, older_than)


def test_equal_questions_are_written_once():
    older_than = factories.person(first_name="ก้อย").pk + 1
    assert asked_often(PeopleNamed("ก้อย")) is asked_often(PeopleNamed("ก้อย"))
    for name in ("ก้อย", "ข้าว"):
        rows = asked_often(PeopleNamed(name)).rows(older_than)
        assert rows == list(named(name, older_than))
