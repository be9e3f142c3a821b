"""A query that is written once gives what Django's own would give, for every value."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, OuterRef
from django.utils import timezone

from courses.models import Registration, Workshop
from portal.asked_often import AskedOften, asked_often
from portal.funds.models import Fund, Office
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


def test_records_are_those_of_the_queryset_with_every_kind_of_value():
    def held(workshop: int):
        return Workshop.objects.select_for_update(no_key=True).filter(pk=workshop).order_by()

    asked, workshop = AskedOften(held, int), factories.workshop(seats_per_fund=2)
    factories.workshop()
    [found] = asked.records(workshop.pk)
    [own] = held(workshop.pk)
    names = [field.attname for field in Workshop._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(own, name) for name in names]
    assert found.starts_on == workshop.starts_on
    assert not found.get_deferred_fields()
    found.title = "เปลี่ยนแล้ว"
    found.save()
    workshop.refresh_from_db()
    assert workshop.title == "เปลี่ยนแล้ว"


def test_related_records_and_annotations_come_along(django_assert_num_queries):
    def seen(workshop: int):
        return Workshop.objects.with_place().with_taken().filter(pk=workshop).order_by()

    asked, workshop = AskedOften(seen, int), factories.workshop()
    factories.registration(workshop, status="confirmed", seat=1)
    with django_assert_num_queries(1):
        [found] = asked.records(workshop.pk)
        place = found.venue.subdistrict.parent.parent
    assert (found.taken, found.waiting) == (1, 0)
    assert place == workshop.venue.subdistrict.parent.parent
    assert found.starts_on == workshop.starts_on


def test_a_related_record_that_is_not_there_is_none(django_assert_num_queries):
    asked = AskedOften(lambda pk: Registration.objects.filter(pk=pk).select_related("fund"), int)
    registration = factories.registration()
    Registration.objects.filter(pk=registration.pk).update(fund=None)
    with django_assert_num_queries(1):
        [found] = asked.records(registration.pk)
        assert found.fund is None


def test_of_a_record_only_what_was_asked_for_is_read(django_assert_num_queries):
    asked = AskedOften(lambda pk: Fund.objects.filter(pk=pk).only("name", "subdistrict"), int)
    fund = factories.fund()
    with django_assert_num_queries(1):
        [found] = asked.records(fund.pk)
        assert (found.pk, found.name, found.subdistrict_id) == (
            fund.pk,
            fund.name,
            fund.subdistrict_id,
        )
    assert found.get_deferred_fields() == {
        field.attname for field in Fund._meta.concrete_fields
    } - {"id", "name", "subdistrict_id"}


def test_a_moment_is_compared_as_the_database_keeps_moments():
    asked = AskedOften(
        lambda moment: Registration.objects.filter(registered_at__lte=moment).values_list("pk"),
        datetime,
    )
    now = timezone.now()
    earlier, later = (
        factories.registration(registered_at=now + timedelta(microseconds=step)) for step in (0, 1)
    )
    assert asked.rows(now) == [(earlier.pk,)]
    in_bangkok = (now + timedelta(microseconds=1)).astimezone(timezone.get_default_timezone())
    assert sorted(asked.rows(in_bangkok)) == [(earlier.pk,), (later.pk,)]


def test_a_number_that_is_no_key_finds_nothing():
    asked = AskedOften(lambda pk: Fund.objects.filter(pk=pk), int)
    assert asked.records(10**30) == asked.rows(10**30) == []


def after(moment: datetime, day: date, key: int):
    offices = Office.objects.filter(asked_at__gt=moment, starts_on__lte=day, pk__gte=key)
    own = Office.objects.filter(person=OuterRef("person")).order_by()
    counted = own.values("person").annotate(count=Count("pk")).values("count")
    return offices.select_related("person__user", "fund").annotate(held=counted).order_by("pk")


def test_models_come_with_what_is_selected_and_annotated(django_assert_num_queries):
    user, day, moment = factories.user(), timezone.localdate(), timezone.now()
    offices = [factories.office(user), factories.office(user), factories.office()]
    asked = AskedOften(after, datetime, date, int)
    for values in [
        (moment - timedelta(hours=1), day, offices[0].pk),
        (moment - timedelta(hours=1), day, offices[2].pk),
        (moment + timedelta(hours=1), day, offices[0].pk),
        (moment - timedelta(hours=1), day - timedelta(days=9999), offices[0].pk),
    ]:
        with django_assert_num_queries(1):
            found = asked.records(*values)
            told = [(one.person.user, one.person.first_name, one.fund.name) for one in found]
        expected = list(after(*values))
        assert found == expected
        assert told == [(e.person.user, e.person.first_name, e.fund.name) for e in expected]
        for one, other in zip(found, expected, strict=True):
            fields = [field.attname for field in Office._meta.concrete_fields]
            assert [getattr(one, name) for name in fields] == [
                getattr(other, name) for name in fields
            ]
            assert one.held == other.held
    assert len(asked.records(moment - timedelta(hours=1), day, offices[0].pk)) == 3


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_line():
    person, asked = factories.person(), AskedOften(lambda key: Person.objects.filter(pk=key), int)

    def ask() -> list:
        try:
            return asked.records(person.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        found = [threads.submit(ask) for _ in range(6)]
    assert [one.result() for one in found] == [[person]] * 6
    assert asked.records(person.pk) == [person]
