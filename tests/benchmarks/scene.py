"""What is measured: the demo, and beside it what has many rows. Prints its addresses as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.models import CurriculumPage, Quota, Registration, Workshop  # noqa: E402
from exchange.models import BoardPage  # noqa: E402
from home.demo.facts import TRAINING_DISTRICTS  # noqa: E402
from portal.funds.models import Fund  # noqa: E402
from portal.people.models import Person, User  # noqa: E402
from tests import factories  # noqa: E402
from tests.demo import scene as demo_scene  # noqa: E402
from tests.pages import Scene  # noqa: E402

#: Seats of a workshop people register for while it is measured: more than come in one round.
SEATS = 900
PEOPLE_ON_THE_SHEET = 500
MANY_WORKSHOPS = 2000


def session_of(user: User) -> str:
    """The cookie of somebody who is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def rush(number: int, funds: list[Fund]) -> int:
    """A workshop for two districts with quotas, which nobody has registered for yet.

    There is room for everybody who will come: what is measured is that all of it is asked.
    """
    workshop = factories.workshop(
        f"การอบรมเพื่อวัดความเร็ว {number}",
        curriculum=CurriculumPage.objects.first(),
        seats=SEATS,
        seats_per_fund=SEATS // 2,
    )
    workshop.districts.set(TRAINING_DISTRICTS)
    workshop.save()
    capped, keeping = TRAINING_DISTRICTS
    Quota.objects.create(workshop=workshop, area_id=capped, at_most=SEATS - 100)
    Quota.objects.create(workshop=workshop, area_id=keeping, kept=50)
    Quota.objects.create(workshop=workshop, fund=funds[0], at_most=SEATS // 3)
    return workshop.pk


def sheet() -> dict:
    """A workshop of today with hundreds of people, nobody marked yet."""
    workshop = factories.workshop(
        "การอบรมใหญ่",
        curriculum=CurriculumPage.objects.first(),
        first_day=timezone.localdate() - timedelta(days=1),
        seats=PEOPLE_ON_THE_SHEET,
    )
    people = Person.objects.bulk_create(
        Person(first_name=f"ผู้เข้าอบรม{number}", last_name="สมมติ", sort_key=f"{number:06}")
        for number in range(PEOPLE_ON_THE_SHEET)
    )
    seated = Registration.objects.bulk_create(
        Registration(workshop=workshop, person=person, status="confirmed", seat=seat)
        for seat, person in enumerate(people, 1)
    )
    return {
        "workshop": workshop.pk,
        "half_days": [half_day.pk for half_day in workshop.half_days.all()[:2]],
        "registrations": [registration.pk for registration in seated],
    }


def many_workshops() -> int:
    """Past workshops, so that a list has many rows to pass by."""
    last = Workshop.objects.latest("pk")
    first_day = timezone.localdate() - timedelta(days=400)
    Workshop.objects.bulk_create(
        Workshop(
            title=f"การอบรมเก่า {number}",
            curriculum_id=last.curriculum_id,
            venue_id=last.venue_id,
            starts_on=first_day,
            ends_on=first_day,
            seats=60,
            status=Workshop.Status.CLOSED,
        )
        for number in range(MANY_WORKSHOPS)
    )
    return Workshop.objects.count()


def build(demo: Scene, rushes: int) -> dict:
    """Write it beside the demo; what the measurements need to know of it."""
    board = BoardPage.objects.get(slug="ask")
    author = demo.people["officer"]
    funds = list(Fund.objects.filter(subdistrict__parent__in=TRAINING_DISTRICTS).order_by("pk"))
    return {
        "objects": {
            **demo.objects,
            "topic20": factories.topic(board=board, replies=19, author=author).pk,
            "topic50": factories.topic(board=board, replies=49, author=author).pk,
        },
        "sessions": {role: session_of(user) for role, user in demo.people.items() if user},
        "funds": [fund.pk for fund in funds],
        "rushes": [rush(number, funds) for number in range(rushes)],
        "sheet": sheet(),
        "workshops": many_workshops(),
    }


def as_text(facts: dict) -> str:
    """The facts on one line; some things are known by an identifier that is no number."""
    return json.dumps(facts, cls=DjangoJSONEncoder)


if __name__ == "__main__":
    print(as_text(build(demo_scene(), int(sys.argv[1]))))
