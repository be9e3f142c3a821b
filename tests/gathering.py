"""Factories of how people come together: groups, invitations, a workshop's own questions."""

from courses.models import Invitation, Question, Registration, RegistrationGroup
from tests import factories


def group(of_workshop=None, of_fund=None, *, people=2, **kwargs) -> RegistrationGroup:
    """People of one fund with seats, written straight to the tables."""
    of_fund = of_fund or factories.fund()
    made = RegistrationGroup.objects.create(
        workshop=of_workshop or factories.workshop(), fund=of_fund, **kwargs
    )
    for _number in range(people):
        factories.registration(
            made.workshop, of_fund=of_fund, group=made, channel=Registration.Channel.SECRETARY
        )
    return made


def invitation(of_workshop=None, of_fund=None, **kwargs) -> Invitation:
    """An invitation that nobody has answered."""
    return Invitation.objects.create(
        workshop=of_workshop or factories.workshop(),
        fund=of_fund or factories.fund(),
        **{"seats": 3, **kwargs},
    )


def question(of_workshop, text="มากับรถตู้หรือไม่", **kwargs) -> Question:
    """A question of a workshop, behind those it has."""
    return Question.objects.create(
        workshop=of_workshop, text=text, **{"place": of_workshop.questions.count() + 1, **kwargs}
    )
