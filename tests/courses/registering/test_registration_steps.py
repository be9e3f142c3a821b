"""Approval, offers that end, invitations, another name on a place, and the trail of it all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Invitation, Question, Registration, RegistrationStep, Workshop
from courses.registering.approval import ApprovalError, approve, refuse
from courses.registering.cancelling import cancel
from courses.registering.entry import RegistrationRefused
from courses.registering.groups import Member
from courses.registering.invitations import InvitationError, answer, invite
from courses.registering.swapping import SwapRefused, swap
from courses.registering.tending import Tended, tend
from courses.registering.waiting_list import AskFirst, OfferGone, accept, promote
from courses.seats.trail import step_sentence
from tests import factories
from tests.courses.arriving import come, noon, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Because, Channel, Status = RegistrationStep.Because, Registration.Channel, Registration.Status
Entry = Workshop.Entry
TODAY = timezone.localdate()


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def trail(registration):
    return [(one.because, one.status) for one in registration.steps.all()]


class TestApproval:
    def test_who_asks_has_no_seat_until_approved(self):
        workshop, by = factories.workshop(seats=1, entry=Entry.APPROVAL), factories.administrator()
        first, second, third = (come(workshop) for _ in range(3))
        assert [one.status for one in (first, second, third)] == [Status.ASKED] * 3
        approve(workshop=workshop, registrations=[second], by=by)
        approve(workshop=workshop, registrations=[third, first], by=by)
        assert seats(workshop) == [None, 1, None]
        assert trail(second) == [
            (Because.CAME, Status.ASKED),
            (Because.APPROVED, Status.CONFIRMED),
        ]
        assert second.steps.last().by == by
        # Whoever came first waits before who came last, whenever they were approved.
        cancel(registration=second)
        assert seats(workshop) == [1, None, None]

    def test_whom_the_organisers_enter_is_approved(self):
        workshop = factories.workshop(entry=Entry.APPROVAL)
        assert come(workshop, channel=Channel.STAFF).seat == 1

    def test_refusing_needs_a_reason_and_is_said_once(self):
        workshop, by = factories.workshop(entry=Entry.APPROVAL), factories.administrator()
        asked = come(workshop)
        with pytest.raises(ApprovalError, match="why"):
            refuse(registration=asked, by=by, reason=" ")
        refuse(registration=asked, by=by, reason="รุ่นนี้สำหรับเหรัญญิก")
        refuse(registration=asked, by=by, reason="อีกครั้ง")
        assert fresh(asked).status == Status.REFUSED
        assert [one.detail for one in asked.steps.all()] == ["", "รุ่นนี้สำหรับเหรัญญิก"]
        with pytest.raises(ApprovalError, match="decided"):
            refuse(registration=come(factories.workshop()), by=by, reason="x")

    def test_approving_twice_changes_nothing(self):
        workshop, by = factories.workshop(entry=Entry.APPROVAL), factories.administrator()
        asked = come(workshop)
        assert approve(workshop=workshop, registrations=[asked], by=by) == [asked]
        assert approve(workshop=workshop, registrations=[asked], by=by) == []
        assert asked.steps.count() == 2

    def test_nobody_is_approved_for_what_is_over_or_called_off(self):
        by = factories.administrator()
        over = factories.workshop(first_day=TODAY - timedelta(days=9), entry=Entry.APPROVAL)
        off = factories.workshop(status=Workshop.Status.CANCELLED)
        for workshop in (over, off):
            with pytest.raises(ApprovalError):
                approve(workshop=workshop, registrations=[], by=by)


class TestOffers:
    @pytest.fixture
    def workshop(self, db):
        return factories.workshop(seats=1, offer_days=3, first_day=TODAY + timedelta(days=10))

    def test_a_seat_that_comes_free_is_offered_and_held(self, workshop):
        first, second, third = (come(workshop) for _ in range(3))
        assert first.status == Status.CONFIRMED  # offers are for those who waited
        cancel(registration=first)
        offered = fresh(second)
        assert (offered.status, offered.seat) == (Status.OFFERED, 1)
        assert timedelta(days=2) < offered.offer_until - timezone.now() < timedelta(days=3)
        assert fresh(third).status == Status.WAITING
        accept(registration=second)
        accept(registration=second)
        assert trail(second) == [
            (Because.CAME, Status.WAITING),
            (Because.SEAT_FREE, Status.OFFERED),
            (Because.ACCEPTED, Status.CONFIRMED),
        ]

    def test_an_offer_that_is_not_answered_goes_to_the_next(self, workshop):
        first, second, third = (come(workshop) for _ in range(3))
        cancel(registration=first)
        late = timezone.now() + timedelta(days=3, minutes=1)
        with pytest.raises(OfferGone):
            accept(registration=second, moment=late)
        assert tend(moment=late) == Tended(expired=1, seated=1)
        assert fresh(second).status == Status.CANCELLED
        assert trail(second)[-1] == (Because.EXPIRED, Status.CANCELLED)
        assert fresh(third).status == Status.OFFERED
        with pytest.raises(OfferGone):
            accept(registration=second)

    def test_no_offer_reaches_into_the_first_day(self, workshop):
        first, second = come(workshop), come(workshop)
        eve = noon(TODAY + timedelta(days=9))
        cancel(registration=first, moment=eve)
        assert timezone.localtime(fresh(second).offer_until).date() == workshop.starts_on
        assert tend(moment=noon(workshop.starts_on)) == Tended(expired=1)

    def test_a_place_offered_can_be_given_back(self, workshop):
        first, second, third = (come(workshop) for _ in range(3))
        cancel(registration=first)
        cancel(registration=second)
        assert fresh(second).offer_until is None
        assert fresh(third).status == Status.OFFERED


class TestAskingFirst:
    def test_more_than_five_seats_at_once_ask_first(self):
        workshop = factories.workshop(seats=1)
        made = [come(workshop) for _ in range(8)]
        Workshop.objects.update(seats=7)
        with pytest.raises(AskFirst, match="6 people") as asked:
            promote(workshop=workshop, sure=False)
        assert asked.value.people == made[1:7]
        assert seats(workshop)[1:] == [None] * 7
        assert len(promote(workshop=workshop, sure=True)) == 6

    def test_five_do_not(self):
        workshop = factories.workshop(seats=1)
        for _ in range(7):
            come(workshop)
        Workshop.objects.update(seats=6)
        assert len(promote(workshop=workshop, sure=False)) == 5


class TestInvitations:
    @pytest.fixture
    def workshop(self, db):
        return factories.workshop(seats=4, first_day=TODAY + timedelta(days=20))

    def test_seats_are_kept_until_the_fund_says_no(self, workshop):
        by, fund = factories.administrator(), factories.fund()
        (invitation,) = invite(workshop=workshop, seats={fund: 3}, by=by)
        first, second = come(workshop), come(workshop)
        assert (first.seat, second.seat) == (1, None)
        assert come(workshop, fund=fund).seat == 2
        other = factories.fund()
        with pytest.raises(InvitationError, match="Only 2 seats are free"):
            invite(workshop=workshop, seats={other: 1}, by=by)
        with pytest.raises(InvitationError, match="registered"):
            answer(invitation=invitation, coming=False)
        cancel(registration=Registration.objects.get(fund=fund))
        assert fresh(second).status == Status.WAITING
        answer(invitation=invitation, coming=False)
        assert fresh(second).seat == 2
        assert second.steps.last().because == Because.RELEASED

    def test_a_yes_after_a_no_keeps_what_is_still_free(self, workshop):
        by, fund = factories.administrator(), factories.fund()
        (invitation,) = invite(workshop=workshop, seats={fund: 3}, by=by)
        answer(invitation=invitation, coming=False)
        kept = answer(invitation=invitation, coming=True)
        assert kept.released_at is None
        answer(invitation=invitation, coming=False)
        for _ in range(3):
            come(workshop)
        late = answer(invitation=invitation, coming=True)
        assert (late.answer, late.released_at is None) == (Invitation.Answer.YES, False)

    def test_without_an_answer_the_seats_are_given_on_after_the_day(self, workshop):
        by, silent, coming = factories.administrator(), factories.fund(), factories.fund()
        day = TODAY + timedelta(days=4)
        made = invite(workshop=workshop, seats={silent: 2, coming: 1}, by=by, answer_by=day)
        answer(invitation=made[1], coming=True)
        people = [come(workshop) for _ in range(3)]
        assert tend(moment=noon(day)) == Tended()
        assert tend(moment=noon(day + timedelta(days=1))) == Tended(released=1, seated=2)
        assert [fresh(one).seat for one in people] == [1, 2, 3]
        with pytest.raises(InvitationError, match="later"):
            invite(workshop=workshop, seats={silent: 1}, by=by, answer_by=TODAY - timedelta(days=1))

    def test_by_invitation_only_the_invited_come_and_no_more_than_that(self, workshop):
        Workshop.objects.update(entry=Entry.INVITATION)
        by, fund, other = factories.administrator(), factories.fund(), factories.fund()
        invite(workshop=workshop, seats={fund: 1}, by=by)
        for stranger in (other, None):
            with pytest.raises(RegistrationRefused, match="invited"):
                come(workshop, fund=stranger)
        assert come(workshop, fund=fund).seat == 1
        assert come(workshop, fund=fund).status == Status.WAITING
        assert come(workshop, fund=other, channel=Channel.STAFF).seat == 2

    def test_who_said_no_is_not_let_in(self, workshop):
        Workshop.objects.update(entry=Entry.INVITATION)
        fund = factories.fund()
        (invitation,) = invite(workshop=workshop, seats={fund: 1}, by=factories.administrator())
        answer(invitation=invitation, coming=False)
        with pytest.raises(RegistrationRefused):
            come(workshop, fund=fund)

    def test_inviting_again_changes_the_number_and_keeps_the_answer(self, workshop):
        by, fund = factories.administrator(), factories.fund()
        (first,) = invite(workshop=workshop, seats={fund: 1}, by=by)
        answer(invitation=first, coming=True, by=by)
        (again,) = invite(workshop=workshop, seats={fund: 2}, by=by)
        assert (again.pk, again.seats, again.answer) == (first.pk, 2, Invitation.Answer.YES)


class TestAnotherName:
    def test_the_seat_stays_and_the_link_changes(self):
        workshop, by = factories.workshop(seats=1), factories.user()
        place, waiting = come(workshop, needs="ฮาลาล"), come(workshop)
        question = Question.objects.create(workshop=workshop, place=1, text="ขนาดเสื้อ")
        place.question_answers.create(question=question, value="XL")
        before = fresh(place)
        new = swap(registration=place, member=Member("คนใหม่", "สมมติ", phone="0899999999"), by=by)
        assert (new.pk, new.seat, new.person.first_name) == (place.pk, 1, "คนใหม่")
        assert new.token != before.token
        assert (new.needs, new.phone, new.question_answers.count()) == ("", "0899999999", 0)
        step = new.steps.last()
        assert (step.because, step.by) == (Because.SWAPPED, by)
        assert step.detail == f"{before.person.name} → คนใหม่ สมมติ"
        assert fresh(waiting).status == Status.WAITING

    def test_the_same_person_changes_nothing(self):
        place = come(factories.workshop(), factories.person(first_name="เดิม", phone="0811111111"))
        same = swap(registration=place, member=Member("เดิม", "สมมติ", phone="0811111111"), by=None)
        assert same.token == fresh(place).token == place.token
        assert place.steps.count() == 1

    def test_who_has_a_place_cannot_take_another(self):
        workshop = factories.workshop()
        place = come(workshop)
        come(workshop, factories.person(first_name="มีแล้ว", phone="0811111111"))
        with pytest.raises(SwapRefused, match="has a place"):
            swap(registration=place, member=Member("มีแล้ว", "สมมติ", phone="0811111111"), by=None)

    def test_who_cancelled_may_come_in_anothers_place(self):
        workshop = factories.workshop()
        person = factories.person(first_name="กลับมา", phone="0811111111")
        cancel(registration=come(workshop, person))
        place = come(workshop)
        new = swap(registration=place, member=Member("กลับมา", "สมมติ", phone="0811111111"), by=None)
        assert (new.person, new.seat) == (person, 1)

    def test_until_registration_closes_and_for_organisers_until_the_first_day(self):
        workshop = factories.workshop()
        place, member = come(workshop), Member("คนใหม่", "สมมติ")
        Workshop.objects.update(status=Workshop.Status.CLOSED)
        with pytest.raises(SwapRefused, match="closed"):
            swap(registration=place, member=member, by=None)
        swap(registration=place, member=member, by=None, by_staff=True)
        with pytest.raises(SwapRefused, match="begun"):
            swap(
                registration=place,
                member=member,
                by=None,
                by_staff=True,
                moment=noon(workshop.starts_on),
            )
        Workshop.objects.update(status=Workshop.Status.CANCELLED)
        with pytest.raises(SwapRefused, match="cancelled"):
            swap(registration=place, member=member, by=None, by_staff=True)
        cancel(registration=place)
        with pytest.raises(SwapRefused, match="given back"):
            swap(registration=place, member=member, by=None)


class TestTheTrail:
    def test_each_step_says_why_and_where_it_led(self):
        workshop, by = factories.workshop(seats=1), factories.user()
        first, second = come(workshop, channel=Channel.STAFF, entered_by=by), come(workshop)
        cancel(registration=first, by=by)
        assert [step_sentence(one) for one in second.steps.all()] == [
            "registered – waiting for a seat",
            "a seat came free and this was the next one in line – seat 1",
        ]
        came, gone = first.steps.all()
        assert (came.by, came.channel, gone.by) == (by, Channel.STAFF, by)
        again = come(workshop, first.person)
        assert again.pk == first.pk
        assert again.steps.last().because == Because.AGAIN
