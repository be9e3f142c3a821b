"""Plans published, run and answered at once, and what happens when nobody waits for a turn."""

from threading import Barrier

import pytest

from exchange.models import Pair, PairingRun
from exchange.pairing import running as pairing
from exchange.pairing import taking_part
from portal.funds.models import Fund
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PLANS = 4


@pytest.fixture
def mentor():
    return factories.fund(
        level=Fund.Level.STRONG, level_score=80, offers=["accounts"], mentor_capacity=1
    )


@pytest.fixture
def plans(mentor):
    """Previews that all propose the same mentor, which can take one fund."""
    made = [factories.pairing_run() for _ in range(PLANS)]
    for run in made:
        factories.pair(mentor, run=run, status=Pair.Status.PROPOSED)
    return made


def refused(answers) -> list:
    """The refusals; anything else that went wrong fails the test."""
    problems = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(problem, pairing.PairingRefused) for problem in problems), problems
    return problems


def test_a_mentor_is_not_given_to_more_funds_than_it_can_take(plans, mentor):
    coordinator = factories.coordinator("58")
    answers = at_once(lambda run: pairing.publish(run=run, published_by=coordinator), plans)
    assert len(refused(answers)) == PLANS - 1
    assert Pair.objects.of_fund(mentor.pk).asked().count() == 1


def test_without_taking_turns_a_mentor_is_given_away_twice(plans, mentor, monkeypatch):
    coordinator, together = factories.coordinator("58"), Barrier(PLANS)
    really = taking_part.pairs_holding

    def look_together():
        seen = really()
        together.wait(timeout=60)
        return seen

    monkeypatch.setattr(taking_part, "pairs_holding", look_together)
    monkeypatch.setattr(pairing, "_locked", lambda run: run)
    monkeypatch.setattr(Fund.objects.all().__class__, "select_for_update", lambda funds, **_: funds)
    publish = pairing.publish.__wrapped__  # without its transaction
    at_once(lambda run: publish(run=run, published_by=coordinator), plans)
    assert Pair.objects.of_fund(mentor.pk).asked().count() == PLANS


def test_runs_at_once_leave_one_preview(mentor):
    coordinator, province = factories.coordinator("58"), factories.area("58")
    factories.fund(subdistrict="580702", level=Fund.Level.NEEDS_SUPPORT, needs=["accounts"])
    answers = at_once(
        lambda _: pairing.run_pairing(province=province, run_by=coordinator), range(PLANS)
    )
    assert not refused(answers)
    assert PairingRun.objects.filter(status=PairingRun.Status.PREVIEW).count() == 1


def test_two_answers_and_a_plan_at_once_all_count(plans, mentor):
    """Both funds accept in the moment in which other plans ask for the same mentor."""
    asked = factories.pair(mentor)
    coordinator = factories.coordinator("58")
    officers = {fund: factories.officer(fund) for fund in (mentor, asked.mentee)}

    def do(what):
        if isinstance(what, PairingRun):
            return pairing.publish(run=what, published_by=coordinator)
        return pairing.answer(pair=asked, fund=what, yes=True, answered_by=officers[what])

    answers = at_once(do, [*plans, *officers])
    assert len(refused(answers)) == PLANS
    asked.refresh_from_db()
    assert asked.status == Pair.Status.ACCEPTED


def test_without_the_row_read_anew_one_of_two_answers_is_lost(mentor, monkeypatch):
    asked = factories.pair(mentor)
    together = Barrier(2)
    really = pairing.rights_of

    def look_together(user):
        together.wait(timeout=60)
        return really(user)

    monkeypatch.setattr(pairing, "rights_of", look_together)
    monkeypatch.setattr(Pair.objects.all().__class__, "select_for_update", lambda pairs, **_: pairs)
    officers = [(fund, factories.officer(fund)) for fund in (mentor, asked.mentee)]
    answer = pairing.answer.__wrapped__
    at_once(lambda one: answer(pair=asked, fund=one[0], yes=True, answered_by=one[1]), officers)
    asked.refresh_from_db()
    assert asked.status == Pair.Status.ASKED
