"""By which keys a typed name is recognised and sorted."""

import pytest

from portal.people.models import Person
from portal.people.names import bare_first_name, name_key
from portal.thai.sorting import sort_key
from tests import factories


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("สมชาย", "สมชาย"),
        ("นายสมชาย", "สมชาย"),
        ("นาย สมชาย", "สมชาย"),
        ("นางสาวสมหญิง", "สมหญิง"),
        ("น.ส. สมหญิง", "สมหญิง"),
        ("นางเพ็ญ", "เพ็ญ"),
        ("นายิกา", "นายิกา"),  # a name that begins like a title
        ("พระครูตัวอย่าง", "ครูตัวอย่าง"),
        ("Mr. Example", "example"),
        ("Missy", "missy"),
        ("ว่าที่ร้อยตรีหญิงสมหญิง", "สมหญิง"),
        ("ว่าที่ ร.ต. หญิง สมหญิง", "สมหญิง"),
    ],
)
def test_a_title_on_the_first_name_is_not_the_name(typed, bare):
    assert bare_first_name(typed) == bare


def test_spacing_digits_and_case_do_not_count():
    assert name_key(" ผู้เข้าอบรม  ๐๑ ", "สมมติ") == name_key("ผู้เข้าอบรม 01", " สมมติ")
    assert name_key("Example", "PERSON") == name_key("example", "person")
    assert name_key("สมชาย", "") == "สมชาย"


@pytest.mark.django_db
def test_people_stand_by_name_whatever_their_title():
    second = factories.person(first_name="นายขวัญ", last_name="สมมติ")
    first = factories.person(first_name="กานต์", last_name="สมมติ")
    third = factories.person(title="นาง", first_name="เคน", last_name="สมมติ")
    assert list(Person.objects.all()) == [first, second, third]
    assert second.sort_key == sort_key("ขวัญ สมมติ")


@pytest.mark.django_db
def test_the_shown_name_joins_a_thai_title_and_parts_an_english_one():
    thai = factories.person(title="นาง", first_name="ผู้เข้าอบรม", last_name="01")
    english = factories.person(title="Mr.", first_name="Participant", last_name="01")
    assert str(thai) == "นางผู้เข้าอบรม 01"
    assert str(english) == "Mr. Participant 01"


@pytest.mark.django_db
def test_people_are_found_by_parts_of_name_or_phone():
    wanted = factories.person(first_name="นายผู้เข้าอบรม", last_name="สมมติ", phone="0812345678")
    factories.person(first_name="อีกคน", last_name="สมมติ", phone="0899999999")
    for text in ("อบรม", "สมมติ อบรม", "081-234-5678", "๒๓๔๕", "5678"):
        assert list(Person.objects.like(text)) == [wanted], text
    assert Person.objects.like("สมมติ").count() == 2
    assert not Person.objects.like("ไม่มีใคร")


@pytest.mark.django_db
def test_similar_people_share_a_name_or_a_phone():
    person = factories.person(first_name="ผู้เข้าอบรม", last_name="01", phone="0812345678")
    same_name = factories.person(first_name="นายผู้เข้าอบรม", last_name="01")
    same_phone = factories.person(first_name="อีกคน", last_name="02", phone="0812345678")
    factories.person(first_name="คนอื่น", last_name="03")
    assert set(Person.objects.similar_to(person)) == {same_name, same_phone}
    assert set(Person.objects.similar_to(same_name)) == {person}
