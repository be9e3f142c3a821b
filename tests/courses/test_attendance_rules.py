"""Marking attendance and what a fund gets for it, on a real database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.attendance import (
    Marked,
    MarksRefused,
    add_walk_in,
    attendance_table,
    fund_history,
    fund_totals,
    mark,
    people_trained,
)
from courses.models import Attendance, Registration
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TODAY = timezone.localdate


def workshop_of_today(**kwargs):
    return factories.workshop(**{"first_day": TODAY(), "days": 1, **kwargs})


def past_workshop(days_ago=30, **kwargs):
    return factories.workshop(**{"first_day": TODAY() - timedelta(days=days_ago), **kwargs})


def stored():
    return {(row.registration_id, row.half_day_id): row.present for row in Attendance.objects.all()}


# Marking


def test_marks_are_written_changed_and_taken_away():
    workshop, user = workshop_of_today(), factories.user()
    morning, afternoon = workshop.half_days.all()
    one, two = (factories.registration(workshop) for _ in range(2))

    result = mark(
        workshop=workshop,
        marks={
            (one.pk, morning.pk): True,
            (one.pk, afternoon.pk): False,
            (two.pk, morning.pk): None,
        },
        marked_by=user,
    )
    assert result == Marked(changed=2)
    assert stored() == {(one.pk, morning.pk): True, (one.pk, afternoon.pk): False}
    assert set(Attendance.objects.values_list("marked_by", flat=True)) == {user.pk}

    changes = {(one.pk, morning.pk): None, (one.pk, afternoon.pk): True}
    assert mark(workshop=workshop, marks=changes, marked_by=user).changed == 2
    assert stored() == {(one.pk, afternoon.pk): True}


def test_marking_the_same_again_changes_nothing():
    workshop, first, second = workshop_of_today(), factories.user(), factories.user()
    cell = (factories.registration(workshop).pk, workshop.half_days.first().pk)
    mark(workshop=workshop, marks={cell: True}, marked_by=first)
    before = Attendance.objects.get()
    assert mark(workshop=workshop, marks={cell: True}, marked_by=second).changed == 0
    after = Attendance.objects.get()
    assert (after.pk, after.marked_by, after.marked_at) == (before.pk, first, before.marked_at)


def test_a_mark_changed_by_hand_says_who_changed_it_and_when():
    workshop, first, second = workshop_of_today(), factories.user(), factories.user()
    cell = (factories.registration(workshop).pk, workshop.half_days.first().pk)
    mark(workshop=workshop, marks={cell: True}, marked_by=first)
    before = Attendance.objects.get()
    mark(workshop=workshop, marks={cell: False}, marked_by=second)
    after = Attendance.objects.get()
    assert (after.pk, after.present, after.marked_by) == (before.pk, False, second)
    assert after.marked_at > before.marked_at


def refused_cells():
    """A name, and how to make a workshop and one cell that must be refused."""

    def of_another_workshop():
        workshop, other = workshop_of_today(), workshop_of_today()
        return workshop, (factories.registration(other).pk, workshop.half_days.first().pk)

    def half_day_of_another_workshop():
        workshop, other = workshop_of_today(), workshop_of_today()
        return workshop, (factories.registration(workshop).pk, other.half_days.first().pk)

    def unknown():
        workshop = workshop_of_today()
        return workshop, (999_999, workshop.half_days.first().pk)

    def without_seat(status):
        workshop = workshop_of_today()
        one = factories.registration(workshop, status=status, seat=None)
        return workshop, (one.pk, workshop.half_days.first().pk)

    def too_early():
        workshop = workshop_of_today(days=2)
        tomorrow = workshop.half_days.last()
        return workshop, (factories.registration(workshop).pk, tomorrow.pk)

    return {
        "registration of another workshop": of_another_workshop,
        "half-day of another workshop": half_day_of_another_workshop,
        "unknown registration": unknown,
        "somebody who waits": lambda: without_seat(Registration.Status.WAITING),
        "somebody who cancelled": lambda: without_seat(Registration.Status.CANCELLED),
        "a half-day whose day has not come": too_early,
    }


@pytest.mark.parametrize("make", refused_cells().values(), ids=refused_cells())
def test_one_wrong_cell_refuses_all_with_a_sentence(make):
    workshop, cell = make()
    good = (factories.registration(workshop, seat=50).pk, workshop.half_days.first().pk)
    with pytest.raises(MarksRefused, match=r"\.$"):
        mark(workshop=workshop, marks={good: True, cell: True}, marked_by=None)
    assert not Attendance.objects.exists()


def test_a_half_day_can_be_marked_from_its_day_on():
    workshop = factories.workshop(days=1)
    cell = (factories.registration(workshop).pk, workshop.half_days.first().pk)
    with pytest.raises(MarksRefused, match="from that day on"):
        mark(workshop=workshop, marks={cell: True}, marked_by=None)
    later = timezone.now() + timedelta(days=7)
    assert mark(workshop=workshop, marks={cell: True}, marked_by=None, moment=later).changed == 1


# Two who mark at once


def test_two_people_marking_different_people_lose_nothing():
    workshop = workshop_of_today()
    half_day = workshop.half_days.first().pk
    one, two = ((factories.registration(workshop).pk, half_day) for _ in range(2))
    blank = {one: None, two: None}
    mark(workshop=workshop, marks={one: True, two: None}, marked_by=None, shown=blank)
    result = mark(workshop=workshop, marks={one: None, two: True}, marked_by=None, shown=blank)
    # The second sheet never touched the first person: what it showed is not a wish.
    assert result == Marked(changed=1)
    assert stored() == {one: True, two: True}


def test_a_cell_somebody_else_changed_is_left_and_named():
    workshop = workshop_of_today()
    cell = (factories.registration(workshop).pk, workshop.half_days.first().pk)
    mark(workshop=workshop, marks={cell: False}, marked_by=None)
    result = mark(workshop=workshop, marks={cell: True}, marked_by=None, shown={cell: None})
    assert result == Marked(changed=0, conflicts=(cell,))
    assert stored() == {cell: False}


def test_two_who_want_the_same_agree():
    workshop = workshop_of_today()
    cell = (factories.registration(workshop).pk, workshop.half_days.first().pk)
    for _ in range(2):
        result = mark(workshop=workshop, marks={cell: True}, marked_by=None, shown={cell: None})
        assert not result.conflicts
    assert stored() == {cell: True}


# What it costs


def test_five_hundred_marks_cost_a_handful_of_queries(django_assert_max_num_queries):
    workshop = past_workshop(seats=200)
    half_days = list(workshop.half_days.all())
    people = [factories.registration(workshop, seat=n).pk for n in range(1, 126)]
    marks = {(one, half.pk): True for one in people for half in half_days}
    assert len(marks) == 500
    with django_assert_max_num_queries(9):  # SQLite writes them in three portions
        mark(workshop=workshop, marks=marks, marked_by=None)
    assert Attendance.objects.count() == 500


# At the door


def walk_in(workshop, **kwargs):
    return add_walk_in(
        **{
            "workshop": workshop,
            "half_day": workshop.half_days.first(),
            "entered_by": None,
            "title": "นาย",
            "first_name": "ผู้เข้าอบรม",
            "last_name": "หน้างาน",
            "phone": "0812345678",
            "fund": None,
            "post_held": "",
            "needs": "",
            **kwargs,
        }
    )


def test_somebody_at_the_door_gets_a_seat_and_is_marked():
    workshop, user, fund = workshop_of_today(), factories.user(), factories.fund()
    made = walk_in(workshop, entered_by=user, fund=fund)
    assert (made.channel, made.entered_by, made.fund) == ("walk_in", user, fund)
    assert stored() == {(made.pk, workshop.half_days.first().pk): True}


def test_without_a_free_seat_nobody_is_marked():
    workshop = workshop_of_today(seats=1)
    factories.registration(workshop)
    made = walk_in(workshop)
    assert made.status == Registration.Status.WAITING
    assert not Attendance.objects.exists()


def test_a_walk_in_twice_is_one():
    workshop = workshop_of_today()
    assert walk_in(workshop).pk == walk_in(workshop).pk
    assert Attendance.objects.count() == 1


def test_a_walk_in_whose_half_day_has_not_come_leaves_nothing_behind():
    workshop = workshop_of_today(days=2)
    with pytest.raises(MarksRefused):
        walk_in(workshop, half_day=workshop.half_days.last())
    assert not Registration.objects.exists()


# What a fund gets for it


@pytest.fixture
def history():
    """Two workshops with people of one fund, a third without marks, and a neighbour's."""
    fund, neighbour = factories.fund(), factories.fund()
    old, new, unmarked = past_workshop(60), past_workshop(20), past_workshop(5)
    person = factories.person()

    def attend(workshop, of_fund, present, **kwargs):
        seat = workshop.registrations.count() + 1
        one = factories.registration(workshop, of_fund=of_fund, seat=seat, **kwargs)
        for half_day in list(workshop.half_days.all())[:present]:
            Attendance.objects.create(registration=one, half_day=half_day, present=True)

    attend(old, fund, 4, person=person)
    attend(old, fund, 0)
    attend(old, neighbour, 2)
    attend(new, fund, 1, person=person)
    attend(new, fund, 3)
    attend(unmarked, fund, 0)
    absent = Registration.objects.get(workshop=unmarked)
    Attendance.objects.create(
        registration=absent, half_day=unmarked.half_days.first(), present=False
    )
    return fund, neighbour, old, new


