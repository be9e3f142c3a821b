"""Decides whose vote counts in a poll: one for each person or fund, the last one, until it ends.

Rights are read here, at the moment of voting; any present officer votes for a fund, and a
later vote of the fund takes the place of the one before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.access import may_read, takes_replies
from exchange.models import Ballot, BallotChoice, Poll
from portal.funds.access import Rights, rights_of
from portal.funds.models import Fund
from portal.people.models import User


class VoteRefused(Exception):
    """The vote does not count. The message says why, in the reader's language."""


@dataclass(frozen=True)
class Voted:
    """A vote that counts, and whether it took the place of an earlier one."""

    ballot: Ballot
    replaced: bool


@contextmanager
def poll_lock(poll_id: int) -> Iterator[Poll]:
    """One vote at a time; yields the poll freshly read, with the place of its topic."""
    with transaction.atomic():
        polls = Poll.objects.select_for_update(of=("self",), no_key=True)
        places = ("topic__board", "topic__pair__mentor", "topic__pair__mentee")
        yield polls.select_related(*places).get(pk=poll_id)


def may_vote(rights: Rights, poll: Poll, *, day: date | None = None) -> bool:
    """Whether a reader of the topic may vote in its poll today."""
    if not rights.signed_in or poll.is_over(day) or not takes_replies(poll.topic):
        return False
    return poll.voters == Poll.Voters.PEOPLE or rights.officer


def vote(
    *,
    poll: Poll,
    by: User,
    chosen: dict[int, str],
    fund: Fund | None = None,
    day: date | None = None,
) -> Voted:
    """Vote for oneself or for a fund; `chosen` says yes or maybe of choices by their keys."""
    with poll_lock(poll.pk) as locked:
        rights = rights_of(by)
        if not may_read(rights, locked.topic) or not takes_replies(locked.topic):
            raise VoteRefused(_("You cannot vote here with the rights you have today."))
        if locked.is_over(day):
            raise VoteRefused(_("Voting has ended. The result stands in the topic."))
        whose = _whose(rights, locked, by, fund)
        _refuse_wrong(locked, chosen)
        ballot, made = Ballot.objects.update_or_create(
            poll=locked, **whose, defaults={"by": by, "voted_at": timezone.now()}
        )
        ballot.choices.all().delete()
        BallotChoice.objects.bulk_create(
            BallotChoice(ballot=ballot, option_id=option, says=says)
            for option, says in chosen.items()
        )
        return Voted(ballot, replaced=not made)


def _whose(rights: Rights, poll: Poll, by: User, fund: Fund | None) -> dict:
    """By what a vote of this person or fund is found."""
    if poll.voters == Poll.Voters.PEOPLE:
        return {"fund": None, "by": by}
    if fund is None or not rights.acts_for(fund.pk):
        raise VoteRefused(_("In this poll the officers of a fund vote for it."))
    return {"fund": fund}


def _refuse_wrong(poll: Poll, chosen: dict[int, str]) -> None:
    known = set(poll.options.values_list("pk", flat=True))
    says = set(chosen.values())
    allowed = set(BallotChoice.Says) if poll.way == Poll.Way.DAYS else {BallotChoice.Says.YES}
    if not chosen.keys() <= known or not says <= allowed:
        raise VoteRefused(_("Please choose from what is shown."))
    if poll.way == Poll.Way.ONE and len(chosen) != 1:
        raise VoteRefused(_("Please choose one."))
    if poll.way == Poll.Way.SEVERAL and not chosen:
        raise VoteRefused(_("Please choose at least one."))
