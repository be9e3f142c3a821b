"""Marking attendance through the pages, with scripts off."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.attendance import mark
from courses.models import Attendance, Registration
from tests import factories
from tests.courses.attending import address, at, marks, names, person, shown, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def trainer(client):
    user = factories.trainer()
    client.force_login(user)
    return user


@pytest.fixture
def workshop(trainer):
    """Yesterday and today, so that the first day's half-days can be marked at any hour."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return factories.workshop(first_day=yesterday, trainers=[trainer])


# Marking


def test_marks_are_saved_and_shown_at_the_same_place(client, workshop, trainer):
    one, two, three = (person(workshop, name) for name in ("กนก", "ขวัญ", "แก้ว"))
    page = client.get(at(workshop, q="สมมติ"))
    sent = shown(page) | {f"mark-{one.pk}": "1", f"mark-{two.pk}": "0"}
    response = client.post(page.context["here"], sent, follow=True)
    assert response.redirect_chain == [(page.context["here"], 302)]
    assert "2 marks were saved." in text(response)
    assert marks() == {"กนก": True, "ขวัญ": False}
    assert Attendance.objects.first().marked_by == trainer
    codes = {one.pk: "1", two.pk: "0", three.pk: ""}
    assert shown(response) == {
        f"{field}-{key}": code for key, code in codes.items() for field in ("shown", "mark")
    }
    assert "1 here · 1 not here · 1 not marked" in text(response)


def test_a_mark_is_taken_away(client, workshop):
    one = person(workshop, "กนก")
    client.post(at(workshop), {f"shown-{one.pk}": "", f"mark-{one.pk}": "1"})
    client.post(at(workshop), {f"shown-{one.pk}": "1", f"mark-{one.pk}": ""})
    assert marks() == {}


def test_saving_an_untouched_page_says_so(client, workshop):
    person(workshop, "กนก")
    response = client.post(at(workshop), shown(client.get(at(workshop))), follow=True)
    assert "Nothing was changed." in text(response)


def test_all_others_are_here(client, workshop):
    one, _two, _three = (person(workshop, name) for name in ("กนก", "ขวัญ", "แก้ว"))
    sent = shown(client.get(at(workshop))) | {f"mark-{one.pk}": "0", "rest": "1"}
    client.post(at(workshop), sent)
    assert marks() == {"กนก": False, "ขวัญ": True, "แก้ว": True}


def test_all_others_means_those_shown(client, workshop):
    person(workshop, "กนก")
    person(workshop, "ขวัญ")
    page = client.get(at(workshop, q="ขวัญ"))
    assert "All others shown are here" in text(page)
    client.post(page.context["here"], shown(page) | {"rest": "1"})
    assert marks() == {"ขวัญ": True}


def test_a_half_day_does_not_touch_another(client, workshop):
    one = person(workshop, "กนก")
    morning, afternoon = workshop.half_days.all()[:2]
    for half_day, code in ((morning, "1"), (afternoon, "0")):
        there = address(workshop, half=half_day.pk)
        client.post(there, shown(client.get(there)) | {f"mark-{one.pk}": code})
    stored = dict(Attendance.objects.values_list("half_day_id", "present"))
    assert stored == {morning.pk: True, afternoon.pk: False}


def test_two_trainers_at_once_lose_nothing_and_hear_of_each_other(client, workshop):
    one, two = (person(workshop, name) for name in ("กนก", "ขวัญ"))
    mine = shown(client.get(at(workshop)))
    half_day = workshop.half_days.first().pk
    mark(workshop=workshop, marks={(one.pk, half_day): False}, marked_by=None)
    response = client.post(
        at(workshop), mine | {f"mark-{one.pk}": "1", f"mark-{two.pk}": "1"}, follow=True
    )
    assert marks() == {"กนก": False, "ขวัญ": True}
    assert "1 mark was saved." in text(response)
    told = re.search(r"Somebody else had marked .*?: (.*?)\.", text(response))
    assert told[1] == one.person.name


# What is not accepted


@pytest.mark.parametrize(
    "forged",
    [
        {"shown-999999": "", "mark-999999": "1"},
        {"shown-x": "", "mark-x": "1"},
        {"shown-๑": "", "mark-๑": "1"},
        {"shown-" + "9" * 40: "", "mark-" + "9" * 40: "1"},
        {"shown-1": "maybe"},
        {"shown-1": "", "mark-1": "2"},
    ],
    ids=["unknown", "letters", "Thai digit", "too long", "forged state", "forged mark"],
)
def test_a_forged_page_is_refused_with_a_sentence_and_keeps_what_was_chosen(
    client, workshop, forged
):
    one = person(workshop, "กนก")
    response = client.post(at(workshop), {f"shown-{one.pk}": "", f"mark-{one.pk}": "1"} | forged)
    assert response.status_code == 200
    assert re.search(r"Please open (it|the page) again\.", text(response))
    assert marks() == {}


