"""Seats for places and funds as rows of the organisers' form."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.models import Quota, Registration, Workshop
from courses.workshops.quotas import QuotaPlan
from courses.workshops.running import change_workshop
from portal.funds.models import Region
from portal.thai.dates import BE_OFFSET
from tests import factories
from tests.courses.workshops.test_workshop_changing import change
from tests.courses.workshops.test_workshop_opening import sent

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=40)
UNTIL = TODAY + timedelta(days=20)


def typed_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + BE_OFFSET}"


@pytest.fixture
def places():
    for code in ("580104", "580702", "500101"):
        factories.area(code)


@pytest.fixture
def workshop(places):
    return factories.workshop(first_day=DAY, seats=10)


def quota(workshop, **kwargs):
    change_workshop(workshop=workshop, quotas=[QuotaPlan(factories.area("5807"), **kwargs)])


# For whom


@pytest.fixture
def trainer(client):
    user = factories.trainer()
    client.force_login(user)
    return user


def rows(*typed) -> dict:
    """Quota rows as a browser sends them."""
    data = {"quota-TOTAL_FORMS": str(len(typed)), "quota-INITIAL_FORMS": str(len(typed))}
    for number, row in enumerate(typed):
        data |= {f"quota-{number}-{name}": value for name, value in row.items()}
    return data


def open_with(client, trainer, *typed, **kwargs):
    data = sent(trainers=[trainer.pk], **rows(*typed), **kwargs)
    return client.post("/workshops/new/", data)


def test_quotas_are_typed_with_the_rest(client, trainer, places):
    next_year = TODAY.year + 1
    response = open_with(
        client,
        trainer,
        {"whom": "ปางมะผ้า", "at_most": "๒๐", "kept": "10", "kept_until": f"1/3/{next_year + 543}"},
        {"whom": "ภาคเหนือ", "at_most": "30"},
        {"whom": "", "at_most": "", "kept": ""},
    )
    assert response.status_code == 302
    district, region = Quota.objects.all()
    assert (district.area_id, district.at_most, district.kept) == ("5807", 20, 10)
    assert district.kept_until == date(next_year, 3, 1)
    assert (region.region.slug, region.at_most, region.kept) == ("north", 30, None)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"whom": "ไม่มีที่นี่", "kept": "1"}, "whom"),
        ({"whom": "", "kept": "1"}, "whom"),
        ({"whom": "ปางมะผ้า"}, "at_most"),
        ({"whom": "ปางมะผ้า", "kept": "มาก"}, "kept"),
        ({"whom": "ปางมะผ้า", "at_most": "1", "kept": "2"}, "kept"),
        ({"whom": "ปางมะผ้า", "kept": "2", "kept_until": "29/2/2566"}, "kept_until"),
        ({"whom": "ปางมะผ้า", "at_most": "2", "kept_until": "1/3/2590"}, "kept"),
        ({"whom": "ป" * 300, "kept": "1"}, "whom"),
    ],
)
def test_a_mistake_in_a_row_keeps_everything(client, trainer, places, row, field):
    response = open_with(client, trainer, row, paid_by="กองทุนส่งเสริม")
    assert response.status_code == 200
    assert field in response.context["quotas"].forms[0].errors
    page = response.content.decode()
    assert "กองทุนส่งเสริม" in page
    assert not Workshop.objects.exists()
    assert 'class="field__error"' in page


def test_too_many_kept_is_said_above_the_rows(client, trainer, places):
    response = open_with(client, trainer, {"whom": "ปางมะผ้า", "kept": "61"})
    assert response.context["quotas"].refused
    assert response.content.decode().count(response.context["quotas"].refused) >= 1
    assert not Workshop.objects.exists()


def test_one_press_writes_a_row_for_each_region(client, trainer):
    data = sent(quotas="regions", seats="62", paid_by="กองทุน", trainers=[trainer.pk], **rows())
    response = client.post("/workshops/new/", data)
    assert response.status_code == 200
    table = response.context["quotas"]
    regions = list(Region.objects.all())
    shown = [row["whom"].value() for row in table.forms if not row.empty]
    assert shown == [region.name for region in regions]
    shares = [row["at_most"].value() for row in table.forms if not row.empty]
    assert sum(shares) == 62
    page = response.content.decode()
    assert "กองทุน" in page
    assert "error-summary" not in page
    assert not Workshop.objects.exists()
    # Pressed again nothing is there twice, and what is shown can be sent as it is.
    again = {field.html_name: field.value() or "" for row in table.forms for field in row} | {
        "quota-TOTAL_FORMS": len(table.forms),
        "quota-INITIAL_FORMS": len(table.forms),
    }
    response = client.post("/workshops/new/", {**data, **again})
    table = response.context["quotas"]
    assert len([row for row in table.forms if not row.empty]) == len(regions)
    assert client.post("/workshops/new/", {**data, **again, "quotas": ""}).status_code == 302
    assert Quota.objects.filter(region__isnull=False).count() == len(regions)


def test_more_rows_keep_what_was_typed(client, trainer, places):
    factories.venue()
    data = sent(
        quotas="more", about="เรื่องใหม่", trainers=[trainer.pk], **rows({"whom": "ที่ไหนสักแห่ง"})
    )
    response = client.post("/workshops/new/", data)
    page = response.content.decode()
    assert "ที่ไหนสักแห่ง" in page
    assert "เรื่องใหม่" in page
    assert response.context["form"]["trainers"].value() == [str(trainer.pk)]
    assert "error-summary" not in page


def test_an_unchanged_screen_keeps_quotas_of_every_kind(client, workshop):
    client.force_login(factories.coordinator("58"))
    fund = factories.fund("กองทุนหนึ่ง")
    factories.fund("กองทุนหนึ่ง", subdistrict="580702")
    holders = (factories.area("5807"), factories.area("58"), fund, Region.objects.first())
    change_workshop(workshop=workshop, quotas=[QuotaPlan(one, at_most=5) for one in holders])
    before = list(Quota.objects.values())
    assert change(client, workshop).status_code == 302
    assert list(Quota.objects.values()) == before
    taken_out = change(client, workshop, **{"quota-0-gone": "on"})
    assert taken_out.status_code == 302
    assert Quota.objects.count() == 3


@pytest.mark.parametrize(
    "key", ["fund:999999", "area:99", "area:\x00", "x", "region:²", "fund:" + "9" * 30]
)
def test_a_forged_key_means_nothing(client, trainer, places, key):
    response = open_with(client, trainer, {"key": key, "whom": "ปางมะผ้า", "kept": "1"})
    assert response.status_code in (200, 302)
    assert not Quota.objects.exclude(area_id="5807").exists()


def test_changing_asks_before_many_get_seats_and_keeps_what_was_typed(client, workshop):
    client.force_login(factories.coordinator("58"))
    Workshop.objects.update(seats=1)
    factories.registration(workshop)
    waiting = [
        factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
        for _ in range(6)
    ]
    response = change(client, workshop, seats="7", about="มีที่เพิ่ม")
    page = response.content.decode()
    assert response.status_code == 200
    assert all(one.person.name in page for one in waiting)
    assert "มีที่เพิ่ม" in page
    assert 'name="sure"' in page
    assert Workshop.objects.get().seats == 1
    assert change(client, workshop, seats="7", about="มีที่เพิ่ม", sure="1").status_code == 302
    assert Registration.objects.confirmed().count() == 7


def test_opening_again_asks_before_many_get_seats(client, workshop):
    client.force_login(factories.coordinator("58"))
    Workshop.objects.update(status=Workshop.Status.CANCELLED, cancelled_because="ฝน")
    for _ in range(6):
        factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    address = f"/workshops/{workshop.pk}/status/"
    page = client.post(address, {"to": "open"})
    assert page.status_code == 200
    assert Workshop.objects.get().status == Workshop.Status.CANCELLED
    assert client.post(address, {"to": "open", "sure": "1"}).status_code == 302
    assert Registration.objects.confirmed().count() == 6


def test_more_quotas_cost_no_more_queries(client, workshop, same_queries):
    client.force_login(factories.coordinator("58"))
    codes = iter(("580102", "580103", "580105"))

    def add_row():
        fund = factories.fund(subdistrict=next(codes))
        Quota.objects.create(workshop=workshop, fund=fund, at_most=1)

    same_queries(add_row, lambda: client.get(f"/workshops/{workshop.pk}/edit/"))
