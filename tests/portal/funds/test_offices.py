"""Offices: asked for, decided by somebody else, dated, ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.funds.access import rights_of
from portal.funds.models import Office
from portal.funds.offices import (
    OfficeError,
    appoint,
    ask_for_office,
    confirm_office,
    end_office,
    may_decide,
    may_end,
    refuse_office,
    waiting_for,
)
from tests import factories

pytestmark = pytest.mark.django_db
SECRETARY = Office.Role.SECRETARY


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def fund():
    return factories.fund(subdistrict="580104")


@pytest.fixture
def account():
    return factories.user()


@pytest.fixture
def asked(fund, account, today):
    return ask_for_office(person=account.person, fund=fund, role=SECRETARY, starts_on=today)


def deciders(fund):
    """One of each who may decide about a fund's posts."""
    return [
        factories.officer(fund, Office.Role.CHAIR),
        factories.coordinator("58"),
        factories.coordinator(None),
        factories.administrator(),
    ]


def strangers(fund):
    """One of each who may not."""
    other = factories.fund(subdistrict="580702")
    ended = factories.office(of_fund=fund, ends_on=timezone.localdate() - timedelta(days=1))
    return [
        factories.user(),
        factories.officer(other),
        factories.office(of_fund=fund, role=Office.Role.COMMITTEE).person.user,
        factories.office(of_fund=fund, role=Office.Role.MEMBER).person.user,
        ended.person.user,
        factories.coordinator("50"),
        factories.trainer(),
    ]


def test_asking_gives_no_right(asked, account, fund):
    assert asked.status == Office.Status.ASKED
    assert not rights_of(account).acts_for(fund.pk)


@pytest.mark.parametrize("which", range(4))
def test_those_who_may_decide_confirm(asked, account, fund, which):
    decider = deciders(fund)[which]
    assert may_decide(rights_of(decider), asked)
    confirmed = confirm_office(office=asked, by=decider)
    assert (confirmed.status, confirmed.decided_by) == (Office.Status.CONFIRMED, decider)
    assert confirmed.decided_at is not None
    assert rights_of(account).acts_for(fund.pk)


@pytest.mark.parametrize("which", range(7))
def test_others_may_not(asked, account, fund, which):
    stranger = strangers(fund)[which]
    assert not may_decide(rights_of(stranger), asked)
    for decide in (
        lambda: confirm_office(office=asked, by=stranger),
        lambda: refuse_office(office=asked, by=stranger, reason="ไม่รู้จัก"),
        lambda: end_office(office=asked, by=stranger),
    ):
        with pytest.raises(OfficeError, match=r"."):
            decide()
    asked.refresh_from_db()
    assert asked.status == Office.Status.ASKED
    assert not rights_of(account).acts_for(fund.pk)


@pytest.mark.parametrize("make", ["officer", "coordinator", "administrator"])
def test_nobody_decides_on_their_own_post(fund, today, make):
    account = {
        "officer": lambda: factories.officer(fund, SECRETARY),
        "coordinator": lambda: factories.coordinator("58"),
        "administrator": factories.administrator,
    }[make]()
    own = ask_for_office(
        person=account.person, fund=fund, role=Office.Role.TREASURER, starts_on=today
    )
    assert not may_decide(rights_of(account), own)
    with pytest.raises(OfficeError):
        confirm_office(office=own, by=account)


def test_confirming_twice_does_no_harm(asked, fund):
    first, second = deciders(fund)[:2]
    confirm_office(office=asked, by=first)
    again = confirm_office(office=asked, by=second)
    assert again.decided_by == first


def test_of_two_answers_the_first_counts(asked, fund):
    first, second = deciders(fund)[:2]
    stale = Office.objects.get(pk=asked.pk)
    refuse_office(office=asked, by=first, reason="ยังไม่ได้เลือกตั้ง")
    with pytest.raises(OfficeError):
        confirm_office(office=stale, by=second)
    assert Office.objects.get(pk=asked.pk).status == Office.Status.REFUSED


def test_a_refusal_says_why(asked, fund):
    decider = deciders(fund)[0]
    with pytest.raises(OfficeError):
        refuse_office(office=asked, by=decider, reason="  ")
    refused = refuse_office(office=asked, by=decider, reason=" ยังไม่ได้เลือกตั้ง ")
    assert refused.reason == "ยังไม่ได้เลือกตั้ง"


def test_a_refused_person_may_ask_again(asked, account, fund, today):
    refuse_office(office=asked, by=deciders(fund)[0], reason="ปีหน้า")
    again = ask_for_office(person=account.person, fund=fund, role=SECRETARY, starts_on=today)
    assert again.pk != asked.pk


def test_asking_again_changes_the_dates_of_the_same_request(asked, account, fund, today):
    until = today + timedelta(days=365)
    again = ask_for_office(
        person=account.person, fund=fund, role=SECRETARY, starts_on=today, ends_on=until
    )
    assert again.pk == asked.pk
    assert Office.objects.get().ends_on == until


@pytest.mark.parametrize(("start", "end"), [(0, -1), (-30, -1)])
def test_a_term_in_the_wrong_order_or_over_is_refused(account, fund, today, start, end):
    with pytest.raises(OfficeError):
        ask_for_office(
            person=account.person,
            fund=fund,
            role=SECRETARY,
            starts_on=today + timedelta(days=start),
            ends_on=today + timedelta(days=end),
        )
    assert not Office.objects.exists()


