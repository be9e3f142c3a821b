"""Screens on which trainers and coordinators open, change and cancel workshops."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from courses.models import HalfDay, Venue, Workshop
from portal.funds.models import Region
from portal.thai.dates import BE_OFFSET
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year + 1
DAY, NEXT = date(YEAR, 3, 27), date(YEAR, 3, 28)
BE = YEAR + BE_OFFSET
NATIONAL_ID = "1-1037-02071-81-1"


def typed(**kwargs) -> dict:
    """The least that opens a workshop, typed as people type it."""
    return {"starts_on": f"27/3/{BE}", "ends_on": f"๒๘ มี.ค. {BE}", "seats": "๖๐", **kwargs}


def sent(**kwargs) -> dict:
    venue = kwargs.pop("venue", None) or factories.venue()
    curriculum = kwargs.pop("curriculum", None) or factories.curriculum()
    return typed(curriculum=curriculum.pk, venue=venue.pk, **kwargs)


def change(client, workshop, **kwargs):
    """Send the edit screen back as it was shown, but for what is given."""
    response = client.get(f"/workshops/{workshop.pk}/edit/")
    form, table = response.context["form"], response.context["table"]
    data = {}
    for each in (form, *table.forms, table.management_form):
        for bound in each:
            value = bound.value()
            if hasattr(bound.field.widget, "format_value") and not isinstance(value, bool | list):
                value = bound.field.widget.format_value(value)
            if value not in (None, False, "", [], [""]):
                data[bound.html_name] = value
    data |= kwargs
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(f"/workshops/{workshop.pk}/edit/", data)


def problems(response) -> dict:
    """Sentences beside the fields, by field; everything typed is still there."""
    assert response.status_code == 200
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


@pytest.fixture
def coordinator(client):
    user = factories.coordinator("58")
    client.force_login(user)
    return user


@pytest.fixture
def trainer(client):
    user = factories.trainer()
    client.force_login(user)
    return user


# Opening


def test_the_least_opens_a_workshop(client, coordinator):
    response = client.post("/workshops/new/", sent(then="publish"))
    workshop = Workshop.objects.get()
    assert response["Location"] == workshop.get_absolute_url()
    assert (workshop.starts_on, workshop.ends_on, workshop.seats) == (DAY, NEXT, 60)
    assert workshop.status == Workshop.Status.OPEN
    assert workshop.created_by == coordinator
    assert workshop.half_days.count() == 4
    assert workshop.edition == workshop.curriculum.live_revision


def test_a_draft_leads_to_its_half_days(client, coordinator):
    response = client.post("/workshops/new/", sent(then="draft", ends_on=""))
    workshop = Workshop.objects.get()
    assert response["Location"] == f"/workshops/{workshop.pk}/edit/"
    assert workshop.status == Workshop.Status.DRAFT
    assert workshop.ends_on == DAY


def test_everything_can_be_said_at_once(client, trainer):
    other = factories.trainer()
    factories.area("580702")
    factories.area("500101")
    region = Region.objects.get(slug="north")
    client.post(
        "/workshops/new/",
        sent(
            title="รุ่นพิเศษ",
            seats_per_fund="3",
            about="สองวันเต็ม",
            districts="เมืองแม่ฮ่องสอน, ปางมะผ้า",
            regions=[region.pk],
            organisers="อบจ.แม่ฮ่องสอน\nพมจ.แม่ฮ่องสอน",
            paid_by="กองทุนส่งเสริม",
            costs_covered="ค่าเดินทาง",
            contact_name="ผู้ประสานงานสมมติ",
            contact_phone="๐๘๑-๒๓๔-๕๖๗๘",
            trainers=[trainer.pk, other.pk],
            opens_on=f"1/3/{BE}",
            opens_time="08.30 น.",
            closes_on=f"20/3/{BE}",
        ),
    )
    workshop = Workshop.objects.get()
    assert workshop.title == "รุ่นพิเศษ"
    assert workshop.seats_per_fund == 3
    assert {area.pk for area in workshop.districts.all()} == {"5801", "5807"}
    assert list(workshop.regions.all()) == [region]
    assert workshop.organiser_list == ["อบจ.แม่ฮ่องสอน", "พมจ.แม่ฮ่องสอน"]
    assert workshop.contact_phone == "0812345678"
    assert workshop.trainer_ids == {trainer.pk, other.pk}
    opens, closes = timezone.localtime(workshop.opens_at), timezone.localtime(workshop.closes_at)
    assert opens == timezone.make_aware(datetime(YEAR, 3, 1, 8, 30))
    assert closes == timezone.make_aware(datetime(YEAR, 3, 21))


def test_a_new_place_is_typed_on_the_same_screen(client, coordinator):
    factories.area("580104")
    data = sent(
        new_name="วัดปางหมู",
        new_room="ศาลาการเปรียญ",
        new_subdistrict="ต.ปางหมู อ.เมืองแม่ฮ่องสอน",
        new_position="19.3367, 97.9478",
    )
    client.post("/workshops/new/", {**data, "venue": ""})
    venue = Workshop.objects.get().venue
    assert (venue.name, venue.room, venue.subdistrict_id) == ("วัดปางหมู", "ศาลาการเปรียญ", "580104")
    assert (venue.latitude, venue.longitude) == (19.3367, 97.9478)


def test_a_name_of_several_subdistricts_asks_which(client, trainer):
    factories.area("580702")
    twin = factories.area("500102")
    twin.name_th = "ปางมะผ้า"
    twin.save()
    data = sent(new_name="ศาลาประชาคม", new_subdistrict="ปางมะผ้า", trainers=[trainer.pk])
    data["venue"] = ""
    response = client.post("/workshops/new/", data)
    assert set(problems(response)) == {"new_subdistrict_choice"}
    page = response.content.decode()
    assert 'value="580702"' in page
    assert 'value="500102"' in page
    assert "ศาลาประชาคม" in page
    client.post("/workshops/new/", {**data, "new_subdistrict_choice": "500102"})
    assert Workshop.objects.get().venue.subdistrict == twin


def test_two_presses_open_one_workshop(client, coordinator):
    data = sent(then="publish")
    assert client.post("/workshops/new/", data).status_code == 302
    assert client.post("/workshops/new/", data).status_code == 302
    assert Workshop.objects.count() == 1


def test_the_screen_knows_who_asks(client, trainer):
    curriculum = factories.curriculum()
    response = client.get(f"/workshops/new/?curriculum={curriculum.pk}")
    page = response.content.decode()
    assert f'<option value="{curriculum.pk}" selected>' in page
    assert f'value="{trainer.person.name}"' in page
    assert response.context["form"]["trainers"].value() == [trainer.pk]


def test_an_unknown_curriculum_in_the_address_is_no_fault(client, trainer):
    assert client.get("/workshops/new/?curriculum=abc").status_code == 200
    assert client.get("/workshops/new/?curriculum=999999").status_code == 200


LAST_YEAR = timezone.localdate().year - 1 + BE_OFFSET


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": "29/2/2566"}, "starts_on"),
        ({"starts_on": "1/1/3112"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "พรุ่งนี้"}, "starts_on"),
        ({"starts_on": f"27/3/{LAST_YEAR}"}, "starts_on"),
        ({"ends_on": f"26/3/{BE}"}, "ends_on"),
        ({"ends_on": f"27/3/{BE + 1}"}, "ends_on"),
        ({"ends_on": "31/4/2569"}, "ends_on"),
        ({"seats": "0"}, "seats"),
        ({"seats": "-5"}, "seats"),
        ({"seats": "มาก"}, "seats"),
        ({"seats": "99999"}, "seats"),
        ({"seats_per_fund": "61"}, "seats_per_fund"),
        ({"about": f"ติดต่อ {NATIONAL_ID}"}, "about"),
        ({"title": NATIONAL_ID}, "title"),
        ({"organisers": NATIONAL_ID}, "organisers"),
        ({"title": "ก" * 201}, "title"),
        ({"curriculum": "999999"}, "curriculum"),
        ({"curriculum": ""}, "curriculum"),
        ({"venue": "999999"}, "venue"),
        ({"venue": "x'; --"}, "venue"),
        ({"venue": ""}, "venue"),
        ({"trainers": ["999999"]}, "trainers"),
        ({"regions": ["999999"]}, "regions"),
        ({"districts": "เมืองที่ไม่มี"}, "districts"),
        ({"contact_phone": "12"}, "contact_phone"),
        ({"contact_phone": "+1 202 555 0143"}, "contact_phone"),
        ({"opens_time": "09.00"}, "opens_on"),
        ({"opens_on": f"5/3/{BE}", "closes_on": f"1/3/{BE}"}, "closes_on"),
        ({"closes_time": "25.00"}, "closes_time"),
        ({"new_name": "ที่ใหม่"}, "new_name"),
        ({"venue": "", "new_name": "ที่ใหม่"}, "new_subdistrict"),
        ({"venue": "", "new_name": "ที่", "new_subdistrict": "ไม่มีตำบลนี้"}, "new_subdistrict"),
        ({"venue": "", "new_name": "ที่", "new_position": "ไกลมาก"}, "new_position"),
        ({"venue": "", "new_name": NATIONAL_ID}, "new_name"),
    ],
)
def test_a_mistake_gets_a_sentence_and_keeps_what_was_typed(client, coordinator, wrong, field):
    data = sent(costs_covered="ค่าเดินทางและที่พัก", **{**wrong, "venue": None, "curriculum": None})
    venues = Venue.objects.count()
    response = client.post("/workshops/new/", {**data, **wrong})
    assert field in problems(response)
    page = response.content.decode()
    assert "ค่าเดินทางและที่พัก" in page
    kept = wrong.get(field, "")
    if isinstance(kept, str) and field not in ("curriculum", "venue"):
        assert kept in page
    assert not Workshop.objects.exists()
    assert Venue.objects.count() == venues


def test_a_coordinator_stays_within_the_provinces(client, coordinator):
    far = factories.venue("500101")
    assert far.name not in client.get("/workshops/new/").content.decode()
    assert "venue" in problems(client.post("/workshops/new/", sent(venue=far)))
    data = {**sent(new_name="ที่ใหม่", new_subdistrict="500101"), "venue": ""}
    assert "new_subdistrict" in problems(client.post("/workshops/new/", data))


def test_a_trainer_opens_anywhere_but_must_stay_a_trainer_of_it(client, trainer):
    far = factories.venue("500101")
    assert "trainers" in problems(client.post("/workshops/new/", sent(venue=far)))
    client.post("/workshops/new/", sent(venue=far, trainers=[trainer.pk]))
    assert Workshop.objects.get().trainer_ids == {trainer.pk}


def test_only_trainers_of_today_can_be_chosen(client, coordinator):
    somebody = factories.user()
    assert "trainers" in problems(client.post("/workshops/new/", sent(trainers=[somebody.pk])))


@pytest.mark.parametrize("make", [factories.user, factories.officer])
def test_others_are_told_why_not(client, make):
    client.force_login(make())
    assert client.get("/workshops/new/").status_code == 403
    assert client.post("/workshops/new/", {}).status_code == 403


def test_a_visitor_signs_in_first(client):
    assert client.get("/workshops/new/")["Location"].startswith("/accounts/login/")


def test_more_places_and_trainers_cost_no_more_queries(client, coordinator, same_queries):
    def add_row():
        factories.venue()
        factories.trainer()
        factories.curriculum()

    same_queries(add_row, lambda: client.get("/workshops/new/"))


# Changing


def test_an_unchanged_screen_changes_nothing(client, coordinator):
    workshop = factories.workshop(
        first_day=DAY,
        closes_at=timezone.make_aware(datetime(YEAR, 3, 21)),
        opens_at=timezone.make_aware(datetime(YEAR, 3, 1, 8, 30)),
        contact_phone="0812345678",
        trainers=[factories.trainer()],
    )
    workshop.districts.set([factories.area("5801")])
    workshop.save()
    rows = list(HalfDay.objects.values())
    before = Workshop.objects.filter(pk=workshop.pk).values().get()
    response = change(client, workshop)
    assert response.status_code == 302, problems(response)
    after = Workshop.objects.filter(pk=workshop.pk).values().get()
    assert {k: v for k, v in after.items() if k != "updated_at"} == {
        k: v for k, v in before.items() if k != "updated_at"
    }
    assert list(HalfDay.objects.values()) == rows
    assert [area.pk for area in Workshop.objects.get().districts.all()] == ["5801"]
    assert Workshop.objects.get().trainer_ids == workshop.trainer_ids


def test_half_days_have_times_and_topics(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    change(
        client,
        workshop,
        **{"half-0-starts_at": "08.30", "half-0-topic": "เปิดงาน", "half-3-held": None},
    )
    rows = list(HalfDay.objects.filter(workshop=workshop))
    assert len(rows) == 3
    assert (rows[0].starts_at, rows[0].topic) == (time(8, 30), "เปิดงาน")


def test_the_table_moves_with_the_first_day(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    HalfDay.objects.filter(day=DAY, part=HalfDay.Part.MORNING).update(topic="เปิดงาน")
    change(client, workshop, starts_on=f"30/3/{BE}", ends_on=f"1/4/{BE}")
    rows = list(HalfDay.objects.filter(workshop=workshop))
    assert [row.day.day for row in rows] == [30, 30, 31, 31, 1, 1]
    assert rows[0].topic == "เปิดงาน"


@pytest.mark.parametrize(
    "wrong",
    [
        {"half-0-starts_at": "เช้า"},
        {"half-0-ends_at": "08.00"},
        {"half-0-topic": NATIONAL_ID},
        {"half-0-topic": "ก" * 301},
        {"half-0-offset": "-1"},
        {"half-0-part": "evening"},
        {"half-TOTAL_FORMS": "5000"},
        {"half-TOTAL_FORMS": None},
    ],
)
def test_a_mistake_in_the_table_keeps_everything(client, coordinator, wrong):
    workshop = factories.workshop(first_day=DAY)
    response = change(client, workshop, about="เพิ่มเติมใหม่", **wrong)
    assert response.status_code == 200
    table = response.context["table"]
    assert table.total_error_count()
    assert "เพิ่มเติมใหม่" in response.content.decode()
    assert HalfDay.objects.filter(workshop=workshop, starts_at=time(9)).count() == 2
    assert Workshop.objects.get().about == ""


def test_a_half_day_with_marks_is_not_taken_away(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    half_day = workshop.half_days.first()
    factories.registration(workshop).attendance.create(half_day=half_day, present=True)
    response = change(client, workshop, **{"half-0-held": None, "about": "เพิ่มเติมใหม่"})
    assert response.status_code == 200
    assert response.context["table"].refused
    page = response.content.decode()
    assert page.count(response.context["table"].refused) >= 2
    assert "เพิ่มเติมใหม่" in page
    assert workshop.half_days.count() == 4


def test_nothing_held_is_refused(client, coordinator):
    workshop = factories.workshop(first_day=DAY, days=1)
    response = change(client, workshop, **{"half-0-held": None, "half-1-held": None})
    assert response.context["table"].refused


def test_fewer_seats_than_people_are_refused_beside_the_field(client, coordinator):
    workshop = factories.workshop(first_day=DAY, seats=3)
    factories.registration(workshop)
    factories.registration(workshop)
    assert "2" in problems(change(client, workshop, seats="1"))["seats"][0]
    assert Workshop.objects.get().seats == 3


def test_a_title_is_needed_once_there_is_one(client, coordinator):
    assert "title" in problems(change(client, factories.workshop(first_day=DAY), title=""))


def test_a_past_workshop_may_still_be_corrected(client, coordinator):
    workshop = factories.workshop(first_day=date(2023, 3, 27))
    assert change(client, workshop, paid_by="กองทุนส่งเสริม").status_code == 302
    assert Workshop.objects.get().paid_by == "กองทุนส่งเสริม"


def test_a_trainer_cannot_step_out_of_a_far_workshop(client, trainer):
    other = factories.trainer()
    workshop = factories.workshop(first_day=DAY, trainers=[trainer, other])
    assert "trainers" in problems(change(client, workshop, trainers=[other.pk]))


def test_strangers_change_nothing(client):
    workshop = factories.workshop(first_day=DAY)
    before = Workshop.objects.values().get()
    for stranger in (
        *(factories.user(), factories.officer(), factories.trainer(), factories.coordinator("50")),
    ):
        client.force_login(stranger)
        for page in ("edit", "cancel"):
            assert client.get(f"/workshops/{workshop.pk}/{page}/").status_code == 403
        for page in ("edit", "cancel", "status"):
            answer = client.post(f"/workshops/{workshop.pk}/{page}/", {"reason": "x", "to": "x"})
            assert answer.status_code == 403
    assert Workshop.objects.values().get() == before


def test_more_half_days_cost_no_more_queries(client, coordinator, same_queries):
    workshop = factories.workshop(first_day=DAY, days=1)

    def add_row():
        workshop.ends_on += timedelta(days=1)
        workshop.save()
        HalfDay.objects.create(workshop=workshop, day=workshop.ends_on, part=HalfDay.Part.MORNING)

    same_queries(add_row, lambda: client.get(f"/workshops/{workshop.pk}/edit/"))


# Opening and closing registration, cancelling


def test_registration_is_closed_and_opened_by_a_button(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    address = f"/workshops/{workshop.pk}/status/"
    assert client.get(address).status_code == 405
    client.post(address, {"to": "closed"})
    assert Workshop.objects.get().status == Workshop.Status.CLOSED
    client.post(address, {"to": "open"})
    assert Workshop.objects.get().status == Workshop.Status.OPEN


def test_a_refused_press_says_why(client, coordinator):
    workshop = factories.workshop(first_day=date(2023, 3, 27), status=Workshop.Status.DRAFT)
    response = client.post(f"/workshops/{workshop.pk}/status/", {"to": "open"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Workshop.objects.get().status == Workshop.Status.DRAFT


def test_cancelling_asks_why(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    factories.registration(workshop)
    address = f"/workshops/{workshop.pk}/cancel/"
    assert "1" in client.get(address).content.decode()
    for bad in ("", "   ", NATIONAL_ID, "ก" * 301):
        assert "reason" in problems(client.post(address, {"reason": bad}))
    response = client.post(address, {"reason": "น้ำท่วมถนน"}, follow=True)
    assert "น้ำท่วมถนน" in response.content.decode()
    assert Workshop.objects.get().status == Workshop.Status.CANCELLED
