"""Decides what somebody is still asked about their data on the private page of their place.

Whoever registers others, by form, phone or list, tells them what is kept, and never agrees in
their place to what is free: news and pictures are answered by each person alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.models import Registration
from courses.registering.declaring import source_ref
from portal.people import consent
from portal.people.consent import HOW_ASKED, OF_THE_PERSON, Asked, Standing
from portal.people.models import User

FREE = tuple(purpose for purpose, how in HOW_ASKED.items() if how is Asked.FREE)


@dataclass(frozen=True)
class Choices:
    """What a person has not answered yet, and to what they said yes."""

    unanswered: tuple[str, ...]
    given: tuple[Standing, ...]


def may_choose(registration: Registration, *, user: User | None) -> bool:
    """Whether this reader may answer: whoever has the link and no account, and the person's
    own account. Not the secretary or the organiser who opens the page for them.
    """
    return user is None or registration.person.user_id == user.pk


def choices_of(registration: Registration) -> Choices:
    """What stands about the free purposes here: news for the person, pictures for this workshop.
    One query.
    """
    here = source_ref(registration.workshop_id)
    standing = {
        one.purpose: one
        for one in consent.state_of(registration.person)
        if one.purpose in OF_THE_PERSON or one.consent.source_ref == here
    }
    return Choices(
        unanswered=tuple(purpose for purpose in FREE if purpose not in standing),
        given=tuple(
            standing[one] for one in FREE if one in standing and standing[one].may_withdraw
        ),
    )


def choose(*, registration: Registration, answers: Mapping[str, bool], by: User | None) -> None:
    """Keep what the person answered; again, nothing is written. Only what is free is heard."""
    consent.record(
        person=registration.person,
        answers={purpose: yes for purpose, yes in answers.items() if purpose in FREE},
        source=registration.workshop.title,
        source_ref=source_ref(registration.workshop_id),
        entered_by=by,
    )


def take_back(*, registration: Registration, purpose: str, by: User | None) -> bool:
    """Take back a yes to one purpose; whether there was one."""
    for one in choices_of(registration).given:
        if one.purpose == purpose:
            consent.withdraw(consent=one.consent, by=by)
            return True
    return False
