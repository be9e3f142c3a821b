"""How a workshop stands, for lists that show many; what happened to a place, in words."""

from django import template

from courses.models import RegistrationStep, Workshop
from courses.registering.admission import Admission, admission
from courses.seats.trail import step_sentence as sentence_of

register = template.Library()


@register.filter
def admission_of(workshop: Workshop) -> Admission:
    """Whether people may register now; the workshop comes `with_taken`."""
    return admission(workshop, taken=workshop.taken)


@register.filter
def step_sentence(step: RegistrationStep) -> str:
    """One step of a trail in one line."""
    return sentence_of(step)
