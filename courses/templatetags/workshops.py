"""How a workshop stands, for lists that show many."""

from django import template

from courses.admission import Admission, admission
from courses.models import Workshop

register = template.Library()


@register.filter
def admission_of(workshop: Workshop) -> Admission:
    """Whether people may register now; the workshop comes `with_taken`."""
    return admission(workshop, taken=workshop.taken)
