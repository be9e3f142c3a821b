"""People whom a fund registers together: all or none, as many as possible, one after another."""

import pytest

from courses.models import Quota, Registration, RegistrationGroup, RegistrationStep, Workshop
from courses.registering.approval import approve, refuse
from courses.registering.auditing import audit
from courses.registering.cancelling import cancel
from courses.registering.entry import RegistrationRefused
from courses.registering.groups import GroupRefused, Member, foresee_group, register_group
from courses.seats.seating import position_of, why_waiting
from portal.funds.models import Region
from portal.people.models import Person
from tests import factories
from tests.courses.arriving import come, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Channel, Status = Registration.Channel, Registration.Status


def members(number, start=1):
    return [
        Member(first_name=f"สมาชิก{place:02}", last_name="สมมติ", phone=f"08123456{place:02}")
        for place in range(start, start + number)
    ]


def send(workshop, people, *, fund=None, all_or_none=False, **kwargs):
    return {
        "workshop": workshop,
        "fund": fund or factories.fund(),
        "members": people,
        "all_or_none": all_or_none,
        "channel": Channel.SECRETARY,
        "entered_by": None,
        **kwargs,
    }


def test_as_many_as_possible():
    workshop = factories.workshop(seats=2)
    answer = register_group(**send(workshop, members(3)))
    assert [one.seat for one in answer.registrations] == [1, 2, None]
    assert {one.group for one in answer.registrations} == {answer.group}
    assert why_waiting(answer.registrations[2]) == "All 2 seats are taken."


def test_all_or_none_wait_together_and_are_seated_together():
    workshop = factories.workshop(seats=3)
    early = come(workshop)
    group = register_group(**send(workshop, members(3), all_or_none=True)).registrations
    assert [one.status for one in group] == [Status.WAITING] * 3
    assert [position_of(one) for one in group] == [1, 2, 3]
    assert "together" in why_waiting(group[0])
    alone = come(workshop)
    assert alone.seat == 2  # seats do not stay empty for a group that wants all or none
    cancel(registration=early)
    assert [Registration.objects.get(pk=one.pk).seat for one in group] == [None] * 3
    cancel(registration=alone)
    assert [Registration.objects.get(pk=one.pk).seat for one in group] == [1, 2, 3]


def test_a_smaller_group_fits_when_somebody_gives_up():
    workshop = factories.workshop(seats=2)
    group = register_group(**send(workshop, members(3)[:2], all_or_none=True)).registrations
    bigger = register_group(**send(workshop, members(2, start=5), all_or_none=True)).registrations
    cancel(registration=group[0])
    assert seats(workshop) == [None, 2, None, None]
    cancel(registration=bigger[0])
    assert seats(workshop) == [None, 2, None, 1]


def test_a_group_that_can_never_fit_is_told_so():
    fund = factories.fund()
    for kwargs, most in (
        ({"seats": 2}, "2 seats"),
        ({"seats": 9, "seats_per_fund": 1}, "one seat"),
    ):
        workshop = factories.workshop(**kwargs)
        with pytest.raises(GroupRefused, match=f"may have {most}"):
            register_group(**send(workshop, members(3), fund=fund, all_or_none=True))
    workshop = factories.workshop(seats=9)
    Quota.objects.create(workshop=workshop, fund=fund, at_most=2)
    with pytest.raises(GroupRefused, match="may have 2 seats"):
        register_group(**send(workshop, members(3), fund=fund, all_or_none=True))
    assert not Registration.objects.exists()
    assert not RegistrationGroup.objects.exists()


def test_who_has_a_place_keeps_it_and_is_told():
    workshop = factories.workshop(seats=5)
    first = register_group(**send(workshop, members(2)))
    second = register_group(**send(workshop, members(3)))
    assert [one.already for one in second.registrations] == [True, True, False]
    assert [one.seat for one in second.registrations] == [1, 2, 3]
    assert second.registrations[0].group == first.group


