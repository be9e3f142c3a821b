"""A visitor registers, finds a fund, and reads why it is closed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Registration, Workshop
from portal.people.models import Person
from tests import factories
from tests.courses.registering.form_filling import address, fields, text, visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    made = factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")
    made.districts.set([factories.area("5801")])
    made.save()
    return made


# A visitor


def test_a_visitor_registers_with_name_phone_and_fund(client, workshop):
    fund = factories.fund()
    sent = visitor(client, workshop, fund=fund.pk, post_held="treasurer", title="นาง")
    sent |= {"needs": "อาหารมังสวิรัติ", "consent_needs": "on"}
    response = client.post(address(workshop), sent)
    made = Registration.objects.select_related("person").get()
    assert response.url == made.get_absolute_url()
    assert (made.person.name, made.phone) == ("นางผู้เข้าอบรม สมมติ", "0812345678")
    assert (made.fund, made.post_held, made.needs) == (fund, "treasurer", "อาหารมังสวิรัติ")
    assert (made.channel, made.entered_by, made.seat) == ("self", None, 1)
    page = text(client.get(response.url))
    assert "You have a seat" in page
    assert "Seat 1 " in page
    assert fund.name in page
    assert workshop.title in page
    assert "053-612-345" in page


def test_who_comes_too_late_for_a_seat_reads_place_and_reason(client, workshop):
    Workshop.objects.update(seats=1)
    factories.registration(workshop)
    page = client.get(address(workshop))
    assert "You can go on the waiting list" in text(page)
    assert "Join the waiting list" in text(page)
    response = client.post(address(workshop), visitor(client, workshop), follow=True)
    assert "Place 1 on the waiting list" in text(response)
    assert "The only seat is taken." in text(response)


def test_a_double_tap_is_one_registration_and_says_so(client, workshop):
    sent = visitor(client, workshop)
    first = client.post(address(workshop), sent)
    again = client.post(address(workshop), sent)
    assert again.url == f"{first.url}?again"
    assert "had been made already" in text(client.get(again.url))
    assert Registration.objects.count() == 1


def test_a_form_sent_again_after_cancelling_does_not_come_back(client, workshop):
    sent = visitor(client, workshop)
    response = client.post(address(workshop), sent)
    client.post(response.url + "cancel/")
    client.post(address(workshop), sent)
    assert Registration.objects.get().status == "cancelled"
    client.post(address(workshop), visitor(client, workshop))  # a new form is a new wish
    assert Registration.objects.get().status == "confirmed"


def test_name_and_phone_are_no_key_to_somebodys_private_page(client, workshop):
    client.post(address(workshop), visitor(client, workshop))
    made = Registration.objects.get()
    response = client.post(address(workshop), visitor(client, workshop))
    assert response.status_code == 200
    assert "is registered already. Nothing was changed. Seat 1" in text(response)
    assert made.token not in response.content.decode()
    assert Registration.objects.get().token == made.token


def test_a_token_of_ones_own_making_is_replaced(client, workshop):
    made = factories.registration(workshop, seat=9)
    for forged in ("", "short", made.token, f"{made.token}:signature"):
        phone = f"08{len(forged):08}"
        client.post(address(workshop), visitor(client, workshop, token=forged, phone=phone))
    tokens = set(Registration.objects.values_list("token", flat=True))
    assert len(tokens) == 5
    assert all(len(token) >= 22 for token in tokens - {made.token})


# Finding a fund


def test_the_funds_of_the_workshops_districts_stand_in_a_list(client, workshop):
    near, far = factories.fund(), factories.fund(subdistrict="500101")
    page = client.get(address(workshop))
    choices = str(page.context["form"]["fund"])
    assert "<select" in choices
    assert near.name in choices
    assert far.name not in choices


def test_a_fund_is_found_by_part_of_its_subdistricts_name(client, workshop):
    near, far = factories.fund(), factories.fund(subdistrict="500101")
    typed = {"phone": "12", "needs": "x", "consent_needs": "on"}
    sent = visitor(client, workshop, fund="", fund_words="ศรีภูมิ", find="1", **typed)
    page = client.post(address(workshop), sent)
    form = page.context["form"]
    assert not form.errors  # nothing is judged while somebody only looks
    assert (form["first_name"].value(), form["needs"].value()) == ("ผู้เข้าอบรม", "x")
    assert (form["phone"].value(), form["consent_needs"].value()) == ("12", "on")
    assert form["token"].value() == sent["token"]
    choices = str(form["fund"])
    assert 'type="radio"' in choices
    assert far.name in choices
    assert near.name not in choices
    assert "1 fund found." in text(page)
    client.post(address(workshop), {**fields(page), "fund": far.pk, "phone": "0812345678"})
    assert Registration.objects.get().fund == far


def test_the_enter_key_after_a_search_sends_the_form(client, workshop):
    fund = factories.fund()
    sent = visitor(client, workshop, fund_words=fund.name, searched=fund.name, find="1")
    client.post(address(workshop), {**sent, "fund": fund.pk})
    assert Registration.objects.get().fund == fund


def test_nothing_found_is_said_and_the_list_comes_back(client, workshop):
    near = factories.fund()
    sent = visitor(client, workshop, fund_words="ไม่มีกองทุนนี้แน่นอน", find="1")
    page = client.post(address(workshop), sent)
    assert "No fund is called that" in text(page)
    assert near.name in str(page.context["form"]["fund"])


@pytest.mark.parametrize(
    "words", ['"', "\x00", "%", "'; --", "\u202e", "🙂", "AND OR NOT", "(", "*"]
)
def test_any_words_may_be_searched(client, workshop, words):
    sent = visitor(client, workshop, fund_words=words, find="1")
    assert client.post(address(workshop), sent).status_code == 200


def test_a_fund_chosen_before_searching_again_stays_chosen(client, workshop):
    near, far = factories.fund(), factories.fund(subdistrict="500101")
    sent = visitor(client, workshop, fund=near.pk, fund_words="ศรีภูมิ", find="1")
    choices = str(client.post(address(workshop), sent).context["form"]["fund"])
    assert far.name in choices
    assert re.search(rf'value="{near.pk}"[^>]*checked', choices)


def test_search_by_the_full_form_without_choosing_shows_what_was_found(client, workshop):
    far = factories.fund(subdistrict="500101")
    sent = visitor(client, workshop, fund="", fund_words="ศรีภูมิ")
    form = client.post(address(workshop), sent).context["form"]
    assert list(form.errors) == ["fund"]
    assert far.name in str(form["fund"])


# When it is closed


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "closed"}, "Registration is closed"),
        ({"status": "cancelled"}, "was cancelled"),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "Registration opens on"),
        ({"closes_at": timezone.now() - timedelta(days=1)}, "Registration closed on"),
        (
            {
                "starts_on": timezone.localdate() - timedelta(days=3),
                "ends_on": timezone.localdate() - timedelta(days=2),
            },
            "is over",
        ),
    ],
    ids=["closed", "cancelled", "not yet", "too late", "over"],
)
def test_a_closed_workshop_says_why_and_names_the_next_one(client, workshop, change, sentence):
    sent = visitor(client, workshop)
    Workshop.objects.filter(pk=workshop.pk).update(**change)
    other = factories.workshop(curriculum=workshop.curriculum)
    page = client.get(address(workshop))
    assert sentence in text(page)
    assert other.get_absolute_url() in page.content.decode()
    assert '<form class="form"' not in page.content.decode()

    late = client.post(address(workshop), sent)
    assert sentence in text(late)
    assert other.get_absolute_url() in late.content.decode()
    assert late.context["form"]["first_name"].value() == sent["first_name"]
    assert not Registration.objects.exists()
    assert not Person.objects.exists()


def test_a_draft_is_hidden(client):
    draft = factories.workshop(status=Workshop.Status.DRAFT)
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), {}).status_code == 404
