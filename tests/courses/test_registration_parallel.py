"""Many people for the last seats at once, and what happens when the lock is taken out.

The negative controls show what guards the seats. Without the lock the database's unique
seat numbers still refuse a seat given twice, but at the price of people who get an error
instead of an answer. Without the lock *and* without that constraint a workshop is oversold.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection, connections

from courses import registration as rules
from courses.cancelling import cancel
from courses.models import Registration, Workshop
from courses.seating import position_of
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS, SEATS_LEFT, ROUNDS = 40, 5, 3


@contextmanager
def no_lock(workshop_id):
    """What `workshop_lock` yields, without transaction and row lock: the negative control."""
    yield Workshop.objects.get(pk=workshop_id)


def at_once(job, arguments):
    """Run a job in one thread per argument, all started together; results or exceptions."""
    start = Barrier(len(arguments))

    def run(argument):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return job(argument)
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(arguments)) as pool:
        return list(pool.map(run, arguments))


def come(workshop, person, fund=None):
    return rules.register(
        workshop=workshop,
        person=person,
        fund=fund,
        post_held="",
        phone="",
        needs="",
        channel=Registration.Channel.SELF,
        entered_by=None,
    )


def faults_of_a_rush(seats_per_fund=None):
    """Everybody wants one of the last seats. What went wrong, in words; nothing if all is well."""
    workshop = factories.workshop(seats=10 + SEATS_LEFT, seats_per_fund=seats_per_fund)
    fund = factories.fund()
    for number in range(10):
        factories.registration(workshop, seat=number + 1)
    people = [factories.person() for _ in range(CLIENTS)]
    answers = at_once(lambda person: come(workshop, person, fund), people)

    allowed = min(SEATS_LEFT, seats_per_fund or SEATS_LEFT)
    arrived = Registration.objects.filter(fund=fund).order_by("registered_at", "pk")
    status = list(arrived.values_list("status", flat=True))
    confirmed = arrived.confirmed()
    waiting = Registration.objects.filter(workshop=workshop).waiting()
    checks = {
        "somebody got an error": all(isinstance(answer, Registration) for answer in answers),
        "somebody has no place": len(status) == CLIENTS,
        "oversold": confirmed.count() <= allowed,
        "a seat stayed free": confirmed.count() >= allowed,
        "a seat was given twice": len(set(confirmed.values_list("seat", flat=True)))
        == confirmed.count(),
        "somebody overtook": status == sorted(status),  # confirmed stands before waiting
        "positions have gaps": [position_of(one) for one in waiting]
        == list(range(1, CLIENTS - allowed + 1)),
    }
    return [fault for fault, well in checks.items() if not well]


@pytest.mark.parametrize("seats_per_fund", [None, 3], ids=["seats", "share of a fund"])
def test_the_last_seats_are_given_once_and_in_order(seats_per_fund):
    assert [faults_of_a_rush(seats_per_fund) for _ in range(ROUNDS)] == [[]] * ROUNDS


def test_without_the_lock_people_get_errors(monkeypatch):
    monkeypatch.setattr(rules, "workshop_lock", no_lock)
    rounds = [faults_of_a_rush() for _ in range(ROUNDS)]
    assert any("somebody got an error" in faults for faults in rounds)


@pytest.mark.parametrize("seats_per_fund", [None, 3], ids=["seats", "share of a fund"])
def test_without_the_lock_and_the_constraint_seats_are_oversold(monkeypatch, seats_per_fund):
    monkeypatch.setattr(rules, "workshop_lock", no_lock)
    seat_once = next(
        constraint
        for constraint in Registration._meta.constraints
        if constraint.name == "courses_registration_seat_once"
    )
    with connection.schema_editor() as editor:  # the database is copied anew after this test
        editor.remove_constraint(Registration, seat_once)
    rounds = [faults_of_a_rush(seats_per_fund) for _ in range(ROUNDS)]
    assert any("oversold" in faults for faults in rounds)


def test_one_person_sending_many_times_has_one_place():
    workshop = factories.workshop(seats=3)

    def send(_number):
        return rules.register_by_name(
            workshop=workshop,
            title="",
            first_name="ผู้เข้าอบรม",
            last_name="ใจร้อน",
            phone="0812345678",
            fund=None,
            post_held="",
            needs="",
            channel=Registration.Channel.SELF,
            entered_by=None,
        )

    answers = at_once(send, range(12))
    assert {getattr(answer, "pk", answer) for answer in answers} == {Registration.objects.get().pk}
    assert sum(not answer.already for answer in answers) == 1


def test_people_coming_and_going_at_once_leave_no_seat_empty():
    workshop = factories.workshop(seats=10)
    sitting = [come(workshop, factories.person()) for _ in range(10)]
    people = [factories.person() for _ in range(20)]

    def move(one):
        if isinstance(one, Registration):
            return cancel(registration=one)
        return come(workshop, one)

    answers = at_once(move, [*sitting[:6], *people])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    confirmed = Registration.objects.filter(workshop=workshop).confirmed()
    assert sorted(confirmed.values_list("seat", flat=True)) == list(range(1, 11))
    newcomers = Registration.objects.filter(person__in=people).order_by("registered_at", "pk")
    status = list(newcomers.values_list("status", flat=True))
    assert status == ["confirmed"] * 6 + ["waiting"] * 14
