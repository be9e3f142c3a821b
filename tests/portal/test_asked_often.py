"""A query that is written once gives what Django's own would give, for every value."""

import pytest

from courses.models import Registration
from portal.asked_often import AskedOften
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
