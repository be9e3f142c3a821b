"""The screens on which organisers change, open, close and cancel a workshop."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from courses.models import HalfDay, Workshop
from portal.thai.dates import BE_OFFSET
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year + 1
DAY = date(YEAR, 3, 27)
BE = YEAR + BE_OFFSET
NATIONAL_ID = "1-1037-02071-81-1"


def change(client, workshop, **kwargs):
    """Send the edit screen back as it was shown, but for what is given."""
    response = client.get(f"/workshops/{workshop.pk}/edit/")
    form, table, quotas = (response.context[name] for name in ("form", "table", "quotas"))
    data = {}
    tables = (*table.forms, table.management_form, *quotas.forms, quotas.management_form)
    for each in (form, *tables):
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
def trainer(client):
    user = factories.trainer()
    client.force_login(user)
    return user


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
