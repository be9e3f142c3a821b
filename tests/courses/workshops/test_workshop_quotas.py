"""Seats for places and funds: what may be written."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.models import Quota, Registration, Workshop
from courses.registering.waiting_list import AskFirst
from courses.workshops.quotas import QuotaPlan, holder_meant, holders_named, name_of, write_quotas
from courses.workshops.running import change_workshop, open_workshop
from courses.workshops.timetable import WorkshopError
from portal.funds.models import Region
from portal.thai.dates import BE_OFFSET
from tests import factories

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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ภาคเหนือ", "ภาคเหนือ"),
        ("เหนือ", "ภาคเหนือ"),
        ("แม่ฮ่องสอน", "จ.แม่ฮ่องสอน"),
        ("จ.แม่ฮ่องสอน", "จ.แม่ฮ่องสอน"),
        ("จังหวัด แม่ฮ่องสอน", "จ.แม่ฮ่องสอน"),
        ("Mae Hong Son", "จ.แม่ฮ่องสอน"),
        ("ปางมะผ้า", "อ.ปางมะผ้า จ.แม่ฮ่องสอน"),
        ("อ.เมืองแม่ฮ่องสอน จ.แม่ฮ่องสอน", "อ.เมืองแม่ฮ่องสอน จ.แม่ฮ่องสอน"),
    ],
)
def test_people_write_places_as_they_say_them(places, text, found):
    assert name_of(holder_meant(text)) == found


def test_a_fund_is_found_by_its_name(places):
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    factories.fund("กองทุนสวัสดิการชุมชนตำบลศรีภูมิ", subdistrict="500101")
    assert holder_meant("กองทุนสวัสดิการชุมชนตำบลปางหมู") == fund
    assert holder_meant(name_of(fund)) == fund


def test_every_name_shown_is_understood_again(places):
    for holder in (*Region.objects.all(), factories.area("58"), factories.area("5807")):
        assert holders_named(name_of(holder)) == [holder]


def test_what_nobody_is_called_and_what_several_are_called_gets_a_sentence(places):
    twin = factories.area("5002")
    twin.name_th = "ปางมะผ้า"
    twin.save()
    with pytest.raises(WorkshopError, match="เชียงใหม่"):
        holder_meant("ปางมะผ้า")
    with pytest.raises(WorkshopError, match="ไม่มีที่นี่"):
        holder_meant("ไม่มีที่นี่")


# The rule


def test_quotas_are_written_changed_and_taken_out(workshop):
    quota(workshop, at_most=5, kept=3, kept_until=UNTIL)
    row = Quota.objects.get()
    assert (row.at_most, row.kept, row.kept_until) == (5, 3, UNTIL)
    quota(workshop, at_most=6, kept=3, kept_until=UNTIL)
    assert Quota.objects.get().pk == row.pk
    change_workshop(workshop=workshop, seats=12)
    assert Quota.objects.get().at_most == 6
    change_workshop(workshop=workshop, quotas=[])
    assert not Quota.objects.exists()


def test_what_was_released_stays_released_until_it_is_kept_anew(workshop):
    quota(workshop, kept=3, kept_until=UNTIL)
    Quota.objects.update(released_at=timezone.now())
    quota(workshop, at_most=8, kept=3, kept_until=UNTIL)
    assert Quota.objects.get().released_at
    quota(workshop, at_most=8, kept=3, kept_until=UNTIL + timedelta(days=1))
    assert Quota.objects.get().released_at is None


@pytest.mark.parametrize(
    "plan",
    [
        {"kept": 11},
        {"at_most": 2, "kept": 3},
        {},
        {"kept": 3, "kept_until": TODAY - timedelta(days=1)},
    ],
    ids=["more than seats", "more than allowed", "nothing", "over"],
)
def test_what_cannot_be_is_refused_with_a_sentence(workshop, plan):
    with pytest.raises(WorkshopError) as refused:
        quota(workshop, **plan)
    assert refused.value.field == "quotas"
    assert not Quota.objects.exists()


def test_seats_kept_inside_each_other_are_not_counted_twice(workshop):
    plans = [QuotaPlan(factories.area("58"), kept=10), QuotaPlan(factories.area("5807"), kept=4)]
    change_workshop(workshop=workshop, quotas=plans)
    plans = [QuotaPlan(factories.area("50"), kept=10), plans[1]]
    with pytest.raises(WorkshopError, match="14"):
        change_workshop(workshop=workshop, quotas=plans)


def test_the_same_place_twice_is_refused(workshop):
    plan = QuotaPlan(factories.area("5807"), kept=1)
    with pytest.raises(WorkshopError):
        change_workshop(workshop=workshop, quotas=[plan, plan])


def test_no_more_is_kept_than_is_free_and_no_limit_below_what_is_taken(workshop):
    fund = factories.fund(subdistrict="580702")
    for _ in range(8):
        factories.registration(workshop, of_fund=factories.fund())
    factories.registration(workshop, of_fund=fund)
    with pytest.raises(WorkshopError):
        quota(workshop, kept=4)
    with pytest.raises(WorkshopError):
        quota(workshop, at_most=0)
    quota(workshop, kept=2)


def test_fewer_seats_than_are_kept_are_refused(workshop):
    quota(workshop, kept=8)
    with pytest.raises(WorkshopError):
        change_workshop(workshop=workshop, seats=7)
    assert Workshop.objects.get().seats == 10


def test_old_quotas_keep_nobody_from_correcting_what_has_begun():
    workshop = factories.workshop(first_day=TODAY, seats=2)
    with pytest.raises(WorkshopError):
        open_workshop(
            curriculum=workshop.curriculum,
            venue=workshop.venue,
            starts_on=DAY,
            ends_on=DAY,
            seats=2,
            quotas=[QuotaPlan(factories.area("5807"), kept=3)],
        )
    write_quotas(workshop, [QuotaPlan(factories.area("5807"), kept=2)])
    factories.registration(workshop)
    change_workshop(workshop=workshop, seats=3)


def test_a_change_that_seats_many_asks_first(workshop):
    Workshop.objects.update(seats=1)
    factories.registration(workshop)
    for _ in range(6):
        factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    with pytest.raises(AskFirst):
        change_workshop(workshop=workshop, seats=7, sure=False)
    assert Workshop.objects.get().seats == 1
    change_workshop(workshop=workshop, seats=7, sure=True)
    assert Registration.objects.confirmed().count() == 7


# The form
