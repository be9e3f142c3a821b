"""What the form of a group does not accept: a sentence beside its line, nothing changed."""

import pytest

from courses.models import Registration, RegistrationGroup
from tests import factories
from tests.courses.group_filling import ask, somebody
from tests.courses.registering.form_filling import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    return factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")


@pytest.fixture
def fund():
    return factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")


@pytest.fixture
def secretary(client, fund):
    user = factories.officer(fund)
    client.force_login(user)
    return user


BAD = {
    "no first name": ("first_name", ""),
    "name too long": ("first_name", "ก" * 81),
    "emoji": ("first_name", "สมชาย 🙂"),
    "HTML": ("first_name", "<b>สมชาย</b>"),
    "right to left": ("last_name", "สม\u202eมติ"),
    "an ID number": ("last_name", "ก 1-1037-02071-81-1"),
    "forged title": ("title", "เจ้าพระยา"),
    "no phone": ("phone", ""),
    "a phone of another country": ("phone", "+44 20 7946 0958"),
    "forged post": ("post_held", "king"),
    "needs too long": ("needs", "ก" * 301),
    "an ID number in the needs": ("needs", "๑๑๐๓๗๐๒๐๗๑๘๑๑"),
    "hidden signs in the needs": ("needs", "ab\u202ecd"),
}


@pytest.mark.parametrize(("field", "value"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("button", ["look", "send"])
def test_bad_input_stands_beside_its_line_and_changes_nothing(
    client, workshop, secretary, field, value, button
):
    people = [somebody(1), somebody(2) | {field: value}, somebody(3)]
    page = ask(client, workshop, *people, consent_needs="on", **{button: "1"})
    rows = page.context["form"].rows
    assert [list(row.errors) for row in rows] == [[], [field], []]
    (sentence,) = rows[1].errors[field]
    assert sentence.endswith((".", ")"))
    assert sentence in text(page)
    assert rows[1][field].value() == value
    assert rows[2]["first_name"].value() == "ผู้เข้าอบรม03"
    assert not Registration.objects.exists()
    assert not RegistrationGroup.objects.exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"rows": "9" * 40},
        {"rows": "-1"},
        {"rows": "x"},
        {"token": "forged"},
        {"fund": "1 OR 1=1"},
        {"fund": "9" * 40},
        {"all_or_none": "perhaps"},
        {"texts": "needs:99"},
        {"person": "x", "known": "1"},
        {"drop": "99"},
        {"drop": "x"},
    ],
    ids=str,
)
def test_forged_fields_get_an_answer_and_write_nothing(client, workshop, secretary, forged):
    page = ask(client, workshop, somebody(1), **{"look": "1", **forged})
    assert page.status_code == 200
    assert page.context["form"].rows[0]["first_name"].value() == "ผู้เข้าอบรม01"
    assert not Registration.objects.exists()
