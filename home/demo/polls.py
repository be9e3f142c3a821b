"""Decides which polls the demonstration has, and who has voted in them."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from exchange.models import BoardPage, Poll, Topic, TopicKind
from exchange.talk.polls import PollPlan
from exchange.talk.voting import vote
from exchange.talk.writing import start_topic
from home.demo.conversations import POLLS
from portal.funds.models import Fund
from portal.people.models import User

SAYS = {"+": "yes", "?": "maybe"}
Writer = Callable[[str], tuple[User, Fund | None]]


def write_polls(
    boards: dict[str, BoardPage], day: date, *, writer: Writer, submission: Callable[[], UUID]
) -> None:
    """Open each poll and let people vote; they end ten days from now."""
    for plan in POLLS:
        author, fund = writer(plan["by"])
        kind = TopicKind(plan["kind"])
        topic = start_topic(
            author=author,
            fund=fund,
            title=plan["title"],
            body=plan["text"],
            kind=kind,
            board=boards[plan["board"]],
            poll=PollPlan(
                day + timedelta(days=10),
                Poll.Way.DAYS if kind == TopicKind.MEETING else Poll.Way.ONE,
                Poll.Voters(plan.get("voters", Poll.Voters.PEOPLE)),
                plan.get("choices", ()),
                [day + timedelta(days=days) for days in plan.get("days", ())],
            ),
            submission=submission(),
        )
        Topic.objects.filter(pk=topic.pk).update(demo=True)
        keys = list(topic.poll.options.values_list("pk", flat=True))
        for by, signs in plan["votes"]:
            voter, of_fund = writer(by)
            said = zip(keys, signs, strict=True)
            chosen = {key: SAYS[sign] for key, sign in said if sign in SAYS}
            vote(poll=topic.poll, by=voter, chosen=chosen, fund=of_fund)
