"""Who hears what when the rules have decided about a place, and who has to be called."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Registration, ToTell, Workshop
from courses.registering.approval import approve, refuse
from courses.registering.cancelling import cancel
from courses.registering.groups import Member
from courses.registering.swapping import swap
from courses.registering.tending import tend
from courses.registering.waiting_list import promote
from portal.notices.models import Notice
from tests import factories
from tests.courses.arriving import come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

Channel, Entry = Registration.Channel, Workshop.Entry


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """``told(act, …)`` does something and returns the notices that came of it."""

    def act(what, *args, **kwargs):
        before = set(Notice.objects.values_list("pk", flat=True))
        with django_capture_on_commit_callbacks(execute=True):
            what(*args, **kwargs)
        return list(Notice.objects.exclude(pk__in=before).order_by("pk"))

    return act


def reader(**kwargs):
    """Somebody with an account and an address who reads English."""
    person = factories.user(email=f"user{timezone.now():%f}@example.org").person
    person.language = "en"
    person.save()
    return person


def full(**kwargs):
    """A workshop of one seat, somebody in it, and somebody who waits and reads letters."""
    workshop = factories.workshop("Accounts, round 2", seats=1, **kwargs)
    first, waiting = come(workshop), come(workshop, reader())
    return workshop, first, waiting


def test_a_seat_from_the_waiting_list_is_told_with_its_number_and_private_link(told):
    _workshop, first, waiting = full()
    [notice] = told(cancel, registration=first)
    assert notice.recipient == waiting.person
    assert notice.subject == "You have a seat: Accounts, round 2"
    assert "Seat 1." in notice.text
    assert notice.link == waiting.get_absolute_url()
    assert notice.mail == Notice.Mail.SENT
    assert not ToTell.objects.exists()
    assert told(cancel, registration=first) == []


def test_an_offered_seat_is_told_with_its_end_and_when_it_ended(told):
    _workshop, first, waiting = full(offer_days=2)
    [notice] = told(cancel, registration=first)
    assert notice.subject == "A seat is held for you: Accounts, round 2"
    waiting.refresh_from_db()
    later = waiting.offer_until + timedelta(minutes=1)
    [notice] = told(tend, moment=later)
    assert notice.subject == "The seat is no longer held: Accounts, round 2"
    assert told(tend, moment=later) == []


def test_whom_no_letter_reaches_is_put_onto_the_list_of_calls(told):
    workshop = factories.workshop(seats=1)
    first, waiting = come(workshop), come(workshop)
    told(cancel, registration=first)
    row = ToTell.objects.untold().get()
    assert (row.registration, row.change) == (waiting, ToTell.Change.SEAT)


def test_whoever_reads_the_notice_leaves_the_list_of_calls(told):
    workshop = factories.workshop(seats=1)
    first, waiting = come(workshop), come(workshop, factories.user().person)
    [notice] = told(cancel, registration=first)
    assert ToTell.objects.untold().get().registration == waiting
    Notice.objects.filter(pk=notice.pk).update(read_at=timezone.now())
    assert not ToTell.objects.untold().exists()


@pytest.mark.parametrize("how", ["by time", "by hand"])
def test_after_closing_nothing_is_sent_and_the_seat_is_told_by_phone(told, how):
    workshop, first, waiting = full()
    if how == "by time":
        workshop.closes_at = timezone.now() - timedelta(minutes=1)
    else:
        workshop.status = Workshop.Status.CLOSED
    workshop.save()
    assert told(cancel, registration=first) == []
    waiting.refresh_from_db()
    assert waiting.seat == 1
    assert ToTell.objects.untold().get().registration == waiting


def test_nothing_is_said_about_a_workshop_called_off_meanwhile(
    told, django_capture_on_commit_callbacks
):
    _workshop, first, _waiting = full()

    def call_off_before_it_is_said():
        cancel(registration=first)
        Workshop.objects.update(status=Workshop.Status.CANCELLED)

    assert told(call_off_before_it_is_said) == []
    assert not ToTell.objects.exists()


def test_what_is_no_longer_so_is_not_said(told):
    _workshop, first, waiting = full()

    def give_both_back():
        cancel(registration=first)
        cancel(registration=waiting)

    assert told(give_both_back) == []


def test_approval_is_told_with_the_seat_or_the_place_in_the_queue(told):
    workshop = factories.workshop("Round 3", seats=1, entry=Entry.APPROVAL)
    asked = [come(workshop, reader()), come(workshop, reader())]
    by = factories.trainer()
    with_seat, in_queue = told(approve, workshop=workshop, registrations=asked, by=by)
    assert with_seat.subject == in_queue.subject == "You are approved: Round 3"
    assert "You have seat 1." in with_seat.text
    assert "number 1 on the waiting list" in in_queue.text


def test_a_refusal_is_told_with_its_reason_and_the_next_round(told):
    workshop = factories.workshop(entry=Entry.APPROVAL)
    following = factories.workshop("Round 4", curriculum=workshop.curriculum)
    asked = come(workshop, reader())
    [notice] = told(refuse, registration=asked, by=factories.trainer(), reason="only treasurers")
    assert "only treasurers" in notice.text
    assert following.title in notice.text


def test_being_registered_by_somebody_else_is_told_to_who_can_be_reached(told):
    workshop, by = factories.workshop(), factories.officer()
    person = reader()
    [notice] = told(come, workshop, person, channel=Channel.SECRETARY, entered_by=by)
    assert notice.recipient == person
    assert by.shown_name in notice.text
    assert told(come, workshop, channel=Channel.SECRETARY, entered_by=by) == []
    assert told(come, workshop, by.person, channel=Channel.SECRETARY, entered_by=by) == []
    assert told(come, workshop, reader(), entered_by=None) == []


def test_after_closing_the_organisers_enter_people_without_a_letter(told):
    workshop = factories.workshop(status=Workshop.Status.CLOSED)
    staff = factories.trainer()
    assert told(come, workshop, reader(), channel=Channel.STAFF, entered_by=staff) == []


def test_a_swapped_name_is_told_to_both(told):
    workshop, before = factories.workshop(), reader()
    place, by = come(workshop, before), factories.officer()
    new = factories.user(email="new@example.org").person
    new.phone, new.language = "0899999999", "en"
    new.save()
    member = Member(first_name=new.first_name, last_name=new.last_name, phone=new.phone)
    notices = told(swap, registration=place, member=member, by=by)
    assert {one.recipient for one in notices} == {before, new}
    text = {one.recipient: one for one in notices}
    place.refresh_from_db()
    assert before.name in text[new].text
    assert text[new].link == place.get_absolute_url()
    assert new.name in text[before].text
    assert place.token not in text[before].link


def test_a_place_given_back_by_somebody_else_is_told_with_the_reason(told):
    workshop = factories.workshop()
    place, by = come(workshop, reader()), factories.trainer()
    [notice] = told(cancel, registration=place, by=by, by_staff=True, reason="entered twice")
    assert "entered twice" in notice.text
    assert by.shown_name in notice.text


def test_whoever_gives_their_own_place_back_knows_it(told):
    workshop, person = factories.workshop(), reader()
    assert told(cancel, registration=come(workshop, person), by=person.user) == []
    assert told(cancel, registration=come(workshop, reader()), by=None) == []


def test_many_people_cost_as_many_queries_as_one(
    told, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    workshop = factories.workshop(seats=1)
    come(workshop)
    for _number in range(8):
        come(workshop, factories.user().person)
    workshop.seats = 9
    workshop.save()

    with django_capture_on_commit_callbacks() as callbacks:
        promote(workshop=workshop)
    with django_assert_max_num_queries(18):
        for callback in callbacks:
            callback()
    assert Notice.objects.count() == 8
