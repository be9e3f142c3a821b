"""How everybody stands: for those who run the workshop, and the same as each person is told."""

import pytest

from courses.models import Registration, Workshop
from courses.registering.approval import approve
from courses.registering.groups import Member, register_group
from courses.seats.seating import position_of, why_waiting
from courses.seats.standing import standing_of
from tests import factories
from tests.courses.arriving import come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Channel = Registration.Channel


def group_that_asks(workshop, people: int) -> list[Registration]:
    """Comes together or not at all, to a workshop whose organisers approve first."""
    members = [
        Member(first_name=f"สมาชิก{number}", last_name="สมมติ", phone=f"08123456{number:02}")
        for number in range(people)
    ]
    return register_group(
        workshop=workshop,
        fund=factories.fund(),
        members=members,
        all_or_none=True,
        channel=Channel.SECRETARY,
        entered_by=None,
    ).registrations


def test_a_group_not_decided_about_has_its_place_and_its_reason():
    workshop = factories.workshop(seats=3, entry=Workshop.Entry.APPROVAL)
    by = factories.administrator()
    first = [come(workshop) for _ in range(3)]
    group = group_that_asks(workshop, 3)
    last = come(workshop)
    approve(workshop=workshop, registrations=[*first, *group[:2], last], by=by)
    standing = standing_of(workshop)
    waiting = Registration.objects.filter(workshop=workshop).waiting()
    assert len(waiting) == 3
    assert standing.places == {one.pk: position_of(one) for one in waiting}
    assert set(standing.reasons) == set(standing.places)
    assert standing.reasons[group[0].pk] == "all seats are taken"


def test_both_are_told_that_the_group_comes_together():
    workshop = factories.workshop(seats=5, entry=Workshop.Entry.APPROVAL)
    group = group_that_asks(workshop, 3)
    approve(workshop=workshop, registrations=group[:2], by=factories.administrator())
    standing = standing_of(workshop)
    first = Registration.objects.get(pk=group[0].pk)
    assert "together" in standing.reasons[first.pk]
    assert "together" in why_waiting(first)
    assert standing.could_be_given == 0


@pytest.mark.parametrize("people", [1, 6])
def test_it_asks_the_same_for_one_and_for_many(people, django_assert_num_queries):
    workshop = factories.workshop(seats=2)
    for _ in range(people):
        come(workshop)
    with django_assert_num_queries(4):
        standing_of(workshop)
