"""Voting: whose vote counts, that it counts once, and what is refused."""

from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from exchange.models import Ballot, BallotChoice, BoardPage, Poll
from exchange.talk import voting
from exchange.talk.voting import VoteRefused, vote
from portal.funds.models import Office
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db

CLIENTS = 40


def option(poll, position=1) -> int:
    return poll.options.get(position=position).pk


def send(client, poll, **fields):
    return client.post(f"/polls/{poll.pk}/vote/", fields)


def fund_poll(fund=None):
    fund = fund or factories.fund()
    return factories.poll(voters="funds"), fund


def test_a_person_votes_once_and_may_change():
    poll, user = factories.poll(), factories.user()
    for position, replaced in ((1, False), (2, True)):
        voted = vote(poll=poll, by=user, chosen={option(poll, position): "yes"})
        assert voted.replaced is replaced
        assert BallotChoice.objects.get().option_id == option(poll, position)
    assert Ballot.objects.count() == 1


def test_a_funds_later_vote_takes_the_place_of_the_first():
    poll, fund = fund_poll()
    for role in ("secretary", "chair"):
        officer = factories.officer(fund, role=role)
        voted = vote(poll=poll, by=officer, fund=fund, chosen={option(poll): "yes"})
    assert voted.replaced
    assert Ballot.objects.get().by == officer


def test_only_present_officers_vote_for_a_fund():
    poll, fund = fund_poll()
    gone = factories.officer(fund)
    Office.objects.update(starts_on="2019-01-01", ends_on="2020-01-01")
    committee = factories.office(of_fund=fund, role=Office.Role.COMMITTEE).person.user
    for nobody in (gone, committee, factories.officer(), factories.trainer()):
        for for_fund in (fund, None):
            with pytest.raises(VoteRefused):
                vote(poll=poll, by=nobody, fund=for_fund, chosen={option(poll): "yes"})
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("why", ["over", "locked", "hidden"])
def test_where_nobody_votes_any_more(why):
    poll = factories.poll()
    if why == "over":
        Poll.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    elif why == "locked":
        poll.topic.locked = True
        poll.topic.save()
    else:
        BoardPage.objects.update(readers=BoardPage.Readers.OFFICERS)
    with pytest.raises(VoteRefused):
        vote(poll=poll, by=factories.user(), chosen={option(poll): "yes"})


def test_what_cannot_be_chosen():
    poll, other = factories.poll(), factories.poll()
    wrong = [
        {},
        {option(other): "yes"},
        {option(poll): "maybe"},
        {option(poll): "nonsense"},
        {option(poll, 1): "yes", option(poll, 2): "yes"},
    ]
    for chosen in wrong:
        with pytest.raises(VoteRefused):
            vote(poll=poll, by=factories.user(), chosen=chosen)
    several = factories.poll(way="several")
    with pytest.raises(VoteRefused):
        vote(poll=several, by=factories.user(), chosen={})


def test_the_database_counts_once():
    poll, fund = fund_poll()
    officer = factories.officer(fund)
    for who in ({"fund": fund, "by": officer}, {"by": officer}):
        Ballot.objects.create(poll=poll, **who)
        with pytest.raises(IntegrityError), transaction.atomic():
            Ballot.objects.create(poll=poll, **who)


# All at once


def vote_at_once(poll, fund, many):
    officers = [factories.officer(fund) for _ in range(4)]
    both = option(poll, 1), option(poll, 2)
    return at_once(
        lambda number: vote(
            poll=poll, by=officers[number % 4], fund=fund, chosen={both[number % 2]: "yes"}
        ),
        range(many),
    )


@pytest.mark.django_db(transaction=True)
def test_forty_clients_of_one_fund_leave_one_vote():
    poll, fund = fund_poll()
    done = vote_at_once(poll, fund, CLIENTS)
    assert not [each for each in done if isinstance(each, Exception)]
    assert sum(not each.replaced for each in done) == 1
    assert Ballot.objects.get().choices.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_fund_chooses_twice(monkeypatch):
    (poll, fund), many = fund_poll(), 8
    together, create = Barrier(many), BallotChoice.objects.bulk_create

    @contextmanager
    def no_lock(poll_id):
        yield Poll.objects.select_related("topic__board").get(pk=poll_id)

    def all_together(rows):
        together.wait(timeout=60)
        return create(rows)

    monkeypatch.setattr(voting, "poll_lock", no_lock)
    monkeypatch.setattr(BallotChoice.objects, "bulk_create", all_together)
    done = vote_at_once(poll, fund, many)
    assert [each for each in done if isinstance(each, IntegrityError)]
    assert Ballot.objects.get().choices.count() == 2


# Pages


def test_a_press_votes_and_leads_back(client):
    poll = factories.poll()
    client.force_login(factories.user())
    response = send(client, poll, option=option(poll))
    assert response["Location"] == f"{poll.topic.get_absolute_url()}#poll"
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("ticked", ["", "999999", "9" * 40, "x", "\x00"])
def test_a_forged_choice_is_refused_with_a_sentence(client, ticked):
    poll = factories.poll()
    client.force_login(factories.user())
    send(client, poll, option=ticked)
    assert "notice--error" in client.get(poll.topic.get_absolute_url()).content.decode()
    assert not Ballot.objects.exists()


def test_an_officer_of_two_funds_says_for_which(client):
    poll, fund = fund_poll()
    officer = factories.officer(fund)
    factories.office(officer, factories.fund())
    client.force_login(officer)
    send(client, poll, option=option(poll))
    assert not Ballot.objects.exists()
    send(client, poll, option=option(poll), fund=fund.pk)
    assert Ballot.objects.get().fund == fund
    html = client.get(poll.topic.get_absolute_url()).content.decode()
    assert "กองทุนของคุณลงเสียงแล้ว" in html


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_poll_that_is_not_there(client, pk):
    client.force_login(factories.user())
    assert client.post(f"/polls/{pk}/vote/").status_code == 404


def test_a_visitor_signs_in_and_comes_back_to_the_poll(client):
    poll = factories.poll()
    response = send(client, poll, option=option(poll))
    assert response["Location"].endswith("%23poll")
