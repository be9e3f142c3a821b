"""Workshops, venues and registrations in the Wagtail admin."""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import HalfDay, Registration, ToTell, Venue, Workshop
from portal.thai.dates import BE_OFFSET
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year + 1
DAY = date(YEAR, 3, 27)
BE = YEAR + BE_OFFSET


@pytest.fixture
def coordinator(client):
    user = factories.coordinator("58")
    client.force_login(user)
    return user


def html(client, name, **query):
    response = client.get(reverse(f"{name}:index"), query)
    assert response.status_code == 200
    return response.content.decode()


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


# Venues


def venue_typed(subdistrict, **kwargs):
    return {"name": "ศาลาประชาคม", "subdistrict": factories.area(subdistrict).pk, **kwargs}


def test_venues_are_added_within_reach(client, coordinator):
    add = reverse("venues:add")
    assert client.post(add, venue_typed("580104")).status_code == 302
    assert Venue.objects.get().name == "ศาลาประชาคม"
    assert "subdistrict" in client.post(add, venue_typed("500101")).context["form"].errors
    assert client.post(add, venue_typed("580104")).status_code == 200
    assert client.post(add, venue_typed("580101", latitude="19.3")).status_code == 200
    assert Venue.objects.count() == 1


def test_a_trainer_adds_venues_but_changes_none(client):
    client.force_login(factories.trainer())
    assert client.post(reverse("venues:add"), venue_typed("580104")).status_code == 302
    venue = Venue.objects.get()
    assert venue.name in html(client, "venues")
    assert client.get(reverse("venues:edit", args=[venue.pk])).status_code in (302, 403)


def test_a_renamed_venue_is_found_by_its_new_name(client, coordinator):
    workshop = factories.workshop(venue=factories.venue("580104", name="โรงแรมเก่า"))
    address = reverse("venues:edit", args=[workshop.venue_id])
    assert client.post(address, venue_typed("580104", name="โรงแรมใหม่")).status_code == 302
    assert Workshop.objects.like("โรงแรมใหม่").get() == workshop
    assert not Workshop.objects.like("โรงแรมเก่า").exists()


def test_a_venue_in_use_is_not_deleted(client, coordinator):
    venue = factories.workshop().venue
    client.post(reverse("venues:delete", args=[venue.pk]))
    assert Venue.objects.filter(pk=venue.pk).exists()


def test_venues_are_found_by_name_and_place(client):
    client.force_login(factories.administrator())
    factories.venue(name="วัดจองคำ")
    factories.venue("500101", name="ศาลากลางบ้าน")
    assert "ศาลากลางบ้าน" not in html(client, "venues", q="จองคำ")
    assert "วัดจองคำ" not in html(client, "venues", q="เชียงใหม่")
    assert "ศาลากลางบ้าน" in html(client, "venues", q="เชียงใหม่")


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
