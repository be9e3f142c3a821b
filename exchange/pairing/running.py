"""Decides the life of a pairing: run, preview, publish or discard, answer, end.

Each rule is one transaction, can be sent twice without harm, and asks for the rights of
the moment it runs in, not those of the page the button stood on. `moment`, where a rule
takes it, is when the thing is said to happen: now unless the past is played back.
"""

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.models import Pair, PairingRun, UnmatchedFund
from exchange.pairing import taking_part
from exchange.pairing.matching import PlannedPair, match
from exchange.pairing.weights import DEFAULT_WEIGHTS, Weights
from portal.funds.access import rights_of
from portal.funds.models import Area, Fund
from portal.thai.digits import refuse_national_id


class PairingRefused(Exception):
    """The pairing does not allow this; the message is a sentence for the person."""


@transaction.atomic
def run_pairing(
    *,
    province: Area,
    run_by,
    weights: Weights = DEFAULT_WEIGHTS,
    mentors_from_elsewhere: bool = True,
    answer_by: date | None = None,
    moment: datetime | None = None,
) -> PairingRun:
    """Compute the best plan for a province and store it as a preview nobody else sees.

    Older previews of the province are discarded. Pairs at work, and pairs still waiting for
    an answer, stay and are not proposed anew. Mentors may come from other provinces within
    the run's travel limit unless `mentors_from_elsewhere` is off. Raises `PairingRefused`
    when the account does not coordinate the province.
    """
    _must_coordinate(run_by, province.code)
    # Two runs at once come one after the other, so that the older one is discarded.
    Area.objects.select_for_update(no_key=True).get(pk=province.pk)
    PairingRun.objects.filter(province=province, status=PairingRun.Status.PREVIEW).update(
        status=PairingRun.Status.DISCARDED
    )
    waited = taking_part.rounds_waited(province.code)
    plan = match(
        taking_part.facts(taking_part.mentors(None if mentors_from_elsewhere else province.code)),
        taking_part.facts(taking_part.mentees(province.code), waited=waited),
        weights=weights,
        kept=taking_part.pairs_holding(),
        declined=taking_part.pairs_declined(),
        last_plan=taking_part.last_plan(province.code),
    )
    run = PairingRun.objects.create(
        province=province,
        weights=asdict(weights),
        total=plan.objective,
        created_by=run_by,
        created_at=moment or timezone.now(),
        answer_by=answer_by,
    )
    Pair.objects.bulk_create(_as_row(run, planned) for planned in plan.pairs if not planned.kept)
    UnmatchedFund.objects.bulk_create(
        UnmatchedFund(run=run, fund_id=left.mentee_id, reason=left.reason)
        for left in plan.unmatched
    )
    return run


def _as_row(run: PairingRun, planned: PlannedPair) -> Pair:
    score = planned.score
    return Pair(
        run=run,
        mentor_id=planned.mentor_id,
        mentee_id=planned.mentee_id,
        subjects_points=score.subjects,
        distance_points=score.distance,
        likeness_points=score.likeness,
        gap_points=score.level_gap,
        km=None if score.km is None else round(score.km),
        facts=asdict(score),
    )


@transaction.atomic
def publish(
    *,
    run: PairingRun,
    published_by,
    answer_by: date | None = None,
    moment: datetime | None = None,
) -> PairingRun:
    """Ask both funds of every proposed pair. Publishing twice changes nothing.

    Raises `PairingRefused` when the run was discarded, when the day to answer by is past, or
    when another run published meanwhile has given a fund of this one all it can take.
    """
    run = _locked(run)
    _must_coordinate(published_by, run.province_id)
    if run.status == PairingRun.Status.PUBLISHED:
        return run
    if run.status == PairingRun.Status.DISCARDED:
        raise PairingRefused(_("A newer plan has replaced this one. Please open that one."))
    if answer_by and answer_by < timezone.localdate():
        raise PairingRefused(_("The day to answer by is over. Please choose a later one."))
    _refuse_what_was_given_away(run)
    run.pairs.filter(status=Pair.Status.PROPOSED).update(status=Pair.Status.ASKED)
    run.status = PairingRun.Status.PUBLISHED
    run.published_at = moment or timezone.now()
    run.answer_by = answer_by or run.answer_by
    run.save()
    return run


