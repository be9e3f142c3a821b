"""Quotas by region, place and fund on a real database, and seats kept until their day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Quota, Registration, RegistrationStep
from courses.registering.cancelling import cancel
from courses.registering.tending import Tended, tend
from courses.seats.seating import limits_of, why_waiting
from portal.funds.models import Region
from tests import factories
from tests.courses.arriving import come, noon, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Because, Channel, Status = RegistrationStep.Because, Registration.Channel, Registration.Status
TODAY = timezone.localdate()


def quota(workshop, **kwargs):
    return Quota.objects.create(workshop=workshop, **kwargs)


@pytest.fixture
def mueang(db):
    return factories.fund(subdistrict="580104")


@pytest.fixture
def pang_mapha(db):
    return factories.fund(subdistrict="580701")


@pytest.fixture
def elsewhere(db):
    return factories.fund(subdistrict="500101")


def test_a_district_has_its_most_and_others_pass(mueang, pang_mapha):
    workshop = factories.workshop(seats=9)
    quota(workshop, area=factories.area("5801"), at_most=1)
    first, second, other = (
        come(workshop, fund=one)
        for one in (mueang, factories.fund(subdistrict="580101"), pang_mapha)
    )
    assert [one.seat for one in (first, second, other)] == [1, None, 2]
    assert why_waiting(second) == f"The seats for {factories.area('5801').full_name} are all taken."


def test_a_province_and_a_region_have_their_most(mueang, elsewhere):
    workshop = factories.workshop(seats=9)
    north = Region.objects.first()
    quota(workshop, region=north, at_most=2)
    quota(workshop, area=factories.area("58"), at_most=1)
    for code in ("58", "50"):
        area = factories.area(code)
        area.region = north
        area.save()
    made = [come(workshop, fund=one) for one in (mueang, mueang, elsewhere, elsewhere)]
    assert [one.seat for one in made] == [1, None, 2, None]
    assert north.name in why_waiting(made[3])


def test_a_fund_has_its_own_quota_beside_the_share_of_all(mueang, pang_mapha):
    workshop = factories.workshop(seats=9, seats_per_fund=2)
    quota(workshop, fund=mueang, at_most=1)
    made = [come(workshop, fund=one) for one in (mueang, mueang, pang_mapha, pang_mapha)]
    assert [one.seat for one in made] == [1, None, 2, 3]


def test_seats_are_kept_for_a_place_and_given_to_the_others_after_their_day(mueang, pang_mapha):
    workshop = factories.workshop(seats=2, first_day=TODAY + timedelta(days=20))
    quota(workshop, area=factories.area("5807"), kept=1, kept_until=TODAY + timedelta(days=5))
    first, second = come(workshop, fund=mueang), come(workshop, fund=mueang)
    assert (first.seat, second.seat) == (1, None)
    assert "kept" in why_waiting(second)

    on_the_day = noon(TODAY + timedelta(days=5))
    assert tend(moment=on_the_day) == Tended()
    day_after = noon(TODAY + timedelta(days=6))
    assert tend(moment=day_after) == Tended(released=1, seated=1)
    assert tend(moment=day_after) == Tended()
    assert seats(workshop) == [1, 2]
    step = second.steps.last()
    assert (step.because, step.seat) == (Because.RELEASED, 2)
    assert factories.area("5807").full_name in step.detail
    assert come(workshop, fund=pang_mapha).status == Status.WAITING


def test_who_they_are_kept_for_gets_them(mueang, pang_mapha):
    workshop = factories.workshop(seats=2)
    quota(workshop, area=factories.area("5807"), kept=1)
    made = [come(workshop, fund=one) for one in (mueang, mueang, pang_mapha)]
    assert [one.seat for one in made] == [1, None, 2]


def test_a_seat_given_back_goes_to_whom_it_is_kept_for(mueang, pang_mapha):
    workshop = factories.workshop(seats=2)
    quota(workshop, area=factories.area("5807"), kept=1)
    come(workshop, fund=mueang)
    theirs = come(workshop, fund=pang_mapha)
    others = come(workshop, fund=mueang)
    next_of_theirs = come(workshop, fund=pang_mapha)
    cancel(registration=theirs)
    assert seats(workshop) == [1, None, None, 2]
    assert Registration.objects.get(pk=others.pk).status == Status.WAITING
    assert Registration.objects.get(pk=next_of_theirs.pk).steps.last().because == Because.SEAT_FREE


def test_at_the_door_nothing_is_kept(mueang):
    workshop = factories.workshop(seats=1, first_day=TODAY)
    quota(workshop, area=factories.area("5807"), kept=1)
    assert come(workshop, fund=mueang).status == Status.WAITING
    assert come(workshop, fund=mueang, channel=Channel.WALK_IN).seat == 1


def test_a_quota_is_for_one_and_says_something(mueang):
    workshop = factories.workshop()
    wrong = [
        {"at_most": 1},
        {"fund": mueang, "area": factories.area("58"), "at_most": 1},
        {"fund": mueang},
        {"fund": mueang, "at_most": 1, "kept": 2},
    ]
    for kwargs in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            quota(workshop, **kwargs)
    quota(workshop, fund=mueang, at_most=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        quota(workshop, fund=mueang, kept=1)


def test_reading_the_limits_costs_the_same_for_one_and_for_many(mueang, django_assert_num_queries):
    workshop = factories.workshop()
    for code in ("5801", "5802", "5803"):
        quota(workshop, area=factories.area(code), at_most=1)
        quota(workshop, fund=factories.fund(), kept=1)
        with django_assert_num_queries(1):
            limits_of(workshop)
