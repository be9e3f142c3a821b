"""Factories of what organisers work with: people to call, calendars, trainers' profiles."""

from courses.models import CalendarAddress, ImportedList, ToTell, TrainerProfile
from courses.workshops.telling import as_known
from courses.workshops.trainers import keep_profile
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


def imported(of_workshop=None, **kwargs) -> ImportedList:
    """A list of two people, one line of it wrong, that nobody has taken in yet."""
    lines = [
        {"number": 2, "first_name": "ผู้เข้าอบรม", "last_name": "สมมติ", "phone": "0812345678"},
        {"number": 3, "first_name": "", "fault": "บรรทัดนี้ไม่มีชื่อ"},
    ]
    return ImportedList.objects.create(
        workshop=of_workshop or factories.workshop(),
        **{"name": "รายชื่อ.xlsx", "digest": "0" * 64, "rows": lines, **kwargs},
    )


def trainer_profile(of_user=None, *, home="5801", subjects=("accounts",)) -> TrainerProfile:
    """What a trainer says of themselves."""
    return keep_profile(
        trainer=of_user or factories.trainer(),
        subjects=[factories.subject(slug) for slug in subjects],
        home_district=factories.area(home),
        goes_to=[],
        about="สอนบัญชีให้เข้าใจง่าย",
    )
