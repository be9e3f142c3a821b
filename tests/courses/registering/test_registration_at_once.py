"""Different things happening to one workshop in the same moment: nobody is lost or passed over.

What has to hold afterwards is what the audit of seats looks for, and that nobody got an error.
"""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from courses.models import Registration, RegistrationStep, Workshop
from courses.registering.approval import approve
from courses.registering.auditing import audit
from courses.registering.cancelling import cancel
from courses.registering.groups import Member, register_group
from courses.registering.tending import tend
from courses.registering.waiting_list import OfferGone, accept, promote
from tests import factories
from tests.courses.arriving import come
from tests.courses.rushing import at_once, errors

pytestmark = pytest.mark.django_db(transaction=True)
Status = Registration.Status


def shuffled(*jobs):
    """All jobs in an order that looks accidental and is the same each time."""
    jobs = [job for some in jobs for job in some]
    Random(7).shuffle(jobs)
    return jobs


def do(job):
    return job()


def all_is_well(workshop, answers):
    assert errors(answers) == []
    assert [str(finding) for finding in audit(workshop_id=workshop.pk).findings] == []


def count(workshop, status):
    return Registration.objects.filter(workshop=workshop, status=status).count()


def test_people_coming_and_going_leave_no_seat_empty():
    workshop = factories.workshop(seats=10)
    sitting = [come(workshop) for _ in range(10)]
    waiting = [come(workshop) for _ in range(5)]
    people = [factories.person() for _ in range(20)]
    answers = at_once(
        do,
        shuffled(
            [lambda one=one: cancel(registration=one) for one in [*sitting[:8], waiting[0]]],
            [lambda one=one: come(workshop, one) for one in people],
            [lambda: promote(workshop=workshop)] * 4,
        ),
    )
    all_is_well(workshop, answers)
    assert (count(workshop, Status.CONFIRMED), count(workshop, Status.WAITING)) == (10, 16)
    kept_place = Registration.objects.filter(pk__in=[one.pk for one in waiting[1:]])
    assert kept_place.confirmed().count() == 4  # those who waited came first
    newcomers = Registration.objects.filter(person__in=people).order_by("registered_at", "pk")
    assert list(newcomers.values_list("status", flat=True)) == ["confirmed"] * 4 + ["waiting"] * 16


def test_groups_sit_together_or_wait_together():
    workshop = factories.workshop(seats=14)
    groups = [
        [Member(first_name=f"ผู้เข้าอบรม{row}", last_name=f"กลุ่ม{number}") for row in range(3)]
        for number in range(10)
    ]
    funds = [factories.fund() for _ in groups]
    people = [factories.person() for _ in range(10)]

    def send(members, fund):
        return register_group(
            workshop=workshop,
            fund=fund,
            members=members,
            all_or_none=True,
            channel=Registration.Channel.SECRETARY,
            entered_by=None,
        )

    answers = at_once(
        do,
        shuffled(
            [lambda one=one: send(*one) for one in zip(groups, funds, strict=True)],
            [lambda one=one: come(workshop, one) for one in people],
        ),
    )
    all_is_well(workshop, answers)
    seated = Registration.objects.filter(workshop=workshop).confirmed()
    assert seated.count() == 14
    assert seated.exclude(group=None).count() % 3 == 0
    assert Registration.objects.filter(workshop=workshop).count() == 40


def test_approving_the_same_people_side_by_side_seats_each_once():
    workshop = factories.workshop(seats=6, entry=Workshop.Entry.APPROVAL)
    asked = [come(workshop) for _ in range(12)]
    by = factories.coordinator()
    answers = at_once(
        do,
        shuffled(
            [
                lambda some=some: approve(workshop=workshop, registrations=some, by=by)
                for some in (asked[:8], asked[4:], asked[2:10], asked[::2])
            ],
            [lambda one=one: cancel(registration=one) for one in asked[:3]],
            [lambda: come(workshop)] * 3,
        ),
    )
    all_is_well(workshop, answers)
    assert (count(workshop, Status.CONFIRMED), count(workshop, Status.WAITING)) == (6, 3)
    assert count(workshop, Status.ASKED) == 3
    approved = RegistrationStep.objects.filter(because=RegistrationStep.Because.APPROVED)
    assert approved.values("registration").distinct().count() == approved.count() >= 9


def test_an_offer_is_confirmed_or_given_on_never_both():
    workshop = factories.workshop(seats=8, offer_days=1)
    sitting = [come(workshop) for _ in range(8)]
    for _person in range(16):
        come(workshop)
    for one in sitting:
        cancel(registration=one)
    offered = list(Registration.objects.filter(workshop=workshop).offered())
    assert len(offered) == 8
    late = timezone.now() + timedelta(days=1, hours=1)

    def confirm(one):
        try:
            return accept(registration=one)
        except OfferGone:
            return None

    answers = at_once(
        do,
        shuffled(
            [lambda one=one: confirm(one) for one in offered], [lambda: tend(moment=late)] * 3
        ),
    )
    all_is_well(workshop, answers)
    confirmed = count(workshop, Status.CONFIRMED)
    assert confirmed == sum(isinstance(answer, Registration) for answer in answers)
    assert confirmed + count(workshop, Status.OFFERED) == 8
    gone = Registration.objects.filter(pk__in=[one.pk for one in offered], status=Status.CANCELLED)
    assert gone.count() == 8 - confirmed
