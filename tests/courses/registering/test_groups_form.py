"""A fund's secretary registers several people on one screen: first what will happen, then it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Quota, Registration, RegistrationGroup, Workshop
from portal.people.models import Consent, Person
from tests import factories, gathering
from tests.courses.group_filling import address, ask, sent, somebody
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


# What will happen


def test_first_it_is_shown_and_nothing_is_written(client, workshop, secretary):
    Workshop.objects.update(seats=1)
    page = ask(client, workshop, somebody(1), somebody(2), look="1")
    outlooks = [outlook for _row, outlook in page.context["outlooks"]]
    assert [(one.seat, one.position) for one in outlooks] == [(1, None), (None, 1)]
    assert "seat 1" in text(page)
    assert "waits at place 1" in text(page)
    assert "The only seat is taken." in text(page)
    assert 'name="send"' in page.content.decode()
    assert not Registration.objects.exists()
    assert not RegistrationGroup.objects.exists()
    assert not Person.objects.filter(first_name__startswith="ผู้เข้าอบรม").exists()


def test_sending_before_looking_is_not_offered(client, workshop, secretary):
    assert 'name="send"' not in client.get(address(workshop)).content.decode()


def test_sending_registers_them_and_leads_to_the_groups_page(client, workshop, fund, secretary):
    answer = ask(client, workshop, somebody(1), somebody(2), send="1")
    group = RegistrationGroup.objects.get()
    assert answer.url == group.get_absolute_url()
    made = list(group.registrations.order_by("pk"))
    assert [(one.seat, one.fund, one.post_held) for one in made] == [
        (1, fund, "member"),
        (2, fund, "member"),
    ]
    assert {(one.channel, one.entered_by) for one in made} == {("secretary", secretary)}
    page = client.get(answer.url)
    assert "Seat 1" in text(page)
    assert "Seat 2" in text(page)
    assert Consent.objects.filter(text__purpose="workshop", answer="yes").count() == 2


def test_all_or_none_waits_together(client, workshop, secretary):
    Workshop.objects.update(seats=3)
    factories.registration(workshop)
    factories.registration(workshop)
    page = ask(client, workshop, somebody(1), somebody(2), all_or_none="1", look="1")
    outlooks = [outlook for _row, outlook in page.context["outlooks"]]
    assert [one.seat for one in outlooks] == [None, None]
    assert "Your group asked for seats together" in text(page)
    ask(client, workshop, somebody(1), somebody(2), all_or_none="1", send="1")
    group = RegistrationGroup.objects.get()
    assert group.all_or_none
    assert {one.status for one in group.registrations.all()} == {"waiting"}
    page = client.get(group.get_absolute_url())
    assert "you wait together" in text(page)


def test_the_quota_that_keeps_them_waiting_is_named(client, workshop, fund, secretary):
    Quota.objects.create(workshop=workshop, fund=fund, at_most=1)
    page = ask(client, workshop, somebody(1), somebody(2), look="1")
    assert f"The seats for {fund.name} are all taken." in text(page)


def test_a_group_too_large_to_come_together_is_told_so(client, workshop, secretary):
    Workshop.objects.update(seats_per_fund=1)
    page = ask(client, workshop, somebody(1), somebody(2), all_or_none="1", look="1")
    assert "Your fund may have one seat here" in text(page)
    assert page.context["form"].rows[1]["first_name"].value() == "ผู้เข้าอบรม02"


# Sent twice, and known already


def test_sent_twice_is_one_group_and_says_so(client, workshop, secretary):
    page = client.get(address(workshop))
    data = sent(page, somebody(1), somebody(2), send="1")
    first = client.post(address(workshop), data)
    again = client.post(address(workshop), data)
    assert again.url == f"{first.url}?again"
    assert "had been registered already" in text(client.get(again.url))
    assert Registration.objects.count() == 2
    assert RegistrationGroup.objects.count() == 1


def test_whoever_has_a_place_keeps_it_and_is_named(client, workshop, secretary):
    ask(client, workshop, somebody(1), send="1")
    page = ask(client, workshop, somebody(1), somebody(2), look="1")
    assert "registered already" in text(page)
    answer = ask(client, workshop, somebody(1), somebody(2), send="1")
    page = client.get(answer.url)
    assert "nothing was changed for them: นางผู้เข้าอบรม01 สมมติ" in text(page)
    assert Registration.objects.count() == 2


def test_the_same_twice_is_said_beside_the_second_line(client, workshop, secretary):
    page = ask(client, workshop, somebody(1), somebody(1), look="1")
    rows = page.context["form"].rows
    assert not rows[0].errors
    assert rows[1].errors["first_name"] == ["ผู้เข้าอบรม01 สมมติ stands in line 1 already."]


# Lines


def test_a_line_more_keeps_everything_typed(client, workshop, secretary):
    page = ask(client, workshop, somebody(1, phone="08"), {"needs": "x"}, more="1")
    rows = page.context["form"].rows
    assert len(rows) == 3
    assert rows[0]["phone"].value() == "08"  # nothing is judged yet
    assert not rows[0].errors
    assert rows[1]["needs"].value() == "x"
    assert rows[2].is_blank


def test_there_are_ten_lines_at_most(client, workshop, secretary):
    page = ask(client, workshop, *(somebody(n) for n in range(1, 11)), more="1")
    assert len(page.context["form"].rows) == 10
    assert 'name="more"' not in page.content.decode()
    page = ask(client, workshop, *(somebody(n) for n in range(1, 12)), look="1")
    assert "At most 10 people at once" in text(page)
    assert not Registration.objects.exists()


def test_a_line_is_taken_out(client, workshop, secretary):
    page = ask(client, workshop, somebody(1), somebody(2), somebody(3), drop="1")
    names = [row["first_name"].value() for row in page.context["form"].rows]
    assert names == ["ผู้เข้าอบรม01", "ผู้เข้าอบรม03"]


def test_empty_lines_are_nobody(client, workshop, secretary):
    ask(client, workshop, {}, somebody(1), {"title": "นาย"}, send="1")
    assert Registration.objects.count() == 1
    page = ask(client, workshop, {}, {}, look="1")
    assert "at least one person" in text(page)


# Known people


def test_people_of_the_fund_are_chosen_instead_of_written(client, workshop, fund, secretary):
    before = factories.person(first_name="เคยมา", last_name="สมมติ", title="นาย", phone="0898765432")
    factories.registration(of_fund=fund, person=before, post_held="treasurer")
    page = client.get(address(workshop))
    assert {one.person for one in page.context["known"]} == {before, secretary.person}
    data = sent(page, somebody(1), {}, known="1", person=[before.pk])
    page = client.post(address(workshop), data)
    rows = page.context["form"].rows
    assert [row["first_name"].value() for row in rows] == ["ผู้เข้าอบรม01", "เคยมา"]
    assert (rows[1]["phone"].value(), rows[1]["post_held"].value()) == ("0898765432", "treasurer")
    data = sent(page, somebody(1), {**rows[1].initial, "person": ""}, send="1")
    client.post(address(workshop), data)
    assert Registration.objects.filter(workshop=workshop, person=before).exists()


def test_people_of_other_funds_are_never_shown_nor_added(client, workshop, secretary):
    other = factories.fund()
    stranger = factories.person(first_name="คนอื่น")
    factories.registration(of_fund=other, person=stranger)
    page = client.get(address(workshop))
    assert "คนอื่น" not in page.content.decode()
    data = sent(page, {}, known="1", person=[stranger.pk], fund=other.pk)
    page = client.post(address(workshop), data)
    assert "คนอื่น" not in page.content.decode()
    assert all(row.is_blank for row in page.context["form"].rows)


def test_whoever_comes_already_is_not_offered(client, workshop, fund, secretary):
    factories.registration(workshop, of_fund=fund, person=secretary.person)
    assert client.get(address(workshop)).context["known"] == []


# Who may


def test_an_officer_registers_for_no_other_fund(client, workshop, secretary):
    other = factories.fund()
    page = ask(client, workshop, somebody(1), fund=other.pk, look="1")
    assert list(page.context["form"].errors) == ["fund"]
    assert not Registration.objects.exists()


def test_organisers_register_for_any_fund_also_when_closed(client, workshop):
    fund = factories.fund(subdistrict="500101")
    client.force_login(factories.coordinator("58"))
    Workshop.objects.update(status=Workshop.Status.CLOSED)
    page = client.get(address(workshop))
    found = client.post(address(workshop), sent(page, somebody(1), fund_words="ศรีภูมิ", find="1"))
    assert fund.name in str(found.context["form"]["fund"])
    assert found.context["form"].rows[0]["first_name"].value() == "ผู้เข้าอบรม01"
    client.post(address(workshop), sent(page, somebody(1), fund=fund.pk, send="1"))
    made = Registration.objects.get()
    assert (made.fund, made.channel) == (fund, "staff")


def test_a_group_always_has_a_fund(client, workshop):
    client.force_login(factories.coordinator("58"))
    page = ask(client, workshop, somebody(1), fund="none", send="1")
    assert list(page.context["form"].errors) == ["fund"]
    assert not Registration.objects.exists()


def test_a_closed_workshop_names_the_next_one(client, workshop, secretary):
    page = client.get(address(workshop))
    data = sent(page, somebody(1), send="1")
    Workshop.objects.update(closes_at=timezone.now() - timedelta(days=1))
    other = factories.workshop(curriculum=workshop.curriculum)
    answer = client.post(address(workshop), data)
    assert "Registration closed on" in text(answer)
    assert other.get_absolute_url() in answer.content.decode()
    assert answer.context["form"].rows[0]["first_name"].value() == "ผู้เข้าอบรม01"
    assert not Registration.objects.exists()


# Questions and needs


def test_questions_stand_on_each_line_and_are_judged_by_line(client, workshop, secretary):
    night = gathering.question(workshop, "ค้างคืนไหม", kind="choice", choices="ค้าง\nไม่ค้าง")
    room = gathering.question(workshop, "พักกับใคร", shown_if=night, shown_value="ค้าง", required=True)
    stays = somebody(1, **{f"q{night.pk}": "ค้าง"})
    goes = somebody(2, **{f"q{night.pk}": "ไม่ค้าง"})
    page = ask(client, workshop, stays, goes, send="1")
    rows = page.context["form"].rows
    assert list(rows[0].errors) == [f"q{room.pk}"]
    assert not rows[1].errors
    ask(client, workshop, stays | {f"q{room.pk}": "ยาย"}, goes, send="1")
    first, second = Registration.objects.order_by("pk")
    assert {one.question: one.value for one in first.question_answers.all()} == {
        night: "ค้าง",
        room: "ยาย",
    }
    assert second.question_answers.get().value == "ไม่ค้าง"


def test_needs_of_others_are_kept_only_when_they_agreed(client, workshop, secretary):
    page = ask(client, workshop, somebody(1, needs="มังสวิรัติ"), look="1")
    assert list(page.context["form"].errors) == ["consent_needs"]
    ask(client, workshop, somebody(1, needs="มังสวิรัติ"), consent_needs="on", send="1")
    assert Registration.objects.get().needs == "มังสวิรัติ"
    assert Consent.objects.filter(text__purpose="needs", answer="yes").count() == 1


def test_the_screen_costs_the_same_with_many_known_people(client, workshop, fund, same_queries):
    client.force_login(factories.officer(fund))
    earlier = factories.workshop()
    same_queries(
        lambda: factories.registration(earlier, of_fund=fund),
        lambda: client.get(address(workshop)),
    )
