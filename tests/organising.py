"""Factories of what organisers work with: people to call, calendars, trainers' profiles."""

from courses.models import CalendarAddress, ToTell
from courses.telling import as_known
from tests import factories


def to_tell(of_registration=None, **kwargs) -> ToTell:
    """Somebody who has to be called because the place changed."""
    of_registration = of_registration or factories.registration()
    knew = {
        **as_known(of_registration.workshop),
        "venue": 0,
        "place": "ศาลาประชาคม ต.ปางหมู",
    }
    return ToTell.objects.create(
        registration=of_registration, **{"change": ToTell.Change.MOVED, "knew": knew, **kwargs}
    )


def calendar_address(of_user=None) -> CalendarAddress:
    """The secret address of an account's calendar."""
    return CalendarAddress.objects.create(user=of_user or factories.user())
