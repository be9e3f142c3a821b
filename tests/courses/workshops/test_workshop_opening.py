"""The screen on which trainers and coordinators open workshops."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from courses.models import Venue, Workshop
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
    return {
        "starts_on": f"27/3/{BE}",
        "ends_on": f"๒๘ มี.ค. {BE}",
        "seats": "๖๐",
        "quota-TOTAL_FORMS": "0",
        "quota-INITIAL_FORMS": "0",
        **kwargs,
    }


def sent(**kwargs) -> dict:
    venue = kwargs.pop("venue", None) or factories.venue()
    curriculum = kwargs.pop("curriculum", None) or factories.curriculum()
    return typed(curriculum=curriculum.pk, venue=venue.pk, **kwargs)


def problems(response) -> dict:
    """Sentences beside the fields, by field; everything typed is still there."""
    assert response.status_code == 200
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


@pytest.fixture
def trainer(client):
    user = factories.trainer()
    client.force_login(user)
    return user


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
