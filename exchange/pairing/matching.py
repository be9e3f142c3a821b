"""Decides who is paired with whom: the plan that is worth most, exactly.

The score of a pair, what it costs to give one mentor many mentees and what it costs to
leave a mentee out are weighed against each other in one network (`exchange.pairing.flow`), so the
plan is the best of all plans, not the sum of best choices one after the other.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from exchange.pairing.scoring import FundFacts, PairScore, Reason, score_pair
from exchange.pairing.weights import DEFAULT_WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class PlannedPair:
    """A pair of the plan.

    `score` is None only for a kept pair that today's rules forbid, or whose mentor is not
    in this run.
    """

    mentor_id: int
    mentee_id: int
    score: PairScore | None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A mentee without a mentor, and what stood nearest in the way."""

    mentee_id: int
    reason: Reason
    top_need: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The best plan, in the order of mentor and mentee ids.

    `objective` is what was made as great as possible, in thousandths of a point: scores and
    bonuses of the new pairs, less crowding, less the cost of every mentee left unmatched.
    `candidates` counts the pairs that were possible.
    """

    pairs: tuple[PlannedPair, ...]
    unmatched: tuple[Unmatched, ...]
    objective: int
    mentors: int
    mentees: int
    candidates: int

    @property
    def kept(self) -> int:
        return sum(pair.kept for pair in self.pairs)

    @property
    def proposed(self) -> int:
        return len(self.pairs) - self.kept

    @property
    def reasons(self) -> Counter[Reason]:
        """How many mentees go without, by reason."""
        return Counter(mentee.reason for mentee in self.unmatched)


def match(
    mentors: Iterable[FundFacts],
    mentees: Iterable[FundFacts],
    *,
    weights: Weights = DEFAULT_WEIGHTS,
    kept: Collection[tuple[int, int]] = (),
    declined: Collection[tuple[int, int]] = (),
    last_plan: Collection[tuple[int, int]] = (),
) -> Plan:
    """The plan worth most; pairs are given as (mentor id, mentee id).

    A kept (accepted) pair stays: its mentee gets no second mentor, its mentor has a place
    less, also when the mentee is not in this run. A mentee that stated no need is left
    unmatched with that reason, and at no cost, since no plan could help it. Raises
    `ValueError` when a fund stands in a list twice.
    """
    # Loaded by a run only: numpy and the solver take 35 MB that serving pages never needs.
    from exchange.pairing.candidates import find_candidates, pair_keys
    from exchange.pairing.flow import best_flow

    mentors, mentees = _in_order(mentors), _in_order(mentees)
    kept = set(kept)
    settled = {mentee for _, mentee in kept}
    asking = [fund for fund in mentees if fund.needs and fund.fund_id not in settled]
    silent = [fund for fund in mentees if not fund.needs and fund.fund_id not in settled]
    held = Counter(mentor for mentor, _ in kept)
    taken = [held[fund.fund_id] for fund in mentors]
    room = [max(0, fund.mentor_capacity - held[fund.fund_id]) for fund in mentors]

    candidates = find_candidates(mentors, asking, weights=weights, room=room, declined=declined)
    flow = best_flow(
        candidates,
        mentors,
        asking,
        weights=weights,
        room=room,
        taken=taken,
        again=pair_keys(last_plan, mentors, asking),
    )
    pairs = _kept_pairs(mentors, mentees, kept, weights)
    for place, other in flow.pairs:
        mentor, mentee = mentors[place], asking[other]
        score = score_pair(mentor, mentee, weights)
        pairs.append(PlannedPair(mentor.fund_id, mentee.fund_id, score))
    unmatched = [
        Unmatched(asking[place].fund_id, candidates.obstacle(place), asking[place].needs[0])
        for place in flow.left_out
    ]
    unmatched += [Unmatched(fund.fund_id, Reason.NO_NEEDS, None) for fund in silent]
    return Plan(
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.mentor_id, pair.mentee_id))),
        unmatched=tuple(sorted(unmatched, key=lambda mentee: mentee.mentee_id)),
        objective=flow.objective,
        mentors=len(mentors),
        mentees=len(mentees),
        candidates=len(candidates.points),
    )


def _in_order(funds: Iterable[FundFacts]) -> list[FundFacts]:
    """By id, so that the order of the rows never reaches the solver."""
    ordered = sorted(funds, key=lambda fund: fund.fund_id)
    for before, after in pairwise(ordered):
        if before.fund_id == after.fund_id:
            raise ValueError(f"fund {after.fund_id} stands in the list twice")
    return ordered


def _kept_pairs(mentors, mentees, kept, weights) -> list[PlannedPair]:
    """The kept pairs of the mentees in this run, scored as far as today's rules allow."""
    mentor_by_id = {fund.fund_id: fund for fund in mentors}
    mentee_by_id = {fund.fund_id: fund for fund in mentees}
    pairs = []
    for mentor_id, mentee_id in kept:
        mentor, mentee = mentor_by_id.get(mentor_id), mentee_by_id.get(mentee_id)
        if mentee:
            score = score_pair(mentor, mentee, weights) if mentor else None
            score = score if isinstance(score, PairScore) else None
            pairs.append(PlannedPair(mentor_id, mentee_id, score, kept=True))
    return pairs
