"""Reminders a week before and the day before: once each, and never after cancelling."""

from datetime import datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses.models import Invitation, Registration, ToTell, Workshop
from courses.registering.cancelling import cancel
from courses.registering.invitations import answer, invite
from courses.registering.reminding import remind
from portal.notices.kinds import Kind
from portal.notices.models import Notice
from portal.people.models import Person
from tests import factories
from tests.courses.arriving import come

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("in_english"),
]


def reader():
    person = factories.user(
        email=f"r{Notice.objects.count()}{timezone.now():%f}@example.org"
    ).person
    person.language = "en"
    person.save()
    return person


def before(workshop, days, hour=9):
    """That many days before the first one, at an hour of the day."""
    day = workshop.starts_on - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def ahead(**kwargs):
    kwargs.setdefault("first_day", timezone.localdate() + timedelta(days=30))
    return factories.workshop("Accounts", **kwargs)


def reminders():
    return Notice.objects.filter(kind=Kind.REMINDER).order_by("pk")


def test_everybody_with_a_seat_is_reminded_a_week_and_a_day_before():
    workshop = ahead(contact_phone="0812345678", contact_name="ผู้ประสานงาน")
    place = come(workshop, reader())
    assert remind(moment=before(workshop, 8)).told == 0
    assert remind(moment=before(workshop, 7)).told == 1
    assert remind(moment=before(workshop, 2)).told == 0
    assert remind(moment=before(workshop, 1)).told == 1
    assert remind(moment=before(workshop, 0)).told == 0
    week, eve = reminders()
    assert week.subject == "In 7 days: Accounts"
    assert eve.subject == "Tomorrow: Accounts"
    assert "from 09:00" in week.text
    assert "Seat 1." in week.text
    assert "081-234-5678" in week.text
    assert week.link == place.get_absolute_url()


def test_run_twice_it_says_nothing_twice_and_run_late_it_still_says_it():
    workshop = ahead()
    come(workshop, reader())
    assert [remind(moment=before(workshop, 5, hour)).told for hour in (9, 9, 15)] == [1, 0, 0]
    assert remind(moment=before(workshop, 4)).told == 0


def test_nobody_is_woken():
    workshop = ahead()
    come(workshop, reader())
    assert remind(moment=before(workshop, 1, 3)).told == 0
    assert remind(moment=before(workshop, 1, 8)).told == 1


def test_who_only_waits_or_gave_the_place_back_is_not_reminded():
    workshop = ahead(seats=1)
    first = come(workshop, reader())
    come(workshop, reader())
    cancel(registration=first)
    cancel(registration=Registration.objects.confirmed().get())
    assert remind(moment=before(workshop, 7)).told == 0


@pytest.mark.parametrize("status", [Workshop.Status.CANCELLED, Workshop.Status.DRAFT])
def test_a_workshop_called_off_or_a_draft_reminds_nobody(status):
    workshop = ahead()
    come(workshop, reader())
    come(workshop)
    Workshop.objects.update(status=status)
    done = remind(moment=before(workshop, 1))
    assert (done.told, done.to_call) == (0, 0)
    assert not ToTell.objects.exists()


def test_a_closed_workshop_reminds_too():
    workshop = ahead()
    come(workshop, reader())
    Workshop.objects.update(status=Workshop.Status.CLOSED)
    assert remind(moment=before(workshop, 1)).told == 1


def test_whoever_has_just_registered_is_not_reminded_of_the_week():
    workshop = ahead()
    come(workshop, reader(), moment=before(workshop, 7, 8))
    assert remind(moment=before(workshop, 7, 9)).told == 0
    assert remind(moment=before(workshop, 5)).told == 1


