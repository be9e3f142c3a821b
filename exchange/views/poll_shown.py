"""The poll of a topic as its page shows it: how it stands, and the form to vote."""

from exchange.forms.polls import VoteForm
from exchange.models import Poll, Topic
from exchange.talk.polls import ShownPoll, close_poll, shown_poll
from exchange.talk.voting import may_vote
from portal.funds.models import Fund


def poll_of(topic: Topic, rights) -> ShownPoll | None:
    """The poll as the reader sees it, with the form to vote; one that is due is closed first."""
    poll = getattr(topic, "poll", None)
    if poll is None:
        return None
    if poll.is_over() and poll.closed_at is None:
        close_poll(poll.pk)
        poll.refresh_from_db()
    poll.topic = topic
    shown = shown_poll(poll, rights)
    shown.form = vote_form(shown, rights) if may_vote(rights, poll) else None
    return shown


def vote_form(shown: ShownPoll, rights, data=None) -> VoteForm:
    """The form of one reader; asks for the names of funds only where funds vote."""
    by_fund = shown.poll.voters == Poll.Voters.FUNDS
    funds = list(Fund.objects.filter(pk__in=rights.officer_of)) if by_fund else []
    return VoteForm(data, shown=shown, funds=funds)
