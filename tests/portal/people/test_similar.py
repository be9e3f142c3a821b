"""Which entries are shown as perhaps one person, at what cost, and what is remembered."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.people import similar
from portal.people.models import Person, SimilarPair
from portal.people.similar import compare_new_people, in_words, people_like, two_people
from tests import factories

pytestmark = pytest.mark.django_db

PHONE = "0812345678"


def person(first_name, last_name="ทดสอบ", **kwargs) -> Person:
    return factories.person(first_name=first_name, last_name=last_name, **kwargs)


def shown() -> list[tuple]:
    pairs = SimilarPair.objects.undecided().order_by("pk")
    return [(pair.one, pair.two, *pair.reasons) for pair in pairs]


def test_alike_entries_are_shown_with_the_reasons():
    one, two = person("สมชาย", phone=PHONE), person("ทดสอบ", "สมชาย", phone=PHONE)
    person("บุญมา", phone=PHONE)
    assert compare_new_people() == 3
    assert shown() == [(one, two, "swapped", "phone")]
    assert len(in_words(SimilarPair.objects.get())) == 2


@pytest.mark.parametrize("other", ["สมชายย", "สมขาย", "สมชาญ", "นายสมชาย", "สม ชาย", "สมช่าย"])
def test_slips_are_found_without_a_phone(other):
    one, two = person("สมชาย"), person(other)
    compare_new_people()
    assert [pair[:2] for pair in shown()] == [(one, two)]


def test_who_comes_later_is_compared_with_everybody():
    one = person("สมชาย")
    compare_new_people()
    assert shown() == []
    assert compare_new_people() == 0
    two = person("สมชายย")
    assert compare_new_people() == 1
    assert shown() == [(one, two, "slip")]


def test_a_changed_name_or_phone_is_compared_again():
    one, two = person("สมชาย"), person("บุญมา")
    compare_new_people()
    two.first_name = "สมชาย"
    two.save(update_fields=["first_name"])
    compare_new_people()
    assert shown() == [(one, two, "same_name")]
    two.first_name = "บุญมา"
    two.save()
    compare_new_people()
    assert shown() == []


def test_entries_from_before_there_were_keys_are_found():
    one, two = person("สมชาย"), person("สมชายย")
    Person.objects.update(sound_head="", sound_tail="")
    compare_new_people(most=1)
    compare_new_people(most=1)
    assert [pair[:2] for pair in shown()] == [(one, two)]


def test_two_people_are_not_shown_again_even_when_renamed():
    one, two = person("สมชาย"), person("สมชาย")
    compare_new_people()
    by, later = factories.coordinator(), factories.coordinator()
    pair = SimilarPair.objects.get()
    two_people(pair=pair, by=by)
    assert two_people(pair=pair, by=later).decided_by == by
    two.save()
    compare_new_people()
    assert shown() == []
    assert SimilarPair.objects.get().decision == SimilarPair.Decision.TWO_PEOPLE
    three = person("สมชาย")
    compare_new_people()
    assert {pair[:2] for pair in shown()} == {(one, three), (two, three)}


def test_a_common_name_does_not_fill_the_list(monkeypatch):
    monkeypatch.setattr(similar, "MOST_PAIRS", 3)
    for _ in range(6):
        person("สมชาย")
    compare_new_people()
    last = person("สมชาย")
    compare_new_people()
    assert len([pair for pair in shown() if last in pair]) == 3


def test_somebody_merged_is_compared_with_nobody():
    one, gone = person("สมชาย"), person("สมชาย")
    Person.objects.filter(pk=gone.pk).update(merged_into=one)
    compare_new_people()
    assert shown() == []


def test_the_cost_does_not_grow_with_the_people():
    def cost() -> int:
        person("สมชาย", phone=PHONE)
        with CaptureQueriesContext(connection) as queries:
            assert compare_new_people() == 1
        return len(queries)

    person("สมชาย"), compare_new_people()
    few = cost()
    for number in range(30):
        person("สมชาย", f"ทดสอบ{number}")
    while compare_new_people():
        pass
    assert cost() == few


def test_the_command_compares_all(capsys):
    for _ in range(3):
        person("สมชาย")
    call_command("compare_people")
    assert capsys.readouterr().out == "3 people compared, 3 pairs wait for a decision\n"


def test_who_is_being_typed_in_is_compared_with_those_known(django_assert_num_queries):
    one, other = person("สมชาย", phone=PHONE), person("สมชายย")
    person("บุญมา", phone=PHONE)
    with django_assert_num_queries(3):
        found = people_like(first_name="นายสมชาย", last_name="ทดสอบ", phone=PHONE)
    assert [(like, [sign.value for sign in signs]) for like, signs in found] == [
        (one, ["same_name", "phone"]),
        (other, ["slip"]),
    ]
    assert people_like(first_name="", last_name="", phone="") == []
