"""A coordinator enters one caller after the other; similar people are a human's question."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Attendance, Prerequisite, Registration, Workshop
from portal.people.models import Person
from tests import factories, gathering
from tests.courses.registering.form_filling import address, fill, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    return factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")


def call(workshop):
    return reverse("workshop_call", args=[workshop.pk])


def enter(client, workshop, **typed):
    sent = {"first_name": "สมชาย", "last_name": "สมมติ", "phone": "0812345678", "fund": "none"}
    return client.post(call(workshop), fill(client, call(workshop), **{**sent, **typed}))


def test_after_saving_the_next_form_says_what_to_tell_the_last_caller(
    client, workshop, coordinator
):
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    answer = enter(client, workshop, fund=fund.pk)
    made = Registration.objects.get()
    assert answer.url == f"{call(workshop)}?last={made.token}"
    assert (made.channel, made.entered_by, made.fund) == ("staff", coordinator, fund)
    page = client.get(answer.url)
    assert "สมชาย สมมติ · Seat 1 · กองทุนสวัสดิการชุมชนตำบลปางหมู" in text(page)
    assert "Say to the caller: Seat 1. Please come on" in text(page)
    assert made.get_absolute_url() in page.content.decode()
    form = page.context["form"]
    assert not any(form[name].value() for name in ("first_name", "last_name", "phone"))
    assert form["token"].value() != made.token
    assert "autofocus" in str(form["first_name"])


def test_a_caller_who_has_to_wait_is_told_place_and_reason(client, workshop, coordinator):
    Workshop.objects.update(seats=1)
    factories.registration(workshop)
    page = client.get(enter(client, workshop).url)
    assert "Place 1 on the waiting list. The only seat is taken." in text(page)


def test_a_double_tap_is_one_caller(client, workshop, coordinator):
    sent = fill(client, call(workshop), first_name="สมชาย", phone="", fund="none")
    first = client.post(call(workshop), sent)
    again = client.post(call(workshop), sent)
    assert again.url == f"{first.url}&again"
    assert "was registered already; nothing was changed" in text(client.get(again.url))
    assert Registration.objects.count() == 1
    assert Person.objects.filter(first_name="สมชาย").count() == 1


def test_the_fund_is_found_by_typing_and_the_only_one_is_chosen(client, workshop, coordinator):
    fund = factories.fund(subdistrict="500101")
    sent = fill(client, call(workshop), first_name="สมชาย", fund_words="ศรีภูมิ", find="1")
    page = client.post(call(workshop), sent)
    form = page.context["form"]
    assert form["fund"].value() == fund.pk
    again = {field.html_name: field.value() or "" for field in form}
    # The Enter key now answers for the form's own button.
    client.post(call(workshop), again | {"searched": form.words, "find": "1"})
    assert Registration.objects.get().fund == fund


def test_the_address_of_another_workshops_place_says_nothing(client, workshop, coordinator):
    other = factories.registration()
    page = client.get(f"{call(workshop)}?last={other.token}")
    assert other.person.name not in text(page)
    assert client.get(f"{call(workshop)}?last=%00").status_code == 200


def test_bad_input_keeps_what_was_typed(client, workshop, coordinator):
    page = enter(client, workshop, phone="+44 20 7946 0958")
    assert list(page.context["form"].errors) == ["phone"]
    assert page.context["form"]["first_name"].value() == "สมชาย"
    assert not Registration.objects.exists()


# Somebody like them is known


@pytest.fixture
def known(workshop):
    person = factories.person(first_name="สมชาย", last_name="สมมติ", phone="0899999999")
    earlier = factories.workshop("อบรมบัญชีปีก่อน")
    factories.registration(earlier, person=person, of_fund=factories.fund())
    return person


def test_somebody_alike_is_shown_with_where_they_were_before(client, workshop, coordinator, known):
    page = enter(client, workshop, phone="")
    assert "Is it the same person?" in text(page)
    assert "สมชาย สมมติ – yes, the same" in text(page)
    assert "อบรมบัญชีปีก่อน" in text(page)
    assert "phone ends in 9999" in text(page)
    assert "0899999999" not in page.content.decode()
    assert not Registration.objects.filter(workshop=workshop).exists()


def test_the_same_person_gets_the_place_and_nobody_new_is_made(
    client, workshop, coordinator, known
):
    enter(client, workshop, phone="", same=known.pk)
    made = Registration.objects.get(workshop=workshop)
    assert made.person == known
    assert Person.objects.filter(first_name="สมชาย").count() == 1


def test_another_person_is_made_and_nothing_merged(client, workshop, coordinator, known):
    enter(client, workshop, phone="", same="another")
    made = Registration.objects.get(workshop=workshop)
    assert made.person != known
    known.refresh_from_db()
    assert known.merged_into is None


@pytest.mark.parametrize("forged", ["999999", "x", "0", "9" * 40])
def test_a_forged_choice_is_asked_again(client, workshop, coordinator, known, forged):
    stranger = factories.person(first_name="ไม่เกี่ยว")
    for choice in (forged, stranger.pk):
        page = enter(client, workshop, phone="", same=choice)
        assert "Is it the same person?" in text(page)
    assert not Registration.objects.filter(workshop=workshop).exists()


def test_exactly_the_same_name_and_phone_needs_no_question(client, workshop, coordinator, known):
    enter(client, workshop, phone="0899999999")
    assert Registration.objects.get(workshop=workshop).person == known


def test_while_typing_the_page_is_told_who_is_alike(client, workshop, coordinator, known):
    link = reverse("workshop_people_like", args=[workshop.pk])
    piece = client.post(link, {"first_name": "สมชาย", "last_name": "สมมติ", "phone": "08"})
    assert "สมชาย สมมติ – yes, the same" in text(piece)
    assert "<html" not in piece.content.decode()
    assert text(client.post(link, {"first_name": "\x00"})) == ""


def test_visitors_and_secretaries_are_never_shown_anybody(client, workshop, known):
    sent = {"first_name": "สมชาย", "last_name": "สมมติ", "phone": "0812345678", "fund": "none"}
    answer = client.post(address(workshop), fill(client, address(workshop), **sent))
    assert answer.status_code == 302
    fund = factories.fund()
    client.force_login(factories.officer(fund))
    other = address(workshop, who="other")
    page = client.post(
        other, fill(client, other, **{**sent, "phone": "0812345670", "fund": fund.pk})
    )
    assert page.status_code == 302
    assert client.post(reverse("workshop_people_like", args=[workshop.pk])).status_code == 403


# While typing, for everybody


def test_the_funds_come_while_one_types(client, workshop):
    fund = factories.fund(subdistrict="500101")
    link = reverse("workshop_funds", args=[workshop.pk])
    piece = client.post(link, {"fund_words": "ศรีภูมิ"}).content.decode()
    assert fund.name in piece
    assert 'name="searched" value="ศรีภูมิ"' in piece
    assert "<html" not in piece
    assert "No fund is called that" in text(client.post(link, {"fund_words": "ไม่มีแน่นอน"}))
    assert client.post(link, {"fund_words": "\x00"}).status_code == 200


# Something is missing


def test_somebody_unprepared_is_admitted_with_a_reason(client, workshop, coordinator):
    first = factories.curriculum("บัญชีขั้นต้น")
    Prerequisite.objects.create(page=workshop.curriculum, needs=first, by="person")
    later = factories.workshop(curriculum=first, first_day=timezone.localdate() + timedelta(days=3))
    page = enter(client, workshop)
    assert "“บัญชีขั้นต้น” must have been attended before" in text(page)
    assert later.get_absolute_url() in page.content.decode()
    assert "Admit them all the same, because" in text(page)
    assert not Registration.objects.exists()
    enter(client, workshop, override="เคยเป็นวิทยากรเรื่องนี้")
    made = Registration.objects.get()
    assert made.steps.get(because="overridden").detail == "เคยเป็นวิทยากรเรื่องนี้"
    assert not Attendance.objects.exists()


def test_a_visitor_cannot_override(client, workshop):
    first = factories.curriculum("บัญชีขั้นต้น")
    Prerequisite.objects.create(page=workshop.curriculum, needs=first, by="person")
    sent = {"first_name": "สมชาย", "phone": "0812345678", "fund": "none", "override": "ขอเข้า"}
    page = client.post(address(workshop), fill(client, address(workshop), **sent))
    assert "must have been attended before" in text(page)
    assert "Admit them all the same" not in text(page)
    assert not Registration.objects.exists()


def test_the_workshops_questions_are_asked_of_callers_too(client, workshop, coordinator):
    question = gathering.question(workshop, "มากี่คน", kind="number", required=True)
    page = enter(client, workshop)
    assert list(page.context["form"].errors) == [f"q{question.pk}"]
    enter(client, workshop, **{f"q{question.pk}": "๓"})
    assert Registration.objects.get().question_answers.get().value == "3"
