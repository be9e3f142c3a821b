"""Trainers: what they say of themselves, how much they teach, and who is needed twice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.models import TrainerProfile, Workshop
from courses.workshops.doubts import doubts
from courses.workshops.trainers import Load, clashes, keep_profile, loads
from portal.funds.models import Mandate
from tests import factories
from tests.courses.workshops.test_workshop_changing import change
from tests.courses.workshops.test_workshop_opening import sent

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=20)


@pytest.fixture
def trainer():
    return factories.trainer()


def profile(of_user, *, subjects=(), home=None, goes_to=(), about=""):
    return keep_profile(
        trainer=of_user,
        subjects=[factories.subject(slug) for slug in subjects],
        home_district=factories.area(home) if home else None,
        goes_to=[factories.area(code) for code in goes_to],
        about=about,
    )


def test_the_load_of_a_year_is_what_was_not_called_off(trainer):
    year = 2023
    factories.workshop(first_day=date(year, 3, 27), trainers=[trainer])
    factories.workshop(first_day=date(year, 5, 2), days=1, trainers=[trainer, factories.trainer()])
    factories.workshop(
        first_day=date(year, 6, 1), trainers=[trainer], status=Workshop.Status.CANCELLED
    )
    factories.workshop(first_day=date(year - 1, 6, 1), trainers=[trainer])
    assert loads(year=year)[trainer.pk] == Load(workshops=2, half_days=6)
    assert loads(year=year, trainers=[trainer.pk]) == {trainer.pk: Load(2, 6)}


def test_who_teaches_elsewhere_on_the_same_day(trainer):
    here = factories.workshop("ที่นี่", first_day=DAY, trainers=[trainer])
    next_day = DAY + timedelta(days=1)
    factories.workshop("ที่อื่น", first_day=next_day, trainers=[trainer])
    factories.workshop("ยกเลิก", first_day=DAY, trainers=[trainer], status="cancelled")
    factories.workshop("วันอื่น", first_day=DAY + timedelta(days=9), trainers=[trainer])
    days = {"first_day": here.starts_on, "last_day": here.ends_on}
    assert clashes(**days, besides=here) == {trainer.pk: ["ที่อื่น"]}
    (doubt,) = doubts(here)
    assert "ที่อื่น" in doubt
    assert trainer.shown_name in doubt


def test_more_seats_than_the_place_has_room_for_are_a_doubt():
    venue = factories.venue(capacity=40)
    assert doubts(factories.workshop(venue=venue, seats=40)) == []
    (doubt,) = doubts(factories.workshop(venue=venue, seats=41))
    assert "40" in doubt
    assert doubts(factories.workshop(seats=4000)) == []


def test_doubts_are_said_and_refuse_nothing(client, trainer):
    client.force_login(trainer)
    factories.workshop("ที่อื่น", first_day=DAY, trainers=[trainer])
    venue = factories.venue(capacity=5)
    typed = {"starts_on": DAY.isoformat(), "ends_on": "", "trainers": [trainer.pk], "then": "draft"}
    page = client.post("/workshops/new/", sent(venue=venue, **typed), follow=True)
    assert page.content.decode().count("notice--warning") >= 1
    workshop = Workshop.objects.get(venue=venue)
    page = client.get(f"/workshops/{workshop.pk}/edit/").content.decode()
    assert "ที่อื่น" in page
    assert change(client, workshop, seats="61").status_code == 302


def test_load_and_clashes_stand_beside_the_names(client, trainer):
    client.force_login(trainer)
    factories.workshop("ที่อื่น", first_day=DAY, trainers=[trainer])
    workshop = factories.workshop(first_day=DAY, trainers=[trainer])
    page = client.get(f"/en/workshops/{workshop.pk}/edit/").content.decode()
    assert "teaches “ที่อื่น” on these days" in page
    assert "2 workshops, 8 half-days" in page


# The list


def shown(client, **query):
    response = client.get("/trainers/", query)
    assert response.status_code == 200
    return {trainer.pk for trainer in response.context["page_obj"]}


def test_trainers_are_found_by_subject_and_place(client, trainer):
    client.force_login(factories.coordinator("58"))
    profile(trainer, subjects=["accounts"], home="5801", goes_to=["50"])
    other = factories.trainer()
    profile(other, subjects=["youth"], goes_to=["5807"])
    silent = factories.trainer()
    assert shown(client) == {trainer.pk, other.pk, silent.pk}
    assert shown(client, subject="accounts") == {trainer.pk}
    assert shown(client, province="58") == {trainer.pk, other.pk}
    assert shown(client, province="58", district="5807") == {other.pk}
    factories.area("5001")
    assert shown(client, province="50", district="5001") == {trainer.pk}
    assert shown(client, subject="youth", province="50") == set()


@pytest.mark.parametrize(
    "query",
    [{"subject": "ไม่มี"}, {"province": "99"}, {"province": "'; --", "district": "5801"}],
)
def test_what_is_not_understood_narrows_nothing(client, trainer, query):
    client.force_login(factories.coordinator("58"))
    assert shown(client, **query) == {trainer.pk}


def test_only_trainers_of_today_and_only_for_those_who_work_for_the_network(client, trainer):
    Mandate.objects.update(ends_on=TODAY - timedelta(days=1))
    coordinator = factories.coordinator("58")
    client.force_login(coordinator)
    assert shown(client) == set()
    for other in (factories.user(), factories.officer()):
        client.force_login(other)
        assert client.get("/trainers/").status_code == 403


def test_a_longer_list_costs_no_more_queries(client, same_queries):
    client.force_login(factories.coordinator("58"))

    def add_row():
        user = factories.trainer()
        profile(user, subjects=["accounts", "youth"], home="5801", goes_to=["50", "5807"])
        factories.workshop(trainers=[user])

    assert same_queries(add_row, lambda: client.get("/trainers/")) <= 20


# The profile


def typed(**kwargs) -> dict:
    return {
        "subjects": [factories.subject("accounts").pk],
        "home_district": "ปางมะผ้า",
        "goes_to": "แม่ฮ่องสอน, อ.เมืองเชียงใหม่",
        "about": "ชอบสอนบัญชี",
        **kwargs,
    }


@pytest.fixture
def places():
    for code in ("580702", "580101", "500101"):
        factories.area(code)


def test_a_trainer_writes_the_own_profile_and_it_is_shown_again(client, trainer, places):
    client.force_login(trainer)
    address = f"/trainers/{trainer.pk}/edit/"
    assert client.post(address, typed()).status_code == 302
    kept = TrainerProfile.objects.get()
    assert (kept.home_district_id, kept.about) == ("5807", "ชอบสอนบัญชี")
    assert {area.pk for area in kept.goes_to.all()} == {"58", "5001"}
    form = client.get(address).context["form"]
    again = {field.html_name: field.field.prepare_value(field.value()) for field in form}
    assert client.post(address, again).status_code == 302
    assert {area.pk for area in kept.goes_to.all()} == {"58", "5001"}
    assert [subject.slug for subject in kept.subjects.all()] == ["accounts"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"home_district": "ไม่มีอำเภอนี้"}, "home_district"),
        ({"goes_to": "แม่ฮ่องสอน, ไม่มีที่นี่"}, "goes_to"),
        ({"subjects": ["999999"]}, "subjects"),
        ({"subjects": ["9" * 30]}, "subjects"),
        ({"about": "1-1037-02071-81-1"}, "about"),
        ({"about": "ก" * 501}, "about"),
    ],
)
def test_a_mistake_gets_a_sentence_and_keeps_what_was_typed(client, trainer, places, wrong, field):
    client.force_login(trainer)
    response = client.post(f"/trainers/{trainer.pk}/edit/", typed(**wrong))
    assert field in response.context["form"].errors
    assert "เมืองเชียงใหม่" in response.content.decode() or field == "goes_to"
    assert not TrainerProfile.objects.exists()


def test_who_may_write_a_profile(client, trainer, places):
    address = f"/trainers/{trainer.pk}/edit/"
    profile(trainer, home="5801")
    answers = {}
    for name, account in (
        ("own", trainer),
        ("near", factories.coordinator("58")),
        ("far", factories.coordinator("50")),
        ("other trainer", factories.trainer()),
        ("administrator", factories.administrator()),
    ):
        client.force_login(account)
        answers[name] = client.get(address).status_code
    assert answers == {
        "own": 200,
        "near": 200,
        "far": 403,
        "other trainer": 403,
        "administrator": 200,
    }
    assert client.get(f"/trainers/{factories.user().pk}/edit/").status_code == 404
