"""What the registration form does not accept: a sentence beside the field, nothing changed."""

import pytest

from courses.models import Registration
from portal.people.models import Person
from tests import factories
from tests.courses.registering.form_filling import address, visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    made = factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")
    made.districts.set([factories.area("5801")])
    made.save()
    return made


BAD = {
    "no name": ("first_name", ""),
    "only spaces": ("first_name", "   "),
    "name too long": ("first_name", "ก" * 81),
    "emoji in the name": ("first_name", "สมชาย 🙂"),
    "HTML in the name": ("first_name", "<script>alert(1)</script>"),
    "right-to-left mark": ("last_name", "สม\u202eมติ"),
    "a null byte": ("needs", "แพ้\x00กุ้ง"),
    "digits for a name": ("first_name", "12345"),
    "an ID number for a name": ("first_name", "ก 1-1037-02071-81-1"),
    "forged title": ("title", "เจ้าพระยา"),
    "no phone": ("phone", ""),
    "a short phone": ("phone", "0812"),
    "a foreign phone": ("phone", "+1 555 123 4567"),
    "letters for a phone": ("phone", "โทรหาลุง"),
    "no fund chosen": ("fund", ""),
    "a forged fund": ("fund", "999999"),
    "a fund that is no number": ("fund", "1 OR 1=1"),
    "a fund beyond all numbers": ("fund", "9" * 40),
    "forged post": ("post_held", "king"),
    "needs too long": ("needs", "ก" * 301),
    "an ID number in the needs": ("needs", "บัตร 1103702071811 แพ้กุ้ง"),
    "too long a search": ("fund_words", "ก" * 101),
}


@pytest.mark.parametrize(("field", "value"), BAD.values(), ids=BAD)
def test_bad_input_gets_one_sentence_beside_its_field_and_changes_nothing(
    client, workshop, field, value
):
    sent = visitor(client, workshop, **{field: value})
    response = client.post(address(workshop), sent)
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    (sentence,) = form.errors[field]
    assert sentence.endswith((".", ")")), sentence
    assert form["last_name"].value() == sent["last_name"]
    assert form[field].value() == value
    assert not Registration.objects.exists()
    assert not Person.objects.exists()


def test_html_in_the_needs_is_kept_as_words(client, workshop):
    sent = visitor(client, workshop, needs="<b onclick=x>แพ้กุ้ง</b>")
    page = client.post(address(workshop), sent, follow=True)
    assert "&lt;b onclick=x&gt;แพ้กุ้ง&lt;/b&gt;" in page.content.decode()


def test_what_comes_along_unseen_is_taken_out_of_a_name(client, workshop):
    sent = visitor(client, workshop, first_name="\u200bผู้เข้า\u200bอบรม\x00  ใจดี ")
    client.post(address(workshop), sent)
    assert Person.objects.get().first_name == "ผู้เข้าอบรม ใจดี"


def test_somebody_without_a_last_name_is_taken(client, workshop):
    client.post(address(workshop), visitor(client, workshop, last_name=""))
    assert Registration.objects.get().person.last_name == ""
