"""Decides what each kind of topic asks of whoever starts one, and how the answers become a text.

The first box is the text; the others may stay empty. What stands in them follows under
their questions as small headings, so readers see one post and nothing special.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.models import TopicKind


@dataclass(frozen=True)
class Starter:
    """What a kind of topic is for, and what it asks: `body` names the first box, `more` the
    others.
    """

    kind: TopicKind
    about: Promise
    title_hint: Promise
    body: Promise
    more: tuple[Promise, ...] = ()


STARTERS = {
    starter.kind: starter
    for starter in (
        Starter(
            TopicKind.TALK,
            _("Anything worth talking about."),
            _("One sentence that says what it is about, for example as a question."),
            _("Your text"),
        ),
        Starter(
            TopicKind.QUESTION,
            _("You want to know something; later you mark the reply that was the answer."),
            _("The question in one sentence."),
            _("What do you want to know?"),
            (_("What have you tried or found out already?"),),
        ),
        Starter(
            TopicKind.HELP,
            _("Your fund needs somebody's hand, knowledge or paper."),
            _("What you need help with, in one sentence."),
            _("What is the matter?"),
            (_("What would help you most?"), _("Until when?")),
        ),
        Starter(
            TopicKind.SHOW,
            _("You tried something and tell others how it went, well or badly."),
            _("What you did, in one sentence."),
            _("What did you do?"),
            (_("What came of it?"), _("What would you tell those who want to try it?")),
        ),
        Starter(
            TopicKind.POLL,
            _("Everybody chooses; the result stays here as text."),
            _("What is to be chosen, as a question."),
            _("What should people know before they choose?"),
        ),
        Starter(
            TopicKind.MEETING,
            _("You name some days, everybody says which of them suit."),
            _("What you want to meet for."),
            _("What is to be talked about?"),
            (_("Where, and at what time?"),),
        ),
    )
}


def kind_named(text: str | None) -> TopicKind | None:
    """The kind an address or a form names; None where there is no such kind."""
    return TopicKind(text) if text in TopicKind.values else None


def composed(body: str, answers: Iterable[tuple[str, str]]) -> str:
    """The text of the first post: the body, then each question that was answered."""
    parts = [body, *(f"### {question}\n\n{answer}" for question, answer in answers if answer)]
    return "\n\n".join(part for part in parts if part)
