"""Who has to be told that a workshop changed, and the list that is worked through."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import HalfDay, Registration, ToTell, Workshop
from courses.workshops.running import cancel, change_workshop, close, publish
from courses.workshops.telling import (
    as_known,
    differences,
    mark_not_reached,
    mark_told,
    people_to_call,
    take_back,
    to_be_told,
)
from courses.workshops.timetable import HalfDayPlan
from portal.notices.models import Notice
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = timezone.localdate() + timedelta(days=20)


@pytest.fixture
def workshop():
    return factories.workshop(first_day=DAY)


@pytest.fixture
def without_mail(workshop):
    """A person with a phone and nothing else."""
    return factories.registration(workshop, phone="0812345678")


@pytest.fixture
def with_mail(workshop):
    person = factories.person(email="somebody@example.org")
    return factories.registration(workshop, person=person)


def move(workshop, days=1):
    return change_workshop(
        workshop=workshop,
        starts_on=workshop.starts_on + timedelta(days=days),
        ends_on=workshop.ends_on + timedelta(days=days),
    )


def untold(workshop):
    return set(ToTell.objects.of(workshop).untold().values_list("registration", "change"))


def test_a_change_of_days_is_told_by_letter_or_waits_for_a_call(workshop, without_mail, with_mail):
    move(workshop)
    assert untold(workshop) == {(without_mail.pk, "moved")}
    letter = Notice.objects.get(recipient=with_mail.person)
    assert workshop.title in letter.subject
    assert "วันที่จัด" in letter.text
    assert people_to_call(workshop) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda w: {"venue": factories.venue("580101")},
        lambda w: {"half_days": [HalfDayPlan(DAY, HalfDay.Part.MORNING, time(8), time(12))]},
        lambda w: {"ends_on": DAY},
    ],
    ids=["place", "hours", "fewer days"],
)
def test_place_hours_and_days_are_told(workshop, without_mail, change):
    change_workshop(workshop=workshop, **change(workshop))
    assert untold(workshop) == {(without_mail.pk, "moved")}


def test_what_nobody_goes_by_is_not_told(workshop, without_mail):
    topics = [
        HalfDayPlan(row.day, row.part, row.starts_at, row.ends_at, "หัวข้อใหม่")
        for row in workshop.half_days.all()
    ]
    change_workshop(workshop=workshop, seats=61, about="ใหม่", half_days=topics)
    assert untold(workshop) == set()
    assert not Notice.objects.exists()


def test_all_who_have_or_want_a_place_hear_of_it(workshop):
    status = Registration.Status
    for state in (status.WAITING, status.ASKED):
        factories.registration(workshop, status=state, seat=None)
    gone = factories.registration(workshop, status=status.CANCELLED, seat=None)
    move(workshop)
    assert len(untold(workshop)) == 2
    assert gone.pk not in {pk for pk, _change in untold(workshop)}


def test_drafts_and_what_is_over_are_told_to_nobody():
    draft = factories.workshop(first_day=DAY, status=Workshop.Status.DRAFT)
    over = factories.workshop(first_day=date(2023, 3, 27))
    for workshop in (draft, over):
        factories.registration(workshop)
        move(workshop)
        assert not ToTell.objects.of(workshop).exists()


def test_a_second_change_keeps_what_they_knew_first(workshop, without_mail):
    move(workshop)
    change_workshop(workshop=workshop, venue=factories.venue("580101"))
    row = ToTell.objects.get()
    workshop.refresh_from_db()
    news = differences(row.knew, as_known(workshop))
    assert [new.about for new in news] == ["Place", "Days"]


def test_a_change_taken_back_takes_the_call_with_it(workshop, without_mail):
    move(workshop, 1)
    workshop.refresh_from_db()
    move(workshop, -1)
    assert not ToTell.objects.exists()


def test_who_has_been_told_is_told_the_next_change_anew(workshop, without_mail, with_mail):
    move(workshop)
    mark_told(row=ToTell.objects.untold().get(), by=None)
    assert untold(workshop) == set()
    workshop.refresh_from_db()
    move(workshop)
    assert untold(workshop) == {(without_mail.pk, "moved")}
    assert ToTell.objects.of(workshop).count() == 4
    assert Notice.objects.filter(recipient=with_mail.person).count() == 2
    newest = ToTell.objects.filter(registration=with_mail).latest("pk")
    workshop.refresh_from_db()
    (new,) = differences(newest.knew, as_known(workshop))
    assert str((DAY + timedelta(days=1)).day) in new.before


def test_a_letter_that_comes_back_puts_the_person_on_the_list(workshop, with_mail):
    move(workshop)
    assert untold(workshop) == set()
    Notice.objects.update(mail=Notice.Mail.FAILED)
    assert untold(workshop) == {(with_mail.pk, "moved")}
    Notice.objects.update(read_at=timezone.now())
    assert untold(workshop) == set()


def test_an_account_alone_is_not_enough_until_the_notice_is_read(workshop):
    user = factories.user()
    place = factories.registration(workshop, person=user.person)
    move(workshop)
    assert untold(workshop) == {(place.pk, "moved")}
    Notice.objects.update(read_at=timezone.now())
    assert untold(workshop) == set()


def test_calling_off_is_told_instead_of_the_move(workshop, without_mail, with_mail):
    move(workshop)
    cancel(workshop=workshop, reason="ถนนขาด")
    assert untold(workshop) == {(without_mail.pk, "called_off")}
    letter = Notice.objects.filter(recipient=with_mail.person).latest("pk")
    assert letter.text == "ถนนขาด"
    cancel(workshop=workshop, reason="ถนนขาดสองสาย")
    assert untold(workshop) == {(without_mail.pk, "called_off")}


def test_who_never_heard_it_was_off_need_not_hear_it_is_on(workshop, without_mail, with_mail):
    move(workshop)
    cancel(workshop=workshop, reason="ถนนขาด")
    publish(workshop=workshop)
    # The one who was not reached still does not know of the move; the other one thinks it is off.
    assert untold(workshop) == {(without_mail.pk, "moved")}
    assert ToTell.objects.filter(change="on_again").get().registration == with_mail


def test_who_heard_that_it_was_off_is_called_again(workshop, without_mail):
    cancel(workshop=workshop, reason="ถนนขาด")
    mark_told(row=ToTell.objects.get(), by=None)
    publish(workshop=workshop)
    assert untold(workshop) == {(without_mail.pk, "on_again")}


def test_a_seat_given_after_closing_waits_for_a_call(workshop, without_mail):
    close(workshop=workshop)
    to_be_told(registration=without_mail, because="คืนที่หนึ่งที่")
    to_be_told(registration=without_mail, because="คืนที่สองที่")
    row = ToTell.objects.get()
    assert (row.change, row.because) == ("seat", "คืนที่สองที่")
    assert not Notice.objects.exists()


def test_who_gives_the_place_back_is_not_called(workshop, without_mail):
    move(workshop)
    status = Registration.Status.CANCELLED
    Registration.objects.update(status=status, seat=None)
    assert untold(workshop) == set()


def test_after_the_last_day_nobody_is_called(workshop, without_mail):
    move(workshop)
    assert ToTell.objects.untold(DAY + timedelta(days=3)).count() == 0


def test_told_twice_is_told_once_and_can_be_taken_back(workshop, without_mail):
    move(workshop)
    row = ToTell.objects.get()
    user = factories.coordinator()
    assert mark_told(row=row, by=user)
    assert not mark_told(row=row, by=factories.coordinator())
    row.refresh_from_db()
    assert (row.told_by, row.how) == (user, ToTell.How.PHONE)
    take_back(row=row)
    assert untold(workshop) == {(without_mail.pk, "moved")}


def test_a_slip_is_not_taken_back_over_newer_news(workshop, without_mail):
    move(workshop)
    first = ToTell.objects.get()
    mark_told(row=first, by=None)
    workshop.refresh_from_db()
    move(workshop)
    first.refresh_from_db()
    take_back(row=first)
    first.refresh_from_db()
    assert first.told_at
    assert ToTell.objects.untold().count() == 1


def test_calls_in_vain_are_counted_once_a_press(workshop, without_mail):
    move(workshop)
    row = ToTell.objects.get()
    mark_not_reached(row=row, seen=0)
    mark_not_reached(row=row, seen=0)
    mark_not_reached(row=row, seen=1)
    row.refresh_from_db()
    assert row.tries == 2
    assert row.tried_at


def test_more_people_are_told_with_no_more_queries(workshop):
    def queries() -> int:
        workshop.refresh_from_db()
        with CaptureQueriesContext(connection) as asked:
            move(workshop)
        return len(asked)

    factories.registration(workshop)
    queries()
    before = queries()
    for _ in range(12):
        factories.registration(workshop, person=factories.person(email=f"p{_}@example.org"))
    queries()
    assert queries() <= before + 2  # the letters and those they had reached before