def test_the_same_form_again_gives_the_same_group():
    workshop, fund = factories.workshop(), factories.fund()
    first = register_group(**send(workshop, members(2), fund=fund, token="abc"))
    again = register_group(**send(workshop, members(2), fund=fund, token="abc"))
    assert (first.again, again.again) == (False, True)
    assert again.registrations == first.registrations
    assert RegistrationGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("people", "words", "row"),
    [
        ([], "at least one person", None),
        (members(11), "At most 10 people", None),
        ([*members(2), *members(1)], "stands in line 1 already", 2),
    ],
)
def test_what_cannot_be_one_group_is_refused_with_the_line(people, words, row):
    with pytest.raises(GroupRefused, match=words) as refused:
        register_group(**send(factories.workshop(), people))
    assert refused.value.row == row
    assert not Person.objects.filter(first_name__startswith="สมาชิก").exists()


def test_a_closed_workshop_leaves_nobody_behind():
    workshop = factories.workshop(status=Workshop.Status.CLOSED)
    with pytest.raises(RegistrationRefused):
        register_group(**send(workshop, members(2)))
    assert not Person.objects.filter(first_name__startswith="สมาชิก").exists()
    assert not RegistrationGroup.objects.exists()


def test_what_will_happen_is_seen_and_nothing_is_done():
    workshop, fund = factories.workshop(seats=3, seats_per_fund=2), factories.fund()
    known = register_group(**send(workshop, members(1), fund=fund)).registrations[0]
    wanted = send(workshop, members(3), fund=fund)
    before = Person.objects.count(), RegistrationStep.objects.count()
    seen = foresee_group(**wanted)
    assert [(one.status, one.seat, one.already) for one in seen] == [
        (Status.CONFIRMED, known.seat, True),
        (Status.CONFIRMED, 2, False),
        (Status.WAITING, None, False),
    ]
    assert (seen[2].position, seen[2].reason[:24]) == (1, "Each fund may have 2 sea")
    assert (Person.objects.count(), RegistrationStep.objects.count()) == before
    done = register_group(**wanted).registrations
    assert [(one.status, one.seat) for one in done] == [(one.status, one.seat) for one in seen]


def test_a_group_that_asks_is_seated_when_all_of_it_is_approved():
    workshop = factories.workshop(seats=5, entry=Workshop.Entry.APPROVAL)
    by = factories.administrator()
    group = register_group(**send(workshop, members(2), all_or_none=True)).registrations
    assert [one.status for one in group] == [Status.ASKED] * 2
    approve(workshop=workshop, registrations=group, by=by)
    assert seats(workshop) == [1, 2]


def test_a_group_approved_in_part_waits_for_the_rest_of_it():
    workshop = factories.workshop(seats=5, entry=Workshop.Entry.APPROVAL)
    by = factories.administrator()
    group = register_group(**send(workshop, members(3), all_or_none=True)).registrations
    approve(workshop=workshop, registrations=group[:2], by=by)
    first = Registration.objects.get(pk=group[0].pk)
    assert (first.status, seats(workshop)) == (Status.WAITING, [None] * 3)
    assert "together" in why_waiting(first)
    assert audit().findings == ()
    refuse(registration=group[2], by=by, reason="เต็มแล้ว")
    assert audit().findings == ()
    assert seats(workshop) == [1, 2, None]


def test_a_quota_of_a_region_is_not_taken_for_one_of_the_fund():
    fund, workshop = factories.fund(), factories.workshop(seats=5)
    names = {"name_th": "ภาคตัวอย่าง", "slug": "sample"}
    region, _made = Region.objects.get_or_create(pk=fund.pk, defaults=names)
    Quota.objects.create(workshop=workshop, region=region, at_most=1)
    register_group(**send(workshop, members(3), fund=fund, all_or_none=True))
    assert seats(workshop) == [1, 2, 3]