@transaction.atomic
def discard(*, run: PairingRun, discarded_by) -> PairingRun:
    """Throw a preview away; a published plan stays. Discarding twice changes nothing."""
    run = _locked(run)
    _must_coordinate(discarded_by, run.province_id)
    if run.status == PairingRun.Status.PUBLISHED:
        raise PairingRefused(_("The funds have been asked already, so this plan stays."))
    run.status = PairingRun.Status.DISCARDED
    run.save()
    return run


@transaction.atomic
def answer(
    *,
    pair: Pair,
    fund: Fund,
    yes: bool,
    answered_by,
    reason: str = "",
    moment: datetime | None = None,
) -> Pair:
    """Accept or decline a pair for one of its two funds.

    Both accepting makes it work; one declining ends it, with the reason. The same answer
    again changes nothing; a yes may become a no while the other fund has not answered.
    Raises `PairingRefused` when the account does not act for the fund today, or when the
    pair is not waiting for answers.
    """
    pair = Pair.objects.select_for_update().get(pk=pair.pk)
    side = {pair.mentor_id: "mentor", pair.mentee_id: "mentee"}.get(fund.pk)
    if side is None or not rights_of(answered_by).acts_for(fund.pk):
        raise PairingRefused(
            _("Only the chair, secretary or treasurer of the fund may answer for it.")
        )
    wanted = Pair.Answer.YES if yes else Pair.Answer.NO
    if getattr(pair, f"{side}_answer") == wanted:
        return pair
    if pair.status != Pair.Status.ASKED:
        raise PairingRefused(_("This pair is no longer waiting for an answer."))
    reason = _clean_reason(reason)
    setattr(pair, f"{side}_answer", wanted)
    setattr(pair, f"{side}_answered_at", moment or timezone.now())
    setattr(pair, f"{side}_answered_by", answered_by)
    if not yes:
        pair.status = Pair.Status.DECLINED
        pair.decline_reason = reason
    elif pair.mentor_answer == pair.mentee_answer == Pair.Answer.YES:
        pair.status = Pair.Status.ACCEPTED
    pair.save()
    return pair


@transaction.atomic
def end_pair(*, pair: Pair, ended_by, reason: str = "") -> Pair:
    """End a pair at work; its room stays readable. Ending twice changes nothing.

    Officers of either fund and coordinators of either province may.
    """
    pair = Pair.objects.select_for_update(of=("self",)).with_funds().get(pk=pair.pk)
    rights = rights_of(ended_by)
    if not any(
        rights.acts_for(fund.pk) or rights.coordinates(fund.subdistrict_id)
        for fund in (pair.mentor, pair.mentee)
    ):
        raise PairingRefused(_("Only officers of the two funds and their coordinators may."))
    if pair.status == Pair.Status.ENDED:
        return pair
    if pair.status != Pair.Status.ACCEPTED:
        raise PairingRefused(_("Only a pair that is at work can be ended."))
    pair.status = Pair.Status.ENDED
    pair.decline_reason = _clean_reason(reason)
    pair.save()
    return pair


def _refuse_what_was_given_away(run: PairingRun) -> None:
    """Raise `PairingRefused` unless every mentee of the plan is free and every mentor has room.

    A mentor may be proposed in several provinces at once, so its row is locked: plans that
    share a fund are published one after the other.
    """
    planned = list(run.pairs.values_list("mentor_id", "mentee_id"))
    involved = {fund_id for pair in planned for fund_id in pair}
    in_order = Fund.objects.filter(pk__in=involved).order_by("pk")
    room = dict(in_order.select_for_update(no_key=True).values_list("pk", "mentor_capacity"))
    holding = taking_part.pairs_holding()
    helped = {mentee for _mentor, mentee in holding}
    helping = Counter(mentor for mentor, _mentee in (*holding, *planned))
    if any(mentee in helped or helping[mentor] > room[mentor] for mentor, mentee in planned):
        raise PairingRefused(
            _("A fund of this plan has been paired since. Please run the pairing again.")
        )


def _clean_reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if len(reason) > 300:
        raise PairingRefused(_("Please give the reason in 300 characters or fewer."))
    try:
        refuse_national_id(reason)
    except ValidationError as error:
        raise PairingRefused(error.messages[0]) from error
    return reason


def _locked(run: PairingRun) -> PairingRun:
    return PairingRun.objects.select_for_update().get(pk=run.pk)


def _must_coordinate(user, province_code: str) -> None:
    if not rights_of(user).coordinates(province_code) or not rights_of(user).coordinator:
        raise PairingRefused(_("Only a coordinator of this province may do this."))
