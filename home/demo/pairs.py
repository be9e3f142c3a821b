"""Decides how the pairing of the demonstration went: most accept, one declines, some wait.

The pair of the two sign-ins "strong" and "weak" waits for both, so that a visitor can
accept as one fund and then as the other.
"""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from exchange.models import Pair, PairingRun
from exchange.pairing.running import answer, publish, run_pairing
from exchange.pairing.weights import Weights
from home.demo import facts
from home.demo.people import secretary_of
from portal.funds.models import Area, Fund
from portal.people.models import User

#: The province is 250 km long by mountain road, and a mentor may be at its other end.
WEIGHTS = Weights(max_km=250)
RUN_DAYS_AGO = 21
ANSWER_WITHIN_DAYS = 10
WHY_NOT = "ช่วงนี้กรรมการติดงานเก็บเกี่ยว ขอเป็นรอบหน้า"
#: Of three pairs two accept; of the others one declines and the rest wait.
EVERY = 3


def pair_funds(coordinator: User, *, waiting: tuple[Fund, Fund], rng: Random) -> PairingRun:
    """Run, publish and answer; the pair of the two funds in `waiting` has no answer yet."""
    run_on = timezone.localdate() - timedelta(days=RUN_DAYS_AGO)
    run_at = timezone.make_aware(datetime.combine(run_on, time(9, 30)))
    run = run_pairing(
        province=Area.objects.get(pk=facts.PROVINCE),
        run_by=coordinator,
        weights=WEIGHTS,
        moment=run_at,
    )
    PairingRun.objects.filter(pk=run.pk).update(demo=True)
    publish(
        run=run,
        published_by=coordinator,
        answer_by=timezone.localdate() + timedelta(days=ANSWER_WITHIN_DAYS),
        moment=run_at + timedelta(hours=2),
    )
    left_alone = {fund.pk for fund in waiting}
    others = [
        pair for pair in run.pairs.with_funds() if {pair.mentor_id, pair.mentee_id} != left_alone
    ]
    for number, pair in enumerate(others):
        answered_at = run_at + timedelta(days=rng.randint(1, 10), minutes=rng.randint(0, 600))
        if number % EVERY:
            _answer(pair, "mentor", answered_at)
            _answer(pair, "mentee", answered_at + timedelta(days=1))
        elif number == 0:
            _answer(pair, "mentee", answered_at, reason=WHY_NOT)
        elif number % 2:
            _answer(pair, "mentor", answered_at)
    return run


def accepted(run: PairingRun) -> list[Pair]:
    """The pairs at work, with their funds."""
    return list(run.pairs.at_work().with_funds())


def _answer(pair: Pair, side: str, moment: datetime, *, reason: str = "") -> None:
    fund = getattr(pair, side)
    answer(
        pair=pair,
        fund=fund,
        yes=not reason,
        answered_by=secretary_of(fund),
        reason=reason,
        moment=moment,
    )
