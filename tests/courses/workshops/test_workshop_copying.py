"""A workshop held again: what comes along, what moves, what never does."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from courses.models import HalfDay, Question, Quota, Registration, Workshop
from courses.workshops.quotas import QuotaPlan
from courses.workshops.running import change_workshop
from portal.thai.dates import BE_OFFSET
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FIRST = date(2023, 3, 27)
AGAIN = TODAY + timedelta(days=60)


@pytest.fixture
def trainer(client):
    user = factories.trainer()
    client.force_login(user)
    return user


@pytest.fixture
def source(trainer):
    workshop = factories.workshop(
        "รุ่นที่ 1",
        first_day=FIRST,
        seats=42,
        seats_per_fund=3,
        trainers=[trainer],
        organisers="อบจ.แม่ฮ่องสอน",
        paid_by="กองทุนส่งเสริม",
        entry=Workshop.Entry.APPROVAL,
        offer_days=3,
        opens_at=timezone.make_aware(datetime(2023, 3, 1, 8)),
        closes_at=timezone.make_aware(datetime(2023, 3, 25)),
    )
    workshop.districts.set([factories.area("5807")])
    workshop.save()
    morning = workshop.half_days.filter(part=HalfDay.Part.MORNING)
    morning.update(topic="เปิดเวที", starts_at=time(8, 30))
    workshop.half_days.filter(day=FIRST + timedelta(days=1), part=HalfDay.Part.AFTERNOON).delete()
    holder = factories.area("5807")
    Quota.objects.create(workshop=workshop, area=holder, kept=5, kept_until=date(2023, 3, 20))
    first = Question.objects.create(
        workshop=workshop, place=1, text="มาอย่างไร", kind="choice", choices="รถตู้\nรถเอง"
    )
    Question.objects.create(
        workshop=workshop, place=2, text="กี่ที่นั่ง", kind="number", shown_if=first, shown_value="รถตู้"
    )
    factories.registration(workshop)
    return workshop


def typed(day) -> str:
    return f"{day.day}/{day.month}/{day.year + BE_OFFSET}"


def shown(client, source, day=AGAIN):
    return client.get("/workshops/new/", {"copy": source.pk, "starts_on": typed(day)})


def filled(response, **kwargs) -> dict:
    """The form as a browser sends it back."""
    form, quotas = response.context["form"], response.context["quotas"]
    data = {}
    for each in (form, *quotas.forms, quotas.management_form):
        for bound in each:
            value = bound.value()
            if hasattr(bound.field.widget, "format_value") and not isinstance(value, bool | list):
                value = bound.field.widget.format_value(value)
            if value not in (None, False, "", [], [""]):
                data[bound.html_name] = value
    return data | kwargs


def test_the_days_are_asked_first(client, source):
    page = client.get("/workshops/new/", {"copy": source.pk}).content.decode()
    assert 'name="starts_on"' in page
    assert 'name="seats"' not in page
    for wrong in ("", "29/2/2566", "1/1/2560"):
        response = client.get("/workshops/new/", {"copy": source.pk, "starts_on": wrong})
        assert response.context["form"].errors
    assert not Workshop.objects.exclude(pk=source.pk).exists()


def test_everything_comes_along_and_moves_with_the_first_day(client, source):
    client.post("/workshops/new/", filled(shown(client, source), then="publish"))
    copy = Workshop.objects.exclude(pk=source.pk).get()
    assert copy.title != source.title
    for name in ("curriculum", "venue", "seats", "seats_per_fund", "organisers", "paid_by"):
        assert getattr(copy, name) == getattr(source, name), name
    assert (copy.entry, copy.offer_days) == (Workshop.Entry.APPROVAL, 3)
    assert copy.trainer_ids == source.trainer_ids
    assert [area.pk for area in copy.districts.all()] == ["5807"]
    assert (copy.starts_on, copy.ends_on) == (AGAIN, AGAIN + timedelta(days=1))
    rows = list(copy.half_days.values_list("day", "part", "starts_at", "topic"))
    assert rows == [
        (AGAIN, "1morning", time(8, 30), "เปิดเวที"),
        (AGAIN, "2afternoon", time(13), ""),
        (AGAIN + timedelta(days=1), "1morning", time(8, 30), "เปิดเวที"),
    ]
    opens = timezone.localtime(copy.opens_at)
    assert (opens.date(), opens.time()) == (AGAIN - timedelta(days=26), time(8))
    assert timezone.localdate(copy.closes_at) == AGAIN - timedelta(days=2)
    quota = Quota.objects.get(workshop=copy)
    assert (quota.kept, quota.kept_until) == (5, AGAIN - timedelta(days=7))
    way, places = Question.objects.filter(workshop=copy)
    assert (way.text, way.choice_list) == ("มาอย่างไร", ["รถตู้", "รถเอง"])
    assert (places.shown_if, places.shown_value) == (way, "รถตู้")
    assert not Registration.objects.filter(workshop=copy).exists()


def test_days_that_are_over_by_now_are_left_open(client, source):
    client.post("/workshops/new/", filled(shown(client, source, TODAY + timedelta(days=3))))
    copy = Workshop.objects.exclude(pk=source.pk).get()
    assert copy.opens_at is None
    assert Quota.objects.get(workshop=copy).kept_until is None


def test_other_days_are_typed_over_and_the_half_days_follow(client, source):
    other = AGAIN + timedelta(days=7)
    data = filled(shown(client, source), starts_on=typed(other))
    client.post("/workshops/new/", data | {"ends_on": typed(other + timedelta(days=2))})
    copy = Workshop.objects.exclude(pk=source.pk).get()
    days = [row.day for row in copy.half_days.all()]
    assert days[0] == other
    assert len(days) == 5
    assert days[-1] == other + timedelta(days=2)


def test_two_presses_make_one_copy_with_its_questions_once(client, source):
    data = filled(shown(client, source), then="publish")
    client.post("/workshops/new/", data)
    client.post("/workshops/new/", data)
    copy = Workshop.objects.exclude(pk=source.pk).get()
    assert Question.objects.filter(workshop=copy).count() == 2


@pytest.mark.parametrize("key", ["999999", "x", "", "9" * 40, "\x00"])
def test_what_is_no_workshop_is_quietly_none(client, trainer, key):
    assert client.get("/workshops/new/", {"copy": key}).status_code == 200


def test_a_draft_is_copied_only_by_who_may_see_it(client, source):
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    client.force_login(factories.coordinator("50"))
    response = client.get("/workshops/new/", {"copy": source.pk})
    assert response.context["source"] is None
    assert source.title not in response.content.decode()


def test_the_way_to_it_stands_by_the_workshop(client, source):
    assert (
        f"/workshops/new/?copy={source.pk}"
        in client.get(source.get_absolute_url()).content.decode()
    )
    client.logout()
    assert "?copy=" not in client.get(source.get_absolute_url()).content.decode()


def test_taking_over_more_costs_no_more_queries(client, source, same_queries):
    codes = iter(("5801", "5001", "5002"))

    def add_row():
        area = factories.area(next(codes))
        Quota.objects.create(workshop=source, area=area, at_most=5)

    same_queries(add_row, lambda: shown(client, source))


def test_a_change_of_quotas_does_not_reach_back(client, source):
    client.post("/workshops/new/", filled(shown(client, source)))
    copy = Workshop.objects.exclude(pk=source.pk).get()
    change_workshop(workshop=copy, quotas=[QuotaPlan(factories.area("5801"), at_most=3)])
    assert Quota.objects.get(workshop=source).kept == 5
