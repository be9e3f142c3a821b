"""Workshops in the Wagtail admin."""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import (
    HalfDay,
    Registration,
    RegistrationStep,
    ToTell,
    Workshop,
)
from portal.thai.dates import BE_OFFSET
from tests import factories
from tests.courses.admin_desk import html

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year + 1
DAY = date(YEAR, 3, 27)
BE = YEAR + BE_OFFSET


def typed(workshop, **kwargs) -> dict:
    """The edit form as it stands, days in the Buddhist era."""
    rows = list(HalfDay.objects.filter(workshop=workshop))
    data = {
        "title": workshop.title,
        "venue": workshop.venue_id,
        "starts_on": f"27/3/{BE}",
        "ends_on": f"28/3/{BE}",
        "seats": workshop.seats,
        "trainers": list(workshop.trainer_ids),
        "half_days-TOTAL_FORMS": len(rows),
        "half_days-INITIAL_FORMS": len(rows),
        "half_days-MIN_NUM_FORMS": 1,
        "half_days-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {
            f"half_days-{number}-id": row.pk,
            f"half_days-{number}-day": f"{row.day.day}/3/{BE}",
            f"half_days-{number}-part": row.part,
            f"half_days-{number}-starts_at": "09.00",
            f"half_days-{number}-ends_at": "12.00 น.",
            f"half_days-{number}-topic": row.topic,
        }
    return data | kwargs


def edit(client, workshop, **kwargs):
    return client.post(reverse("workshops:edit", args=[workshop.pk]), typed(workshop, **kwargs))


def problems(response) -> set:
    assert response.status_code == 200
    form = response.context["form"]
    return set(form.errors) | {name for name, rows in form.formsets.items() if not rows.is_valid()}


# Lists


def test_each_sees_the_workshops_in_reach(client):
    trainer = factories.trainer()
    factories.workshop("ในจังหวัด", trainers=[trainer])
    factories.workshop("จังหวัดอื่น", venue=factories.venue("500101"))
    client.force_login(factories.coordinator("58"))
    page = html(client, "workshops")
    assert "ในจังหวัด" in page
    assert "จังหวัดอื่น" not in page
    client.force_login(trainer)
    assert "ในจังหวัด" in html(client, "workshops")
    client.force_login(factories.trainer())
    assert "ในจังหวัด" not in html(client, "workshops")


def test_workshops_are_found_by_word_status_place_and_day(client):
    client.force_login(factories.administrator())
    factories.workshop("อบรมบัญชี", first_day=DAY)
    factories.workshop("อบรมสื่อ", venue=factories.venue("500101"), first_day=date(2023, 3, 27))
    factories.workshop("อบรมร่าง", status=Workshop.Status.DRAFT, first_day=date(2023, 3, 27))

    def found(**query):
        page = html(client, "workshops", **query)
        return {
            word
            for word in ("อบรมบัญชี", "อบรมสื่อ", "อบรมร่าง")
            if f"{word}\n" in page or f"{word}<" in page
        }

    assert found(q="บัญชี") == {"อบรมบัญชี"}
    assert found(q="เชียงใหม่") == {"อบรมสื่อ"}
    assert found(province="50") == {"อบรมสื่อ"}
    assert found(status="draft") == {"อบรมร่าง"}
    assert found(since=f"1/1/{BE}") == {"อบรมบัญชี"}
    assert found(until="31/12/2566") == {"อบรมสื่อ", "อบรมร่าง"}


@pytest.mark.parametrize("name", ["workshops", "venues", "registrations"])
def test_lists_cost_no_more_queries_with_more_rows(client, name, same_queries):
    client.force_login(factories.administrator())

    def add_row():
        factories.registration(of_fund=factories.fund())

    same_queries(add_row, lambda: client.get(reverse(f"{name}:index")))


def test_visitors_and_members_stay_outside(client):
    for name in ("workshops", "venues", "registrations"):
        assert client.get(reverse(f"{name}:index")).status_code == 302
    client.force_login(factories.officer())
    for name in ("workshops", "venues", "registrations"):
        assert client.get(reverse(f"{name}:index")).status_code in (302, 403)


# Workshops


def test_a_workshop_is_opened_on_its_own_screen(client, coordinator):
    assert client.get(reverse("workshops:add"))["Location"] == reverse("workshop_new")
    assert client.post(reverse("workshops:add"), {"title": "x"}).status_code == 302
    assert not Workshop.objects.exists()


