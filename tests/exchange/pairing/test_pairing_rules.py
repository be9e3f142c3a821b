"""The life of a pairing: who may run it, what publishing and answering change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exchange.models import Pair, PairingRun
from exchange.pairing.reasons import explained, left_out
from exchange.pairing.running import PairingRefused, answer, discard, end_pair, publish, run_pairing
from exchange.pairing.weights import Weights
from portal.funds.access import rights_of
from portal.funds.models import Fund
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return factories.coordinator("58")


@pytest.fixture
def strong():
    return factories.fund(
        "กองทุนเข้มแข็ง",
        level=Fund.Level.STRONG,
        level_score=80,
        offers=["accounts", "rules"],
        mentor_capacity=2,
    )


@pytest.fixture
def weak():
    return factories.fund(
        "กองทุนที่ต้องการเพื่อน",
        subdistrict="580702",
        level=Fund.Level.NEEDS_SUPPORT,
        level_score=30,
        needs=["accounts"],
    )


@pytest.fixture
def run(coordinator, strong, weak):
    return run_pairing(province=factories.area("58"), run_by=coordinator)


@pytest.fixture
def asked(run, coordinator):
    publish(run=run, published_by=coordinator)
    return run.pairs.get()


def test_a_run_proposes_the_pair_and_nobody_else_sees_it(run, strong, weak):
    pair = run.pairs.get()
    assert (pair.mentor, pair.mentee) == (strong, weak)
    assert pair.status == Pair.Status.PROPOSED
    officer = factories.officer(weak)
    assert not Pair.objects.open_to(rights_of(officer)).exists()


def test_terms_shown_add_up_to_the_score(run):
    item = explained(run.pairs.with_funds())[0]
    assert sum(term.points for term in item.terms) * 1000 == item.pair.score
    assert [term.max_points for term in item.terms] == [40, 30, 20, 10]
    assert all(term.sentence for term in item.terms)


def test_a_fund_nobody_can_help_is_named_with_the_reason(coordinator, strong):
    lonely = factories.fund(level=Fund.Level.FORMING, stage="forming", needs=["youth"])
    run = run_pairing(province=factories.area("58"), run_by=coordinator)
    [(left, reason)] = left_out(run)
    assert left.fund == lonely
    assert "subject it needs most" in reason or "เรื่องที่ต้องการ" in reason


def test_only_a_coordinator_of_the_province_runs_it(strong, weak):
    with pytest.raises(PairingRefused):
        run_pairing(province=factories.area("58"), run_by=factories.coordinator("50"))
    with pytest.raises(PairingRefused):
        run_pairing(province=factories.area("58"), run_by=factories.trainer())
    assert not PairingRun.objects.exists()


def test_mentors_from_another_province_only_when_asked_for(coordinator, weak):
    far = factories.fund(
        subdistrict="500101", level=Fund.Level.STRONG, level_score=80, offers=["accounts"]
    )
    anywhere = Weights(max_km=None)
    province = factories.area("58")
    here = run_pairing(
        province=province, run_by=coordinator, weights=anywhere, mentors_from_elsewhere=False
    )
    assert not here.pairs.exists()
    all_round = run_pairing(province=province, run_by=coordinator, weights=anywhere)
    assert all_round.pairs.get().mentor == far


def test_running_again_discards_the_older_preview(run, coordinator):
    newer = run_pairing(province=run.province, run_by=coordinator)
    run.refresh_from_db()
    assert run.status == PairingRun.Status.DISCARDED
    with pytest.raises(PairingRefused):
        publish(run=run, published_by=coordinator)
    assert newer.status == PairingRun.Status.PREVIEW


def test_publishing_asks_both_funds_and_twice_changes_nothing(run, coordinator):
    day = timezone.localdate() + timedelta(days=14)
    publish(run=run, published_by=coordinator, answer_by=day)
    first = PairingRun.objects.get(pk=run.pk)
    publish(run=run, published_by=coordinator)
    second = PairingRun.objects.get(pk=run.pk)
    assert first.published_at == second.published_at
    assert second.answer_by == day
    assert run.pairs.get().status == Pair.Status.ASKED


def test_publishing_refuses_a_day_that_is_over(run, coordinator):
    with pytest.raises(PairingRefused):
        publish(
            run=run,
            published_by=coordinator,
            answer_by=timezone.localdate() - timedelta(days=1),
        )
    assert run.pairs.get().status == Pair.Status.PROPOSED


def test_publishing_refuses_when_the_mentee_was_paired_meanwhile(run, coordinator, weak):
    factories.pair(factories.fund(), weak)
    with pytest.raises(PairingRefused):
        publish(run=run, published_by=coordinator)
    run.refresh_from_db()
    assert run.status == PairingRun.Status.PREVIEW


def test_publishing_refuses_when_a_mentor_was_given_away_in_another_province(
    run, coordinator, strong
):
    for _ in range(strong.mentor_capacity):
        factories.pair(strong, factories.fund(subdistrict="500101"))
    with pytest.raises(PairingRefused):
        publish(run=run, published_by=coordinator)
    assert run.pairs.get().status == Pair.Status.PROPOSED


def test_a_published_plan_cannot_be_discarded(asked, coordinator):
    with pytest.raises(PairingRefused):
        discard(run=asked.run, discarded_by=coordinator)


def test_a_new_run_keeps_pairs_that_wait_for_answers(asked, coordinator):
    again = run_pairing(province=asked.run.province, run_by=coordinator)
    assert not again.pairs.exists()
    assert not again.unmatched.exists()


def test_both_accept_and_the_pair_works(asked, strong, weak):
    answer(pair=asked, fund=strong, yes=True, answered_by=factories.officer(strong))
    asked.refresh_from_db()
    assert asked.status == Pair.Status.ASKED
    answer(pair=asked, fund=weak, yes=True, answered_by=factories.officer(weak))
    asked.refresh_from_db()
    assert asked.status == Pair.Status.ACCEPTED


def test_the_same_answer_again_changes_nothing(asked, strong):
    officer = factories.officer(strong)
    answer(pair=asked, fund=strong, yes=True, answered_by=officer)
    asked.refresh_from_db()
    moment = asked.mentor_answered_at
    answer(pair=asked, fund=strong, yes=True, answered_by=officer)
    asked.refresh_from_db()
    assert asked.mentor_answered_at == moment


def test_a_declined_pair_keeps_its_reason_and_is_not_proposed_again(asked, weak, coordinator):
    answer(pair=asked, fund=weak, yes=False, reason="ไกลเกินไป", answered_by=factories.officer(weak))
    asked.refresh_from_db()
    assert asked.status == Pair.Status.DECLINED
    assert asked.decline_reason == "ไกลเกินไป"
    again = run_pairing(province=asked.run.province, run_by=coordinator)
    assert not again.pairs.exists()
    assert again.unmatched.get().fund == weak


@pytest.mark.parametrize("role", ["committee", "member", "working_group"])
def test_only_officers_answer_for_their_fund(asked, strong, role):
    somebody = factories.officer(strong, role=role)
    with pytest.raises(PairingRefused):
        answer(pair=asked, fund=strong, yes=True, answered_by=somebody)


def test_an_officer_of_one_fund_cannot_answer_for_the_other(asked, strong, weak):
    with pytest.raises(PairingRefused):
        answer(pair=asked, fund=weak, yes=True, answered_by=factories.officer(strong))


def test_an_officer_whose_term_is_over_cannot_answer(asked, strong):
    officer = factories.officer(strong)
    office = officer.person.offices.get()
    office.ends_on = timezone.localdate() - timedelta(days=1)
    office.save()
    with pytest.raises(PairingRefused):
        answer(pair=asked, fund=strong, yes=True, answered_by=officer)


def test_a_reason_with_a_national_id_is_refused_and_nothing_changes(asked, weak):
    with pytest.raises(PairingRefused):
        answer(
            pair=asked,
            fund=weak,
            yes=False,
            reason="1101700203450",
            answered_by=factories.officer(weak),
        )
    asked.refresh_from_db()
    assert asked.status == Pair.Status.ASKED


def test_a_pair_at_work_is_ended_by_either_fund_or_the_coordinator(asked, strong, weak):
    answer(pair=asked, fund=strong, yes=True, answered_by=factories.officer(strong))
    answer(pair=asked, fund=weak, yes=True, answered_by=factories.officer(weak))
    with pytest.raises(PairingRefused):
        end_pair(pair=asked, ended_by=factories.officer(factories.fund()))
    end_pair(pair=asked, ended_by=factories.coordinator("58"), reason="ครบหนึ่งปี")
    asked.refresh_from_db()
    assert (asked.status, asked.decline_reason) == (Pair.Status.ENDED, "ครบหนึ่งปี")
