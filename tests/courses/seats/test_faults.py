"""What must never be true of a workshop's registrations: pure, one planted fault a test."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from courses.models import Registration
from courses.seats.faults import MOST_NAMED, Book, Place, all_faults, numbers
from courses.seats.rule import Holder, Limit, Seating

Status = Registration.Status
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def place(pk, status=Status.WAITING, seat=None, **kwargs):
    """A person of a fund of their own, who came `pk` minutes after the first."""
    known = {
        "person_id": pk,
        "fund_id": None,
        "area": "",
        "group_id": None,
        "all_or_none": False,
        "offer_until": None,
        "registered_at": NOW - timedelta(days=1) + timedelta(minutes=pk),
        **kwargs,
    }
    return Place(pk=pk, status=status, seat=seat, **known)


def sits(pk, seat=None, **kwargs):
    return place(pk, Status.CONFIRMED, seat or pk, **kwargs)


def faults(*places, capacity=2, fund_share=None, limits=(), **kwargs):
    taken = [(one.seat, one.claim) for one in places if one.has_seat]
    seating = Seating(capacity=capacity, fund_share=fund_share, limits=limits, taken=taken)
    return all_faults(Book(places=places, seating=seating, moment=NOW, **kwargs))


def offered(pk, seat, ends):
    return place(pk, Status.OFFERED, seat, offer_until=NOW + ends)


@pytest.mark.parametrize(
    "places",
    [
        [],
        [sits(1), sits(2), place(3), place(4)],
        [sits(2, 1), place(3, Status.CANCELLED), place(4, Status.REFUSED), place(5, Status.ASKED)],
        [sits(1), offered(2, 2, timedelta(days=1)), place(3)],
        [sits(1), offered(2, 2, -timedelta(minutes=30))],  # the job comes round
        [place(1, Status.CANCELLED, person_id=9), sits(2, person_id=9), sits(3)],
        [sits(1, last=(Status.CONFIRMED, 1)), sits(2)],
        [sits(1, group_id=5), sits(2), place(3, group_id=5)],  # as many as possible
        [place(1, group_id=5, all_or_none=True), place(2, group_id=5, all_or_none=True), sits(3)],
        [place(1, fund_id=7), sits(2, fund_id=8), sits(3, fund_id=9)],  # of other funds
    ],
)
def test_what_the_rules_leave_behind_is_well(places):
    share = {"fund_share": 0} if any(one.fund_id == 7 for one in places) else {}
    limits = [Limit(Holder("fund", 7), at_most=0)] if share else []
    assert faults(*places, limits=limits) == []


@pytest.mark.parametrize(
    ("fault", "places", "kwargs"),
    [
        ("3 seats are given of 2", [sits(1), sits(2), sits(3)], {}),
        (
            "fund 7: 2 seats are given, at most 1 are allowed",
            [sits(1, fund_id=7), sits(2, fund_id=7)],
            {"fund_share": 1},
        ),
        (
            "area 5801: 2 seats are given, at most 1 are allowed",
            [sits(1, fund_id=7, area="580104"), sits(2, fund_id=8, area="580101")],
            {"limits": [Limit(Holder("area", "5801"), at_most=1)]},
        ),
        (
            "one person has several places: 1, 2",
            [sits(1, person_id=9), sits(2, person_id=9)],
            {},
        ),
        ("seat 1 is given 2 times", [sits(1, 1), sits(2, 1)], {"gives_seats": False}),
        (
            "the seat number and the state do not belong together: 1, 2",
            [place(1, Status.CANCELLED, 1), place(2, Status.CONFIRMED), sits(3, 2), sits(4, 3)],
            {"capacity": 3},
        ),
        (
            "an offer without an end, or an end without an offer: 1, 2",
            [place(1, Status.OFFERED, 1), sits(2, offer_until=NOW)],
            {},
        ),
        ("a state that there is not: 1", [place(1, "lost")], {}),
        ("there is no seat 0: 1", [place(1, Status.CONFIRMED, 0)], {}),
        ("waiting although a seat is free for them: 2", [sits(1), place(2)], {}),
        (
            "registration 1 waits and 3, who came later, has a seat",
            [place(1), sits(2), sits(3)],
            {},
        ),
        (
            "registered in the future: 2",
            [sits(1), sits(2, registered_at=NOW + timedelta(days=1))],
            {},
        ),
        (
            "group 5 wants seats together, and some wait: 2",
            [
                sits(1, group_id=5, all_or_none=True),
                place(2, group_id=5, all_or_none=True),
                sits(3),
            ],
            {},
        ),
        (
            "the offer has run out and the seat is still held: 1",
            [offered(1, 1, -timedelta(hours=2))],
            {},
        ),
        (
            "the trail does not lead to where the registration is: 1",
            [sits(1, last=(Status.WAITING, None))],
            {},
        ),
    ],
)
def test_what_must_never_be_is_said(fault, places, kwargs):
    kwargs = {"whose": lambda holder: f"{holder.kind} {holder.key}", **kwargs}
    assert faults(*places, **kwargs) == [fault]


@pytest.mark.parametrize(
    ("places", "kwargs"),
    [
        ([sits(1), place(2)], {"gives_seats": False}),  # begun or called off
        ([place(1), sits(2), sits(3)], {"has_begun": True, "gives_seats": False}),
        ([place(1, approved=True), sits(2, approved=True), sits(3)], {}),
        ([offered(1, 1, -timedelta(days=2))], {"is_over": True}),
    ],
    ids=["nothing is given any more", "the doors are open", "approved one by one", "all over"],
)
def test_what_may_be_is_left_alone(places, kwargs):
    assert faults(*places, **kwargs) == []


def test_many_numbers_are_cut_short():
    assert numbers(range(MOST_NAMED)).endswith("9")
    assert numbers(range(MOST_NAMED + 1)).endswith("9, …")