def test_the_form_shows_and_reads_the_buddhist_era(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    page = client.get(reverse("workshops:edit", args=[workshop.pk])).content.decode()
    assert f'value="27/3/{BE}"' in page
    assert f'value="28/3/{BE}"' in page
    response = edit(client, workshop, opens_at=f"1/3/{BE} 08.30", seats="๗๐", paid_by="กองทุนฯ")
    assert response.status_code == 302, problems(response)
    workshop = Workshop.objects.get()
    assert (workshop.starts_on, workshop.seats, workshop.paid_by) == (DAY, 70, "กองทุนฯ")
    assert timezone.localtime(workshop.opens_at).time() == time(8, 30)
    assert workshop.half_days.count() == 4
    assert workshop.half_days.first().ends_at == time(12)


def test_half_days_are_changed_added_and_taken_away(client, coordinator):
    workshop = factories.workshop(first_day=DAY, days=1)
    data = {
        "half_days-0-topic": "เปิดงาน",
        "half_days-1-DELETE": "on",
        "half_days-2-day": f"28/3/{BE}",
        "half_days-2-part": "1morning",
        "half_days-TOTAL_FORMS": 3,
    }
    response = edit(client, workshop, **data)
    assert response.status_code == 302, problems(response)
    rows = [(row.day.day, row.part, row.topic) for row in HalfDay.objects.all()]
    assert rows == [(27, "1morning", "เปิดงาน"), (28, "1morning", "")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": "29/2/2566"}, "starts_on"),
        ({"ends_on": f"26/3/{BE}"}, "ends_on"),
        ({"ends_on": f"26/3/{BE + 3}"}, "ends_on"),
        ({"seats": "0"}, "seats"),
        ({"venue": ""}, "venue"),
        ({"venue": "999999"}, "venue"),
        ({"districts": "ที่ไม่มี"}, "districts"),
        ({"about": "1-1037-02071-81-1"}, "about"),
        ({"half_days-0-day": "31/2/2566"}, "half_days"),
        ({"half_days-0-starts_at": "25.00"}, "half_days"),
        ({"half_days-0-day": f"30/3/{BE}"}, "__all__"),
        ({f"half_days-{n}-DELETE": "on" for n in range(4)}, "half_days"),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(client, coordinator, wrong, field):
    workshop = factories.workshop(first_day=DAY)
    before = Workshop.objects.values().get()
    response = edit(client, workshop, **wrong)
    assert field in problems(response)
    assert Workshop.objects.values().get() == before
    assert HalfDay.objects.count() == 4


def test_the_rules_hold_here_too(client, coordinator):
    workshop = factories.workshop(first_day=DAY, seats=5)
    first = factories.registration(workshop)
    factories.registration(workshop)
    assert "seats" in problems(edit(client, workshop, seats="1"))
    first.attendance.create(half_day=HalfDay.objects.first(), present=True)
    assert "__all__" in problems(edit(client, workshop, **{"half_days-0-DELETE": "on"}))
    assert HalfDay.objects.count() == 4


def test_seats_added_here_go_to_who_waits(client, coordinator):
    workshop = factories.workshop(first_day=DAY, seats=1)
    factories.registration(workshop)
    waiting = factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    assert edit(client, workshop, seats="2").status_code == 302
    waiting.refresh_from_db()
    assert waiting.status == Registration.Status.CONFIRMED


def test_seats_for_many_who_wait_are_asked_about_first(client, coordinator):
    workshop = factories.workshop(first_day=DAY, seats=1)
    factories.registration(workshop)
    for _ in range(6):
        factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    asked = edit(client, workshop, seats="7", title="ชื่อใหม่")
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "6" in str(asked.context["question"])
    assert 'name="sure"' in page
    assert 'value="7"' in page  # what was typed is kept
    for one in Registration.objects.waiting():
        assert one.person.name in page
    kept = Workshop.objects.get()
    assert (kept.seats, kept.title) == (1, workshop.title)
    assert Registration.objects.waiting().count() == 6
    assert not ModelLogEntry.objects.exists()
    assert not RegistrationStep.objects.exists()
    assert edit(client, workshop, seats="7", title="ชื่อใหม่", sure="1").status_code == 302
    assert Registration.objects.confirmed().count() == 7
    assert set(RegistrationStep.objects.values_list("by", flat=True)) == {coordinator.pk}


def test_five_who_get_a_seat_are_not_asked_about(client, coordinator):
    workshop = factories.workshop(first_day=DAY, seats=1)
    factories.registration(workshop)
    for _ in range(5):
        factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    assert edit(client, workshop, seats="6").status_code == 302
    assert Registration.objects.confirmed().count() == 6


def test_who_goes_by_the_old_place_is_to_be_told(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    place = factories.registration(workshop)
    edit(client, workshop, venue=factories.venue("580101").pk)
    assert ToTell.objects.get().registration == place


def test_strangers_do_not_edit_and_nobody_deletes_what_was_published(client, coordinator):
    far = factories.workshop(first_day=DAY, venue=factories.venue("500101"))
    near = factories.workshop(first_day=DAY)
    draft = factories.workshop(first_day=DAY, status=Workshop.Status.DRAFT)
    for action in ("edit", "delete", "history", "usage"):
        address = reverse(f"workshops:{action}", args=[far.pk])
        assert client.get(address).status_code in (302, 403), action
    client.post(reverse("workshops:delete", args=[near.pk]))
    client.post(reverse("workshops:delete", args=[draft.pk]))
    assert set(Workshop.objects.all()) == {far, near}


def test_a_workshop_does_not_leave_the_province(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    far = factories.venue("500101")
    assert "venue" in problems(edit(client, workshop, venue=far.pk))


def test_a_draft_is_inspected_by_those_who_manage_it(client):
    named = factories.trainer()
    draft = factories.workshop(status=Workshop.Status.DRAFT, trainers=[named])
    address = reverse("workshops:inspect", args=[draft.pk])
    for user, status in {
        named: 200,
        factories.coordinator("58"): 200,
        factories.trainer(): 302,
        factories.coordinator("50"): 302,
    }.items():
        client.force_login(user)
        assert client.get(address).status_code == status
