"""Decides whether somebody may come in at all: is it open, are they invited and prepared?

Asked under the workshop's lock, before anything is decided about seats.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from courses.curricula.prerequisites import needs_something, unmet
from courses.models import Invitation, Registration, Workshop
from courses.registering.admission import Admission, admission, admission_sentence
from portal.people.models import Person

Channel = Registration.Channel

#: Ways in for those who run the workshop; `OPEN_TO_STAFF` is when they may use them although
#: nobody else may: until the end of the last day.
STAFF_CHANNELS = (Channel.STAFF, Channel.WALK_IN, Channel.IMPORT)
OPEN_TO_STAFF = (Admission.NOT_YET, Admission.CLOSED)


class RegistrationRefused(Exception):
    """Nobody can be registered now; the message says why.

    `state` is the workshop's `Admission`, `next_workshop` the next one that takes
    registrations and would help: of the same curriculum, or of one that has to come first.
    `person` is whom it is about, where it is about one; with `overridable` the organisers may
    admit them all the same, with a reason.
    """

    def __init__(
        self,
        message: str,
        *,
        state: Admission | None = None,
        next_workshop: Workshop | None = None,
        person: Person | None = None,
        overridable: bool = False,
    ):
        super().__init__(message)
        self.state = state
        self.next_workshop = next_workshop
        self.person = person
        self.overridable = overridable


def next_of_curriculum(workshop: Workshop, *, moment: datetime | None = None) -> Workshop | None:
    """The next workshop of the same curriculum that takes registrations."""
    others = _open_workshops(workshop.curriculum_id, moment=moment)
    return others.exclude(pk=workshop.pk).first()


def _open_workshops(curriculum_id: int, *, moment: datetime | None):
    open_now = Workshop.objects.open_now(moment).filter(curriculum_id=curriculum_id)
    return open_now.order_by("starts_on", "pk")


def refuse_if_closed(workshop: Workshop, taken: int, *, channel: str, moment: datetime) -> None:
    """Raises where registration is not open; the organisers may still enter people."""
    state = admission(workshop, taken=taken, moment=moment)
    if state.takes_people or (channel in STAFF_CHANNELS and state in OPEN_TO_STAFF):
        return
    raise RegistrationRefused(
        admission_sentence(workshop, state),
        state=state,
        next_workshop=next_of_curriculum(workshop, moment=moment),
    )


def refuse_if_not_invited(workshop: Workshop, first: Registration, *, moment: datetime) -> None:
    """Raises where a workshop is by invitation and the fund has none, or said no."""
    if workshop.entry != Workshop.Entry.INVITATION or first.channel in STAFF_CHANNELS:
        return
    coming = workshop.invitations.exclude(answer=Invitation.Answer.NO)
    if first.fund is None or not coming.filter(fund=first.fund).exists():
        raise RegistrationRefused(
            _("This workshop is for funds that were invited. Please call the organisers."),
            next_workshop=next_of_curriculum(workshop, moment=moment),
        )


def refuse_unprepared(
    workshop: Workshop, newcomers: Sequence[Registration], *, override: str, moment: datetime
) -> list[Registration]:
    """Raises for somebody who did not attend what has to come first; returns those let in.

    The organisers let in with a reason, and whoever stands at the door.
    """
    unprepared = []
    if not needs_something(workshop.curriculum_id):
        return unprepared
    for registration in newcomers:
        person, fund = registration.person, registration.fund
        missing = unmet(curriculum_id=workshop.curriculum_id, person=person, fund=fund)
        if not missing:
            continue
        by_staff = registration.channel in STAFF_CHANNELS
        if registration.channel == Channel.WALK_IN or (by_staff and override.strip()):
            unprepared.append(registration)
            continue
        raise RegistrationRefused(
            " ".join(one.sentence for one in missing),
            next_workshop=_open_workshops(missing[0].curriculum.pk, moment=moment).first(),
            person=person,
            overridable=by_staff,
        )
    return unprepared