def test_whom_no_letter_reaches_is_put_onto_the_list_once():
    workshop = ahead()
    place = come(workshop)
    assert remind(moment=before(workshop, 7)).to_call == 1
    assert remind(moment=before(workshop, 6)).to_call == 0
    row = ToTell.objects.untold().get()
    assert (row.registration, row.change) == (place, ToTell.Change.REMINDER)
    ToTell.objects.update(told_at=timezone.now(), how=ToTell.How.PHONE)
    assert remind(moment=before(workshop, 1)).to_call == 0


def test_a_workshop_that_moves_is_reminded_of_anew():
    workshop = ahead()
    come(workshop, reader())
    remind(moment=before(workshop, 7))
    Workshop.objects.update(
        starts_on=workshop.starts_on + timedelta(days=30),
        ends_on=workshop.ends_on + timedelta(days=30),
    )
    workshop.refresh_from_db()
    assert remind(moment=before(workshop, 7)).told == 1


def test_an_offer_still_open_says_until_when():
    workshop = ahead(seats=1, offer_days=20)
    first = come(workshop)
    come(workshop, reader())
    cancel(registration=first, moment=before(workshop, 10))
    remind(moment=before(workshop, 7))
    assert "held until" in reminders().get(recipient__email="", recipient__user__isnull=False).text


def test_three_hundred_people_cost_as_many_queries_as_one(django_assert_max_num_queries):
    workshop = ahead(seats=300)
    for _number in range(12):
        come(workshop, factories.user().person)
    with django_assert_max_num_queries(24):
        remind(moment=before(workshop, 7))


class TestInvitations:
    """Funds that have not answered are asked again a week and a day before their day."""

    @pytest.fixture
    def fund(self):
        fund = factories.fund()
        officer = factories.officer(fund, email="officer@example.org")
        Person.objects.filter(user=officer).update(language="en")
        return fund

    def asked(self, workshop, fund, **kwargs):
        day = workshop.starts_on - timedelta(days=10)
        [invitation] = invite(
            workshop=workshop, seats={fund: 2}, by=factories.trainer(), answer_by=day
        )
        return invitation, lambda days: before(workshop, 10 + days)

    def test_the_officers_hear_twice_and_the_list_says_when(self, fund):
        workshop = ahead()
        invitation, left = self.asked(workshop, fund)
        assert [remind(moment=left(days)).funds for days in (8, 7, 6, 2, 1, 1)] == [
            0,
            1,
            0,
            0,
            1,
            0,
        ]
        notices = Notice.objects.filter(kind=Kind.INVITATION)
        assert [one.subject for one in notices] == ["Please answer: Accounts"] * 2
        assert notices[0].link.endswith(invitation.get_absolute_url().removeprefix("/en"))
        invitation.refresh_from_db()
        assert invitation.reminded_at == left(1)

    def test_an_answer_stops_it(self, fund):
        workshop = ahead()
        invitation, left = self.asked(workshop, fund)
        answer(invitation=invitation, coming=True)
        assert remind(moment=left(7)).funds == 0

    def test_calling_off_stops_it(self, fund):
        workshop = ahead()
        _invitation, left = self.asked(workshop, fund)
        Workshop.objects.update(status=Workshop.Status.CANCELLED)
        assert remind(moment=left(7)).funds == 0


class TestCommand:
    """`manage.py tend_workshops` says what it did, and does no harm when it is run again."""

    def test_it_says_what_it_did(self, capsys, monkeypatch):
        workshop = factories.workshop(
            seats=2, first_day=timezone.localdate() + timedelta(days=1), offer_days=1
        )
        come(workshop)
        fund = factories.fund()
        Invitation.objects.create(
            workshop=workshop,
            fund=fund,
            seats=1,
            answer_by=timezone.localdate() - timedelta(days=1),
        )
        come(workshop)
        monkeypatch.setattr("courses.registering.reminding.FIRST_HOUR", 0)
        call_command("tend_workshops")
        said = capsys.readouterr().out
        assert "quotas and invitations released: 1" in said
        assert "seats given on: 1" in said
        assert "people to be called: 2" in said
        call_command("tend_workshops")
        assert capsys.readouterr().out == "nothing was due\n"