def test_a_funds_history(history):
    fund, neighbour, old, new = history
    rows = [(row.workshop, row.people, row.present, row.possible) for row in fund_history(fund)]
    assert rows == [(new, 2, 4, 8), (old, 1, 4, 8)]
    assert [(row.workshop, row.people, row.present) for row in fund_history(neighbour)] == [
        (old, 1, 2)
    ]
    assert fund_history(factories.fund()) == []


def test_a_funds_totals_count_each_person_once(history):
    fund, *_rest = history
    totals = fund_totals(fund)
    assert (totals.workshops, totals.people, totals.half_days) == (2, 2, 8)
    nothing = fund_totals(factories.fund())
    assert (nothing.workshops, nothing.people, nothing.half_days) == (0, 0, 0)


def test_people_trained_are_different_people(history):
    assert people_trained() == 3


def test_what_the_figures_cost(history, django_assert_num_queries):
    fund, *_rest = history
    with django_assert_num_queries(2):
        [row.workshop.venue.subdistrict.full_name for row in fund_history(fund)]
    with django_assert_num_queries(1):
        fund_totals(fund)
    with django_assert_num_queries(1):
        people_trained()


# The sheet


def test_the_table_has_everybody_with_a_seat_in_thai_order(django_assert_num_queries):
    workshop = past_workshop(days=1)
    morning, afternoon = workshop.half_days.all()
    names = ["แก้ว", "ขวัญ", "เกษม", "กนก"]
    people = {
        name: factories.registration(workshop, person=factories.person(first_name=name))
        for name in names
    }
    factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    Attendance.objects.create(registration=people["แก้ว"], half_day=morning, present=True)
    Attendance.objects.create(registration=people["แก้ว"], half_day=afternoon, present=False)
    with django_assert_num_queries(3):
        table = attendance_table(workshop)
        [str(row.registration.person) for row in table.rows]
    assert [row.registration.person.first_name for row in table.rows] == [
        "กนก",
        "เกษม",
        "แก้ว",
        "ขวัญ",
    ]
    assert [row.marks for row in table.rows][2] == (True, False)
    assert table.rows[2].present == 1
    assert (table.present_at(morning), table.present_at(afternoon)) == (1, 0)
