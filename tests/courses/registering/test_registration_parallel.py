"""Two hundred people for the last ten seats, and what happens when the lock is taken out.

The negative controls show what guards the seats. Without the lock the database's unique
seat numbers still refuse a seat given twice, but at the price of people who get an error
instead of an answer. Without the lock *and* without that constraint a workshop is oversold.
"""

import pytest
from django.db import connection

from courses.models import Quota, Registration
from courses.registering import registration as rules
from courses.registering.auditing import audit
from courses.seats.seating import position_of
from tests import factories
from tests.courses.arriving import come
from tests.courses.rushing import at_once, by_arrival, errors, no_lock

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS, TAKEN, LEFT, ROUNDS = 200, 10, 10, 3
#: Of the last seats, the most for one district and the seats kept for another one.
MOST, KEPT = 4, 3
WITH = ["seats", "quotas"]


@pytest.fixture
def crowd():
    """People of three districts, by turns; nobody has registered before."""
    funds = [factories.fund(subdistrict=code) for code in ("580104", "580702", "500101")]
    return [(factories.person(), funds[number % 3]) for number in range(CLIENTS)]


@pytest.fixture
def unguarded():
    """The table without its unique seat numbers; it is copied anew after the test."""
    seat_once = next(
        constraint
        for constraint in Registration._meta.constraints
        if constraint.name == "courses_registration_seat_once"
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(Registration, seat_once)


def half_full(*, quotas):
    """A workshop with the last ten seats free, with or without quotas."""
    made = factories.workshop(seats=TAKEN + LEFT)
    for seat in range(1, TAKEN + 1):
        factories.registration(made, seat=seat)
    if quotas:
        Quota.objects.create(workshop=made, area=factories.area("5801"), at_most=MOST)
        Quota.objects.create(workshop=made, area=factories.area("5807"), kept=KEPT)
    return made


def faults_of_a_rush(crowd, *, quotas=False):
    """Everybody wants one of the last seats. What went wrong, in words; nothing if all is well."""
    workshop = half_full(quotas=quotas)
    answers = at_once(lambda one: come(workshop, one[0], fund=one[1]), crowd)
    print(*sorted(set(errors(answers))), sep="\n")  # shown where the test fails

    arrived = by_arrival(workshop)[TAKEN:]
    status = [one.status for one in arrived]
    seated = [one for one in arrived if one.seat]
    numbers = [one.seat for one in seated]
    waiting = [one for one in arrived if one.status == Registration.Status.WAITING]
    of_district = dict.fromkeys(("5801", "5807", "5001"), 0)
    for one in seated:
        of_district[one.fund.subdistrict_id[:4]] += 1
    checks = {
        "somebody got an error": not errors(answers),
        "somebody has no place": len(arrived) == CLIENTS,
        "oversold": len(seated) <= LEFT,
        "a seat stayed free": len(seated) >= LEFT,
        "a seat was given twice": len(set(numbers)) == len(numbers),
        "seats do not follow the order of arrival": numbers == sorted(numbers),
        "positions have gaps": [position_of(one) for one in waiting[:3] + waiting[-3:]]
        == [1, 2, 3, *range(len(waiting) - 2, len(waiting) + 1)],
        "the audit found something": not audit(workshop_id=workshop.pk).findings,
    }
    if quotas:
        checks["a quota was overrun"] = of_district["5801"] <= MOST
        checks["a kept seat was given away"] = of_district["5807"] >= KEPT
    else:
        checks["somebody overtook"] = status == sorted(status)  # confirmed before waiting
    return [fault for fault, well in checks.items() if not well]


@pytest.mark.parametrize(("quotas", "rounds"), [(False, ROUNDS), (True, 2)], ids=WITH)
def test_the_last_seats_are_given_once_and_in_order(crowd, quotas, rounds):
    assert [faults_of_a_rush(crowd, quotas=quotas) for _ in range(rounds)] == [[]] * rounds


@pytest.mark.parametrize("quotas", [False, True], ids=WITH)
def test_without_the_lock_people_get_errors(monkeypatch, crowd, quotas):
    monkeypatch.setattr(rules, "workshop_lock", no_lock)
    rounds = (faults_of_a_rush(crowd, quotas=quotas) for _ in range(ROUNDS))
    assert any("somebody got an error" in faults for faults in rounds)


@pytest.mark.usefixtures("unguarded")
def test_without_the_lock_and_the_constraint_seats_are_oversold(monkeypatch, crowd):
    monkeypatch.setattr(rules, "workshop_lock", no_lock)
    rounds = (faults_of_a_rush(crowd, quotas=True) for _ in range(ROUNDS))
    wrong = {"oversold", "a quota was overrun", "the audit found something"}
    assert any(wrong <= set(faults) for faults in rounds)


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
