"""Writes what happened to a registration, with its reason, and tells it in words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.models import Registration, RegistrationStep
from portal.people.models import User

Because = RegistrationStep.Because

DETAIL_LENGTH = RegistrationStep._meta.get_field("detail").max_length


def step(
    registration: Registration,
    because: str,
    *,
    moment: datetime,
    by: User | None = None,
    detail: str = "",
    channel: str = "",
) -> RegistrationStep:
    """A step of the trail as the registration is now; not saved yet."""
    return RegistrationStep(
        registration=registration,
        at=moment,
        because=because,
        detail=detail[:DETAIL_LENGTH],
        status=registration.status,
        seat=registration.seat,
        channel=channel,
        by=by,
    )


def write(steps: Iterable[RegistrationStep]) -> None:
    """Keep steps; to be called in the transaction that changed the registrations."""
    RegistrationStep.objects.bulk_create(steps)


def step_sentence(one: RegistrationStep) -> str:
    """What happened, in one line: the reason, whose words there are, and where it led."""
    said = str(one.get_because_display())
    if one.detail:
        said = _("%(what)s: %(detail)s") % {"what": said, "detail": one.detail}
    if one.seat:
        led = _("seat %(seat)d") % {"seat": one.seat}
        if one.status == Registration.Status.OFFERED:
            led = _("seat %(seat)d offered") % {"seat": one.seat}
    else:
        led = str(one.get_status_display())
    return pgettext("what happened – where it led", "%(what)s – %(led)s") % {
        "what": said,
        "led": led,
    }
