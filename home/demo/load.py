"""Decides what the demonstration is built of, and where it may be built.

Everything is written by the rules the site itself uses; `Random` begins with the same
number each time, so two loads differ in their dates to come and in nothing else.
"""

from datetime import timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.demo.coming_back import ComingBack
from home.demo.desk import DeskBuilder
from home.demo.funds import FundBuilder
from home.demo.lessons import LessonBuilder
from home.demo.order import OrderBuilder
from home.demo.pages import make_boards, make_curricula, make_news
from home.demo.pairs import accepted, pair_funds
from home.demo.people import (
    make_changes_of_office,
    make_officers,
    make_staff,
    secretary_of,
)
from home.demo.registrations import ask_questions, register_together
from home.demo.talk import Talk
from home.demo.workshops import WorkshopBuilder
from portal.funds.areas import load_areas
from portal.funds.models import Area, Fund

SEED = 2566
#: Subdistricts whose secretaries have the sign-ins "strong" and "weak".
STRONG, WEAK = "580104", "580106"
#: So many of the pairs at work have begun to write to each other.
ROOMS_IN_USE = 9


class DemoRefused(Exception):
    """The demonstration is not loaded; the message says why."""


def refuse_unless_allowed() -> None:
    """Raise `DemoRefused` where accounts with a known password must not exist."""
    if not settings.DEMO:
        raise DemoRefused(
            _("The demo brings accounts with a known password, so it is not loaded in production.")
        )


def refuse_unless_empty() -> None:
    """Raise `DemoRefused` where there are funds already."""
    if Fund.objects.exists():
        raise DemoRefused(
            _("There are funds in this database already. The demo only goes into an empty one.")
        )


@transaction.atomic
def load_demo() -> None:
    """Build all of it, or nothing. Raises `DemoRefused`."""
    refuse_unless_allowed()
    refuse_unless_empty()
    with translation.override(settings.LANGUAGE_CODE):
        _build(Random(SEED))


def _build(rng: Random) -> None:
    if not Area.objects.exists():
        load_areas()
    staff = make_staff()
    builder = FundBuilder(rng, entered_by=staff["coordinator"])
    active, forming = builder.active(), builder.forming()
    funds = [*active, *forming]
    by_code = {fund.subdistrict_id: fund for fund in funds}
    strong, weak = by_code[STRONG], by_code[WEAK]
    make_officers(funds, staff, {"strong": strong, "weak": weak})
    make_changes_of_office(strong, weak, staff)

    curricula = make_curricula(staff["trainer"])
    workshops = WorkshopBuilder(rng, curricula, funds, staff)
    workshops.training()
    workshops.seminar()
    second_round = workshops.second_round()
    ask_questions(second_round)
    register_together(second_round, strong)
    workshops.full()
    workshops.draft()
    workshops.trainers()
    desk = DeskBuilder(rng, curricula, funds, staff)
    desk.letters(desk.approval())
    desk.invitation()

    boards = make_boards(staff["coordinator"])
    make_news(staff["coordinator"])
    run = pair_funds(staff["coordinator"], waiting=(strong, weak), rng=rng)
    talk = Talk(rng, active, forming, staff)
    talk.in_boards(boards)
    talk.begin(boards["ask"].topics.earliest("created_at"), secretary_of(strong))
    talk.in_rooms(accepted(run)[:ROOMS_IN_USE], timezone.localdate() - timedelta(days=8))
    LessonBuilder(rng, active, staff).write()
    OrderBuilder(rng, active, staff).write(boards, strong)
    ComingBack(rng, active, strong, staff).write(boards)
