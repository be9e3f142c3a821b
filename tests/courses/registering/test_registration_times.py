"""When registering and cancelling is possible: closed workshops, the day itself, names only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Attendance, Registration, Workshop
from courses.registering.admission import Admission
from courses.registering.cancelling import CancellationRefused, cancel
from courses.registering.entry import RegistrationRefused
from courses.registering.registration import register_by_name
from courses.seats.seating import why_waiting
from portal.people.models import Person
from tests import factories
from tests.courses.arriving import come, noon, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Channel = Registration.Channel
Status = Registration.Status


# When the workshop is not open


CLOSED = {
    "draft": ({"status": Workshop.Status.DRAFT}, Admission.DRAFT),
    "cancelled": ({"status": Workshop.Status.CANCELLED}, Admission.CANCELLED),
    "closed by hand": ({"status": Workshop.Status.CLOSED}, Admission.CLOSED),
    "not yet": ({"opens_at": timezone.now() + timedelta(days=1)}, Admission.NOT_YET),
    "closed by time": ({"closes_at": timezone.now() - timedelta(hours=1)}, Admission.CLOSED),
    "over": ({"first_day": timezone.localdate() - timedelta(days=2)}, Admission.OVER),
}


@pytest.mark.parametrize(("how", "state"), CLOSED.values(), ids=CLOSED)
def test_a_closed_workshop_refuses_with_a_sentence_and_the_next_one(how, state):
    workshop = factories.workshop(**how)
    late = factories.workshop(
        curriculum=workshop.curriculum, first_day=timezone.localdate() + timedelta(days=40)
    )
    factories.workshop()  # of another curriculum
    with pytest.raises(RegistrationRefused) as refusal:
        come(workshop)
    assert refusal.value.state == state
    assert refusal.value.next_workshop == late
    assert str(refusal.value).endswith((".", "M"))
    assert not Registration.objects.exists()


def test_a_refusal_names_no_next_workshop_where_there_is_none():
    workshop = factories.workshop(status=Workshop.Status.CLOSED)
    with pytest.raises(RegistrationRefused) as refusal:
        come(workshop)
    assert refusal.value.next_workshop is None


@pytest.mark.parametrize("channel", [Channel.STAFF, Channel.WALK_IN])
@pytest.mark.parametrize("how", ["closed by hand", "not yet", "closed by time"])
def test_the_organisers_may_register_when_nobody_else_may(channel, how):
    workshop = factories.workshop(**CLOSED[how][0])
    assert come(workshop, channel=channel).status == Status.CONFIRMED


@pytest.mark.parametrize("how", ["draft", "cancelled", "over"])
def test_the_organisers_are_refused_too_when_there_is_nothing_to_come_to(how):
    workshop = factories.workshop(**CLOSED[how][0])
    with pytest.raises(RegistrationRefused):
        come(workshop, channel=Channel.STAFF)


def test_the_moment_decides_not_the_clock():
    day = timezone.localdate() - timedelta(days=1000)
    workshop = factories.workshop(first_day=day, days=2)
    moment = noon(day - timedelta(days=3))
    made = come(workshop, moment=moment)
    assert (made.status, made.registered_at) == (Status.CONFIRMED, moment)
    come(workshop, moment=noon(day + timedelta(days=1)), channel=Channel.WALK_IN)
    with pytest.raises(RegistrationRefused):
        come(workshop, moment=noon(day + timedelta(days=2)), channel=Channel.WALK_IN)


# On the day itself


@pytest.fixture
def begun():
    """A workshop of two seats whose first day is today: one sits, one wanted to, one waits."""
    workshop = factories.workshop(first_day=timezone.localdate(), seats=2)
    before = timezone.now() - timedelta(days=3)
    people = [come(workshop, moment=before + timedelta(minutes=n)) for n in range(4)]
    return workshop, people


def test_after_the_first_day_has_come_people_cannot_cancel_here(begun):
    workshop, people = begun
    with pytest.raises(CancellationRefused, match="begun"):
        cancel(registration=people[0])
    assert seats(workshop) == [1, 2, None, None]


def test_a_seat_freed_on_the_day_goes_to_whoever_is_at_the_door(begun):
    workshop, people = begun
    cancel(registration=people[0], by_staff=True)
    assert seats(workshop) == [None, 2, None, None]
    assert "door" in why_waiting(people[2])
    last = come(workshop, people[3].person, channel=Channel.WALK_IN)
    assert last.already
    assert (last.status, last.seat) == (Status.CONFIRMED, 1)
    third = come(workshop, people[2].person, channel=Channel.WALK_IN)
    assert third.status == Status.WAITING


def test_a_stranger_at_the_door_gets_the_free_seat(begun):
    workshop, people = begun
    cancel(registration=people[1], by_staff=True)
    assert come(workshop, channel=Channel.WALK_IN).seat == 2
    assert come(workshop, channel=Channel.WALK_IN).status == Status.WAITING


def test_registering_from_home_on_the_day_does_not_overtake_the_queue(begun):
    workshop, people = begun
    cancel(registration=people[0], by_staff=True)
    assert come(workshop).status == Status.WAITING
    assert seats(workshop) == [None, 2, None, None, None]


def test_a_walk_in_before_the_first_day_stands_in_the_queue_like_everybody():
    workshop = factories.workshop(seats=1)
    come(workshop)
    waiting = come(workshop)
    Workshop.objects.update(seats=2)
    assert come(workshop, channel=Channel.WALK_IN).status == Status.WAITING
    assert Registration.objects.get(pk=waiting.pk).seat == 2


def test_who_was_there_cannot_be_cancelled(begun):
    workshop, people = begun
    half_day = workshop.half_days.first()
    Attendance.objects.create(registration=people[0], half_day=half_day, present=True)
    Attendance.objects.create(registration=people[1], half_day=half_day, present=False)
    with pytest.raises(CancellationRefused, match="was there"):
        cancel(registration=people[0], by_staff=True)
    cancel(registration=people[1], by_staff=True)
    assert seats(workshop) == [1, None, None, None]
    assert Attendance.objects.get().registration == people[0]


def test_nothing_is_cancelled_when_all_is_over(begun):
    _workshop, people = begun
    with pytest.raises(CancellationRefused):
        cancel(
            registration=people[0],
            by_staff=True,
            moment=timezone.now() + timedelta(days=2),
        )


# People known by name only


def come_by_name(workshop, **kwargs):
    return register_by_name(
        **{
            "workshop": workshop,
            "title": "นาง",
            "first_name": "ผู้เข้าอบรม",
            "last_name": "สมมติ",
            "phone": "0812345678",
            "fund": None,
            "post_held": "",
            "needs": "",
            "channel": Channel.SELF,
            "entered_by": None,
            **kwargs,
        }
    )


def test_the_same_name_and_phone_is_the_same_registration():
    workshop = factories.workshop()
    first = come_by_name(workshop)
    again = come_by_name(workshop, title="", first_name=" ผู้เข้าอบรม ", last_name="สมมติ ")
    assert again.pk == first.pk
    assert again.already
    assert Person.objects.count() == 1


def test_a_namesake_with_another_phone_is_somebody_else():
    workshop = factories.workshop()
    come_by_name(workshop)
    assert not come_by_name(workshop, phone="0898765432").already
    assert Person.objects.count() == 2


def test_a_refused_registration_leaves_no_person_behind():
    workshop = factories.workshop(status=Workshop.Status.CLOSED)
    with pytest.raises(RegistrationRefused):
        come_by_name(workshop)
    assert not Person.objects.exists()