def test_somebody_who_lost_their_seat_meanwhile_stops_the_sheet_but_not_what_was_chosen(
    client, workshop
):
    one, two = (person(workshop, name) for name in ("กนก", "ขวัญ"))
    sent = shown(client.get(at(workshop))) | {f"mark-{one.pk}": "1", f"mark-{two.pk}": "0"}
    Registration.objects.filter(pk=one.pk).update(status="cancelled", seat=None)
    response = client.post(at(workshop), sent)
    assert "has no seat in the workshop any more" in text(response)
    (row,) = response.context["page_obj"]
    assert (row["shown"], row["chosen"]) == ("", "0")
    assert marks() == {}


def test_nothing_is_marked_before_its_day(client, trainer):
    workshop = factories.workshop(trainers=[trainer])
    one = person(workshop, "กนก")
    page = client.get(at(workshop))
    assert "can be marked from that day on" in text(page)
    assert "Save the marks" not in text(page)
    response = client.post(at(workshop), {f"shown-{one.pk}": "", f"mark-{one.pk}": "1"})
    assert "can be marked from that day on" in text(response)
    assert marks() == {}


@pytest.mark.parametrize("half", ["", "0", "x", "999999", "-1", "1 OR 1=1"])
def test_an_unknown_half_day_falls_back_to_one_of_the_workshops(client, workshop, half):
    response = client.get(address(workshop, half=half))
    assert response.context["half_day"].workshop_id == workshop.pk


def test_without_an_address_the_last_half_day_that_has_come_is_shown(client, trainer):
    past = factories.workshop(
        first_day=timezone.localdate() - timedelta(days=9), trainers=[trainer]
    )
    assert client.get(address(past)).context["half_day"] == past.half_days.last()
    coming = factories.workshop(trainers=[trainer])
    assert client.get(address(coming)).context["half_day"] == coming.half_days.first()


def test_a_workshop_without_half_days_says_so(client, workshop):
    workshop.half_days.all().delete()
    assert "no half-days yet" in text(client.get(address(workshop)))
    response = client.post(address(workshop), {"shown-1": "", "mark-1": "1"})
    assert "Please open it again." in text(response)


# The list


def test_people_stand_in_thai_order_and_only_those_with_a_seat(client, workshop):
    for name in ("แก้ว", "ขวัญ", "เกษม", "กนก"):
        person(workshop, name)
    factories.registration(workshop, status="waiting", seat=None)
    page = client.get(at(workshop))
    assert names(page) == ["กนก", "เกษม", "แก้ว", "ขวัญ"]
    assert [row["number"] for row in page.context["page_obj"]] == [1, 2, 3, 4]


def test_the_list_is_filtered_by_name_fund_and_seat_and_keeps_its_numbers(client, workshop):
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    person(workshop, "กนก")
    person(workshop, "ขวัญ", of_fund=fund)
    for words in ("ขวัญ", "ปางหมู", "ขวัญ ปางหมู", "2"):
        page = client.get(at(workshop, q=words))
        assert names(page) == ["ขวัญ"], words
        assert page.context["page_obj"][0]["number"] == 2
    nobody = client.get(at(workshop, q="ไม่มีใคร"))
    assert "Nobody is called that" in text(nobody)


def test_an_empty_workshop_leads_to_the_door(client, workshop):
    page = client.get(at(workshop))
    assert "Nobody has a seat yet" in text(page)
    assert page.context["walk_in_address"] in page.content.decode()


def test_the_page_costs_the_same_with_many_people(client, workshop, same_queries):
    fund = factories.fund()
    count = same_queries(
        lambda: person(workshop, "กนก", of_fund=fund), lambda: client.get(at(workshop))
    )
    assert count <= 14


def test_saving_costs_the_same_for_many_people(client, workshop, django_assert_max_num_queries):
    for _ in range(40):
        person(workshop, "กนก")
    sent = shown(client.get(at(workshop))) | {"rest": "1"}
    with django_assert_max_num_queries(18):  # session, rights, workshop, marks, message
        client.post(at(workshop), sent)
    assert Attendance.objects.count() == 40
