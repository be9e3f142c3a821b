"""What the private page says and does for each state; the trail; an offer that is confirmed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Registration, RegistrationStep, Workshop
from courses.registering.approval import approve, refuse
from courses.registering.cancelling import cancel
from courses.registering.tending import tend
from portal.people.models import ConsentText
from tests import factories, gathering
from tests.courses.arriving import come
from tests.courses.registering.form_filling import address, text, visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    return factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")


@pytest.fixture
def offered(workshop):
    Workshop.objects.update(seats=1, offer_days=3)
    workshop.refresh_from_db()
    first, second = come(workshop), come(workshop)
    cancel(registration=first)
    second.refresh_from_db()
    assert second.status == "offered"
    return second


def test_a_seat_says_when_and_where_to_come(client, workshop):
    page = text(client.get(come(workshop).get_absolute_url()))
    assert "You have a seat" in page
    assert "Please come on" in page
    assert "at 09:00 to" in page
    assert workshop.venue.name in page


def test_who_waits_reads_what_happens_next(client, workshop):
    Workshop.objects.update(seats=1)
    come(workshop)
    one = come(workshop)
    page = text(client.get(one.get_absolute_url()))
    assert "You are on the waiting list" in page
    assert "The only seat is taken." in page
    assert "it is yours at once" in page
    Workshop.objects.update(offer_days=3)
    assert "you have 3 days to confirm it" in text(client.get(one.get_absolute_url()))


def test_an_offer_is_confirmed_with_one_press_and_twice_is_once(client, offered):
    page = client.get(offered.get_absolute_url())
    assert "A seat is held for you" in text(page)
    assert "Please confirm by" in text(page)
    link = reverse("registration_accept", args=[offered.token])
    assert link in page.content.decode()
    client.get(link)
    offered.refresh_from_db()
    assert offered.status == "offered"  # looking changes nothing
    for _press in range(2):
        answer = client.post(link, follow=True)
        assert "You have a seat" in text(answer)
    offered.refresh_from_db()
    assert (offered.status, offered.seat) == ("confirmed", 1)
    assert RegistrationStep.objects.filter(because="accepted").count() == 1


def test_an_offer_that_is_gone_says_so(client, offered):
    Registration.objects.filter(pk=offered.pk).update(offer_until=timezone.now())
    answer = client.post(reverse("registration_accept", args=[offered.token]), follow=True)
    assert "no longer held for you" in text(answer)
    offered.refresh_from_db()
    assert offered.status == "offered"


def test_a_forged_address_accepts_nothing(client, offered):
    assert client.post(f"/en/registrations/{'x' * 22}/accept/").status_code == 404


def test_asking_for_a_place_is_called_so_and_the_answer_is_shown(client, workshop):
    Workshop.objects.update(entry=Workshop.Entry.APPROVAL)
    page = client.get(address(workshop))
    assert "The organisers approve first" in text(page)
    assert "Ask for a place" in text(page)
    answer = client.post(address(workshop), visitor(client, workshop), follow=True)
    assert "You have asked for a place" in text(answer)
    assert "decide in the order they came" in text(answer)
    made = Registration.objects.get()
    approve(workshop=workshop, registrations=[made], by=factories.coordinator())
    assert "You have a seat" in text(client.get(made.get_absolute_url()))


def test_who_is_refused_reads_why_and_of_the_next_workshop(client, workshop):
    Workshop.objects.update(entry=Workshop.Entry.APPROVAL)
    workshop.refresh_from_db()
    one = come(workshop)
    other = factories.workshop(curriculum=workshop.curriculum)
    refuse(registration=one, by=factories.coordinator(), reason="รอบนี้สำหรับเหรัญญิก")
    page = client.get(one.get_absolute_url())
    assert "The organisers could not give you a place" in text(page)
    assert "รอบนี้สำหรับเหรัญญิก" in text(page)
    assert other.get_absolute_url() in page.content.decode()
    assert "053-612-345" in text(page)
    assert "I cannot come" not in text(page)


def test_an_offer_not_confirmed_in_time_says_what_happened(client, offered, workshop):
    tend(moment=timezone.now() + timedelta(days=4))
    page = text(client.get(offered.get_absolute_url()))
    assert "not confirmed in time. You may register again." in page


def test_by_invitation_only_is_said_before_and_after(client, workshop):
    Workshop.objects.update(entry=Workshop.Entry.INVITATION)
    other = factories.workshop(curriculum=workshop.curriculum)
    page = client.get(address(workshop))
    assert "for people of the funds that were invited" in text(page)
    answer = client.post(address(workshop), visitor(client, workshop))
    assert "for funds that were invited. Please call" in text(answer)
    assert other.get_absolute_url() in answer.content.decode()
    assert not Registration.objects.exists()


# Kept, and told


def test_answers_and_needs_stand_on_the_page(client, workshop):
    night = gathering.question(workshop, "ค้างคืนไหม", kind="choice", choices="ค้าง\nไม่ค้าง")
    room = gathering.question(workshop, "พักกับใคร", shown_if=night, shown_value="ค้าง")
    sent = visitor(client, workshop, **{f"q{night.pk}": "ไม่ค้าง", f"q{room.pk}": "ไม่ถาม"})
    assert "Only if you answered “ค้างคืนไหม” with “ค้าง”." in text(client.get(address(workshop)))
    answer = client.post(address(workshop), sent, follow=True)
    assert "ค้างคืนไหม ไม่ค้าง" in text(answer)
    assert "ไม่ถาม" not in text(answer)


def test_consent_is_kept_as_it_was_given_with_its_version(client, workshop):
    page = client.get(address(workshop))
    assert "Version 1 of this text" in text(page)
    assert "checked" not in str(page.context["form"]["consent_news"])
    client.post(address(workshop), visitor(client, workshop, consent_news="on"))
    person = Registration.objects.get().person
    given = {one.text.purpose: (one.answer, one.text.version) for one in person.consents.all()}
    assert given == {"workshop": ("yes", 1), "news": ("yes", 1), "pictures": ("no", 1)}


def test_a_text_that_changed_meanwhile_is_shown_again(client, workshop):
    sent = visitor(client, workshop)
    ConsentText.objects.create(
        purpose="news", label_th="ใหม่", label_en="New words", text_th="ใหม่", text_en="New"
    )
    page = client.post(address(workshop), sent)
    assert "has changed meanwhile" in text(page)
    assert "New words" in text(page)
    again = {**sent, "texts": page.context["form"].versions}
    client.post(address(workshop), again)
    assert Registration.objects.count() == 1


def test_the_trail_is_told_in_short_and_to_managers_in_full(client, workshop):
    secretary = factories.officer(factories.fund())
    one = come(workshop, channel="secretary", entered_by=secretary)
    page = text(client.get(one.get_absolute_url()))
    assert "registered – seat 1" in page
    assert secretary.person.name not in page
    client.force_login(factories.coordinator("58"))
    page = text(client.get(one.get_absolute_url()))
    assert "by the fund" in page
    assert secretary.person.name in page


# A fund that joined another one


def test_a_fund_that_joined_another_one_is_neither_offered_nor_taken(client, workshop):
    workshop.districts.set([factories.area("5801")])
    workshop.save()
    kept = factories.fund("กองทุนที่รวมแล้ว")
    old = factories.fund("กองทุนเดิมบ้านเหนือ", merged_into=kept)
    page = client.get(address(workshop))
    assert kept.name in str(page.context["form"]["fund"])
    assert old.name not in str(page.context["form"]["fund"])
    found = client.post(
        address(workshop), visitor(client, workshop, fund_words="บ้านเหนือ", find="1")
    )
    assert "กองทุนเดิมบ้านเหนือ has joined กองทุนที่รวมแล้ว." in text(found)
    assert f'value="{kept.pk}"' in str(found.context["form"]["fund"])
    forged = client.post(address(workshop), visitor(client, workshop, fund=old.pk))
    assert forged.context["form"].errors["fund"] == [
        "กองทุนเดิมบ้านเหนือ has joined กองทุนที่รวมแล้ว. Please choose that one."
    ]
    assert not Registration.objects.exists()