def test_a_post_held_is_not_asked_for_again_but_the_next_term_is(account, fund, today):
    until = today + timedelta(days=100)
    factories.office(account, fund, SECRETARY, ends_on=until)
    ask = {"person": account.person, "fund": fund, "role": SECRETARY}
    with pytest.raises(OfficeError):
        ask_for_office(**ask, starts_on=today)
    assert ask_for_office(**ask, starts_on=until + timedelta(days=1))
    assert ask_for_office(**{**ask, "role": Office.Role.TREASURER}, starts_on=today)


def test_a_term_ends_the_right_by_itself(account, fund, today):
    factories.office(account, fund, SECRETARY, ends_on=today)
    assert rights_of(account, day=today).acts_for(fund.pk)
    assert not rights_of(account, day=today + timedelta(days=1)).acts_for(fund.pk)


def test_a_term_that_has_not_begun_gives_no_right(account, fund, today):
    factories.office(account, fund, SECRETARY, starts_on=today + timedelta(days=1))
    assert not rights_of(account).acts_for(fund.pk)


def test_ending_takes_the_right_at_once_and_keeps_the_past(account, fund, today):
    office = factories.office(account, fund, SECRETARY)
    ended = end_office(office=office, by=deciders(fund)[0], reason="ย้ายบ้าน")
    assert (ended.status, ended.ends_on, ended.reason) == ("ended", today, "ย้ายบ้าน")
    assert not rights_of(account).acts_for(fund.pk)
    assert not ended.in_force_on()
    assert rights_of(account, day=today - timedelta(days=1)).acts_for(fund.pk)
    assert ended.in_force_on(today - timedelta(days=1))
    assert end_office(office=ended, by=deciders(fund)[1]).reason == "ย้ายบ้าน"


def test_an_office_in_force_says_the_same_as_the_query(account, fund, today):
    offices = [
        factories.office(account, fund, SECRETARY, starts_on=today),
        factories.office(account, fund, Office.Role.CHAIR, starts_on=today + timedelta(days=1)),
        factories.office(account, fund, Office.Role.TREASURER, ends_on=today),
        factories.office(account, fund, Office.Role.MEMBER, status=Office.Status.ASKED),
    ]
    for day in (today - timedelta(days=1), today, today + timedelta(days=1)):
        in_force = set(Office.objects.in_force(day))
        assert {office for office in offices if office.in_force_on(day)} == in_force


def test_the_holder_may_lay_down_the_post(account, fund):
    office = factories.office(account, fund, SECRETARY)
    assert may_end(rights_of(account), office)
    assert end_office(office=office, by=account).status == Office.Status.ENDED


def test_an_office_of_the_future_can_be_ended_before_it_begins(account, fund, today):
    office = factories.office(account, fund, SECRETARY, starts_on=today + timedelta(days=10))
    ended = end_office(office=office, by=account)
    assert ended.ends_on == ended.starts_on
    assert not rights_of(account, day=ended.starts_on).acts_for(fund.pk)


def test_what_is_not_in_force_cannot_be_ended(asked, fund, account, today):
    over = factories.office(account, fund, Office.Role.CHAIR, ends_on=today - timedelta(days=1))
    for office in (asked, over):
        with pytest.raises(OfficeError):
            end_office(office=office, by=deciders(fund)[1])


def test_a_coordinator_enters_a_post_for_somebody_without_account(fund, today):
    coordinator = factories.coordinator("58")
    office = appoint(
        person=factories.person(), fund=fund, role=SECRETARY, starts_on=today, by=coordinator
    )
    assert (office.status, office.decided_by) == ("confirmed", coordinator)


def test_appointing_answers_the_request_that_waits(asked, account, fund, today):
    office = appoint(
        person=account.person,
        fund=fund,
        role=SECRETARY,
        starts_on=today,
        by=factories.coordinator("58"),
    )
    assert office.pk == asked.pk
    assert Office.objects.count() == 1


def test_appointing_elsewhere_leaves_nothing_behind(fund, today):
    with pytest.raises(OfficeError):
        appoint(
            person=factories.person(),
            fund=fund,
            role=SECRETARY,
            starts_on=today,
            by=factories.coordinator("50"),
        )
    assert not Office.objects.exists()


def test_what_waits_for_whom(asked, fund):
    elsewhere = factories.office(
        of_fund=factories.fund(subdistrict="500101"), status=Office.Status.ASKED
    )
    for decider in deciders(fund)[:2]:
        assert list(waiting_for(rights_of(decider))) == [asked]
    for decider in deciders(fund)[2:]:
        assert list(waiting_for(rights_of(decider))) == [asked, elsewhere]
    for stranger in strangers(fund):
        assert asked not in waiting_for(rights_of(stranger))


def test_own_requests_do_not_wait_for_oneself(fund, today):
    officer = factories.officer(fund, SECRETARY)
    ask_for_office(person=officer.person, fund=fund, role=Office.Role.TREASURER, starts_on=today)
    assert not waiting_for(rights_of(officer))
