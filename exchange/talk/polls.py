"""Decides what a poll may ask, what readers see of its votes, and what its result says.

Whoever has not voted yet does not see how the others chose, so that nobody just follows
them; which days suit whom is seen by all at once, for that is what the poll is for. Once
it is closed the result stays as text, whoever leaves later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.models import Ballot, BallotChoice, Poll, PollOption, Topic
from exchange.talk.text import tidy
from portal.funds.access import Rights
from portal.thai.dates import short_date

FEWEST, MOST = 2, 12
#: The furthest day on which a poll ends.
LONGEST = timedelta(days=365)


class PollRefused(Exception):
    """There is no such poll. The message says what to change, in the reader's language."""


@dataclass(frozen=True)
class PollPlan:
    """A poll somebody wants to make: words to choose from, or days."""

    closes_on: date
    way: Poll.Way = Poll.Way.ONE
    voters: Poll.Voters = Poll.Voters.PEOPLE
    texts: Sequence[str] = ()
    days: Sequence[date] = ()

    def refuse(self, day: date) -> None:
        """Raise `PollRefused` where it cannot be asked so."""
        options = self.days if self.way == Poll.Way.DAYS else self.texts
        if not FEWEST <= len(options) <= MOST:
            raise PollRefused(
                _("Please give at least %(fewest)d choices and at most %(most)d.")
                % {"fewest": FEWEST, "most": MOST}
            )
        if len({str(option).casefold() for option in options}) < len(options):
            raise PollRefused(_("The same choice stands there twice."))
        if any(option < day for option in self.days):
            raise PollRefused(_("A day to meet lies in the past."))
        if not day <= self.closes_on <= day + LONGEST:
            raise PollRefused(_("The last day to vote lies between today and a year from now."))


def open_poll(*, topic: Topic, plan: PollPlan, day: date) -> Poll:
    """Make the poll of a topic that is just being written. Raises `PollRefused`."""
    texts = [_checked(text) for text in plan.texts]
    PollPlan(plan.closes_on, plan.way, plan.voters, texts, plan.days).refuse(day)
    poll = Poll.objects.create(
        topic=topic, way=plan.way, voters=plan.voters, closes_on=plan.closes_on
    )
    rows = [{"text": text} for text in texts] or [{"day": day} for day in sorted(plan.days)]
    PollOption.objects.bulk_create(
        PollOption(poll=poll, position=position, **row) for position, row in enumerate(rows, 1)
    )
    return poll


def _checked(typed: str) -> str:
    line = " ".join(tidy(typed).split())
    try:
        return PollOption._meta.get_field("text").clean(line, None)
    except ValidationError as problem:
        raise PollRefused(" ".join(problem.messages)) from problem


@dataclass
class ShownOption:
    """A choice with those who want it; `names` only where days are asked for."""

    pk: int
    label: str
    yes: int = 0
    maybe: int = 0
    names: list[str] = field(default_factory=list)


@dataclass
class ShownPoll:
    """A poll as one reader sees it; `mine` maps voters (fund ids, None for oneself) to choices."""

    poll: Poll
    options: list[ShownOption]
    votes: int = 0
    mine: dict[int | None, dict[int, str]] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        return self.poll.is_over()

    @property
    def counts_shown(self) -> bool:
        """Whether the reader sees how others chose."""
        return self.over or self.poll.way == Poll.Way.DAYS or bool(self.mine)


def shown_poll(poll: Poll, rights: Rights) -> ShownPoll:
    """The poll as the reader sees it; two queries however many voted."""
    by_pk = {option.pk: ShownOption(option.pk, option.label) for option in poll.options.all()}
    shown = ShownPoll(poll, list(by_pk.values()))
    rows = Ballot.objects.filter(poll=poll).values_list(
        "pk",
        "by",
        "fund",
        "fund__name",
        "by__person__first_name",
        "by__person__last_name",
        "choices__option",
        "choices__says",
    )
    seen = set()
    for pk, by, fund, fund_name, first, last, option, says in rows.order_by("pk"):
        if pk not in seen:
            seen.add(pk)
            shown.votes += 1
        own = fund in rights.officer_of if fund else rights.signed_in and by == rights.user_id
        if own:
            mine = shown.mine.setdefault(fund, {})
            if option:
                mine[option] = says
        if option is None:
            continue
        chosen, name = by_pk[option], fund_name or f"{first or ''} {last or ''}".strip()
        chosen.names.append(name if says == BallotChoice.Says.YES else f"({name})")
        if says == BallotChoice.Says.YES:
            chosen.yes += 1
        else:
            chosen.maybe += 1
    return shown


def close_due(*, day: date | None = None) -> int:
    """Close every poll whose last day is over; how many were."""
    due = Poll.objects.to_close(day or timezone.localdate())
    return sum(close_poll(pk, day=day) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def close_poll(pk: int, *, day: date | None = None) -> bool:
    """Write down the result of a poll whose last day is over; repeated, nothing happens."""
    day = day or timezone.localdate()
    poll = Poll.objects.select_for_update(no_key=True).to_close(day).filter(pk=pk).first()
    if poll is None:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        poll.result = _result(shown_poll(poll, Rights()))
    poll.closed_at = timezone.now()
    poll.save(update_fields=["result", "closed_at"])
    # The search finds the topic by it; nothing else of the topic is written.
    poll.topic.save(update_fields=())
    return True


def _result(shown: ShownPoll) -> str:
    """The result in words, the choice most wanted first."""
    funds = shown.poll.voters == Poll.Voters.FUNDS
    voted = (
        ngettext("%(n)d fund voted", "%(n)d funds voted", shown.votes)
        if funds
        else ngettext("%(n)d person voted", "%(n)d people voted", shown.votes)
    ) % {"n": shown.votes}
    ended = _("Voting ended on %(day)s") % {"day": short_date(shown.poll.closes_on)}
    lines = [f"{ended} · {voted}"]
    for option in sorted(shown.options, key=lambda one: (-one.yes, -one.maybe)):
        said = f"{option.label}: {option.yes}"
        if option.maybe:
            said += _(" (if need be %(n)d)") % {"n": option.maybe}
        lines.append(said)
    return "\n".join(lines)
