"""How tests of registration let people come: with what every registration needs filled in."""

from datetime import datetime, time

from django.utils import timezone

from courses.models import Registration
from courses.registering.registration import register
from tests import factories

Channel = Registration.Channel


def come(workshop, person=None, *, fund=None, channel=Channel.SELF, **kwargs):
    return register(
        **{
            "workshop": workshop,
            "person": person or factories.person(),
            "fund": fund,
            "post_held": "",
            "phone": "0812345678",
            "needs": "",
            "channel": channel,
            "entered_by": None,
            **kwargs,
        }
    )


def seats(workshop):
    """Seat numbers by arrival; None for those who wait or cancelled."""
    return list(
        workshop.registrations.order_by("registered_at", "pk").values_list("seat", flat=True)
    )


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))
