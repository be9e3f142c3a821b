"""Registering, waiting, cancelling and being promoted, on a real database."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Registration, Workshop
from courses.registering.cancelling import cancel
from courses.registering.waiting_list import promote
from courses.seats.seating import position_of, why_waiting
from courses.workshops.running import cancel as call_off
from courses.workshops.running import publish
from tests import factories
from tests.courses.arriving import come, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Channel = Registration.Channel
Status = Registration.Status


# Seats and the queue


def test_seats_go_in_order_and_the_rest_wait():
    workshop = factories.workshop(seats=2)
    made = [come(workshop) for _ in range(4)]
    assert [one.status for one in made] == [Status.CONFIRMED] * 2 + [Status.WAITING] * 2
    assert [one.seat for one in made] == [1, 2, None, None]
    assert [position_of(one) for one in made] == [None, None, 1, 2]


def test_what_was_said_is_kept():
    workshop, fund, user = factories.workshop(), factories.fund(), factories.user()
    come(
        workshop,
        user.person,
        fund=fund,
        post_held="treasurer",
        needs="อาหารฮาลาล",
        channel=Channel.STAFF,
        entered_by=user,
    )
    made = Registration.objects.get()
    assert (made.person, made.fund, made.entered_by) == (user.person, fund, user)
    assert (made.post_held, made.needs, made.phone) == ("treasurer", "อาหารฮาลาล", "0812345678")
    assert made.channel == Channel.STAFF
    assert len(made.token) >= 22


def test_the_same_person_twice_keeps_one_place_and_is_told():
    workshop, person = factories.workshop(seats=1), factories.person()
    first = come(workshop, person)
    again = come(workshop, person, fund=factories.fund(), needs="ค้างคืน")
    assert not first.already
    assert again.already
    assert again.pk == first.pk
    assert again.token == first.token
    stored = Registration.objects.get()
    assert (stored.fund, stored.needs, stored.seat) == (None, "", 1)


def test_the_database_itself_refuses_the_same_person_twice():
    made = factories.registration()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.registration(made.workshop, person=made.person)


def test_the_same_place_is_told_also_after_closing():
    workshop, person = factories.workshop(), factories.person()
    come(workshop, person)
    Workshop.objects.update(status=Workshop.Status.CLOSED)
    assert come(workshop, person).already


def test_a_fund_has_its_share_and_others_pass():
    workshop = factories.workshop(seats=4, seats_per_fund=2)
    ours, theirs = factories.fund(), factories.fund()
    first, second, third = (come(workshop, fund=ours) for _ in range(3))
    other = come(workshop, fund=theirs)
    alone = come(workshop)
    assert [one.seat for one in (first, second, third, other, alone)] == [1, 2, None, 3, 4]
    assert why_waiting(second) == ""


def test_the_reason_for_waiting_is_said_in_words():
    workshop = factories.workshop(seats=3, seats_per_fund=1)
    ours = factories.fund()
    come(workshop, fund=ours)
    second = come(workshop, fund=ours)
    assert why_waiting(second) == "Each fund may have one seat here, and it is taken."
    come(workshop)
    come(workshop)
    assert why_waiting(come(workshop)) == "All 3 seats are taken."
    assert why_waiting(second) == "All 3 seats are taken."
    Workshop.objects.update(seats_per_fund=None, seats=4)
    late = Registration.objects.select_related("workshop").get(pk=second.pk)
    assert "given out in the order" in why_waiting(late)


def test_seats_added_behind_our_back_still_go_to_those_who_wait():
    workshop = factories.workshop(seats=1)
    come(workshop)
    waiting = [come(workshop) for _ in range(2)]
    Workshop.objects.update(seats=3)
    newcomer = come(workshop)
    assert newcomer.status == Status.WAITING
    assert seats(workshop) == [1, 2, 3, None]
    assert position_of(newcomer) == 1
    assert [Registration.objects.get(pk=one.pk).seat for one in waiting] == [2, 3]


def test_a_smaller_room_takes_no_seat_away():
    workshop = factories.workshop(seats=3)
    made = [come(workshop) for _ in range(3)]
    Workshop.objects.update(seats=1)
    assert come(workshop).status == Status.WAITING
    cancel(registration=made[0])
    assert seats(workshop) == [None, 2, 3, None]


# Cancelling and being promoted


def test_a_place_given_back_goes_to_the_next_one():
    workshop = factories.workshop(seats=2)
    first, _second, third, fourth = (come(workshop) for _ in range(4))
    cancelled = cancel(registration=first)
    assert (cancelled.status, cancelled.seat) == (Status.CANCELLED, None)
    assert cancelled.cancelled_at is not None
    assert seats(workshop) == [None, 2, 1, None]
    third.refresh_from_db()
    assert third.status == Status.CONFIRMED
    assert position_of(fourth) == 1


def test_cancelling_twice_frees_one_seat():
    workshop = factories.workshop(seats=1)
    first, _second, _third = (come(workshop) for _ in range(3))
    once = cancel(registration=first)
    twice = cancel(registration=first)
    assert once.cancelled_at == twice.cancelled_at
    assert seats(workshop) == [None, 1, None]


def test_leaving_the_queue_moves_the_others_up():
    workshop = factories.workshop(seats=1)
    _first, second, third = (come(workshop) for _ in range(3))
    cancel(registration=second)
    assert seats(workshop) == [1, None, None]
    assert position_of(third) == 1


def test_who_is_kept_back_by_their_fund_is_passed_over_and_keeps_their_place():
    workshop = factories.workshop(seats=2, seats_per_fund=1)
    ours, theirs = factories.fund(), factories.fund()
    come(workshop, fund=ours)
    leaving = come(workshop, fund=theirs)
    kept_back = come(workshop, fund=ours)
    next_one = come(workshop, fund=factories.fund())
    cancel(registration=leaving)
    assert seats(workshop) == [1, None, None, 2]
    assert position_of(kept_back) == 1
    assert Registration.objects.get(pk=next_one.pk).status == Status.CONFIRMED


def test_who_cancelled_comes_back_at_the_end_with_a_new_address():
    workshop, person = factories.workshop(seats=1), factories.person()
    first = come(workshop, person)
    come(workshop)
    cancel(registration=first)
    third = come(workshop)
    back = come(workshop, person)
    assert not back.already
    assert back.pk == first.pk
    assert back.token != first.token
    assert back.cancelled_at is None
    assert position_of(third) == 1
    assert position_of(back) == 2


def test_promotion_by_hand_after_seats_were_added():
    workshop = factories.workshop(seats=1)
    for _ in range(5):
        come(workshop)
    Workshop.objects.update(seats=4)
    assert len(promote(workshop=workshop)) == 3
    assert promote(workshop=workshop) == []
    assert seats(workshop) == [1, 2, 3, 4, None]


@pytest.mark.parametrize(
    "change",
    [{"status": Workshop.Status.CANCELLED}, {"starts_on": timezone.localdate()}],
    ids=["cancelled", "begun"],
)
def test_nobody_is_promoted_in_a_workshop_that_is_cancelled_or_has_begun(change):
    workshop = factories.workshop(seats=1)
    come(workshop)
    come(workshop)
    Workshop.objects.update(**{"seats": 2, **change})
    assert promote(workshop=workshop) == []
    assert seats(workshop) == [1, None]


def test_a_place_given_back_while_the_workshop_is_called_off_is_filled_when_it_opens_again():
    workshop = factories.workshop(seats=1)
    first, _second = come(workshop), come(workshop)
    call_off(workshop=workshop, reason="น้ำท่วมถนน")
    cancel(registration=first)
    assert seats(workshop) == [None, None]
    publish(workshop=workshop)
    assert seats(workshop) == [None, 1]


# What it costs


def test_the_number_of_queries_does_not_grow_with_the_people(django_assert_max_num_queries):
    workshop = factories.workshop(seats=40, seats_per_fund=30)
    fund = factories.fund()
    person = factories.person()
    for _ in range(25):
        come(workshop, fund=fund)
    with django_assert_max_num_queries(11):  # with BEGIN and COMMIT where they are counted
        come(workshop, person, fund=fund)
