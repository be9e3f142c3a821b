"""Decides which of the possible pairs form the best plan, by min-cost flow.

One unit flows from every mentee to a mentor or to "left unmatched", and on to the sink:

    mentee ── −score, −bonus if the pair stood in the last plan ──▶ mentor
    mentor ── one arc per free place, each 2 points dearer ───────▶ sink
    mentee ── 400 points, + 20 per round waited ──────────────────▶ sink

The last arc always exists, so a plan always exists. Hard rules are arcs that are missing.
The rising cost of a mentor's places is convex, so the flow fills them in their order.

Integers throughout. A cost in thousandths of a point is shifted left by `shift` bits; in the
bits below stands a hash of the two ids, less than 2**tie_bits. A plan for n mentees has n
hashes and n * 2**tie_bits <= 2**shift, so all of them together never outweigh a thousandth:
they decide between plans of equal worth only, and without favour for older funds.

The solver multiplies costs by its number of nodes, in 64 bits. Every node that holds flow
has a way of at most three arcs to the sink (back to its mentee, then "left unmatched"),
which keeps node prices within a small multiple of the dearest arc; `ROOM_BITS` leaves a
factor of 32 for them. `tie_bits` is what remains: 12 for 6,000 funds and the default
weights, none at all in far larger runs, where the sorted rows still give one answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from exchange.pairing.candidates import Candidates
from exchange.pairing.scoring import FundFacts
from exchange.pairing.weights import POINT, Weights

ROOM_BITS = 58
MOST_TIE_BITS = 16
EXTRA_NODES = 3  # our sink, and the two ends that the solver adds


@dataclass(frozen=True, slots=True)
class Flow:
    """Places in the two lists: the pairs, the mentees left out; worth in thousandths."""

    pairs: list[tuple[int, int]]
    left_out: list[int]
    objective: int


def best_flow(
    candidates: Candidates,
    mentors: Sequence[FundFacts],
    mentees: Sequence[FundFacts],
    *,
    weights: Weights,
    room: Sequence[int],
    taken: Sequence[int],
    again: np.ndarray,
) -> Flow:
    """The plan worth most. Both lists must be in the order of their ids.

    `room` and `taken` are each mentor's free and filled places; `again` holds the keys
    (`candidates.pair_keys`) of the pairs that stood in the last plan.
    """
    mentor, mentee = candidates.mentor, candidates.mentee
    first_mentor, sink = len(mentees), len(mentees) + len(mentors)
    stood = np.isin(mentee * len(mentors) + mentor, again)
    worth = candidates.points + weights.keep * POINT * stood
    leaving = np.array(
        [POINT * (weights.unmatched + weights.waited * fund.waited_rounds) for fund in mentees],
        dtype=np.int64,
    )
    place, crowding = _places(mentor, np.array(room, int), np.array(taken, int), weights)

    tail = np.concatenate([mentee, np.arange(len(mentees)), first_mentor + place])
    head = np.concatenate([first_mentor + mentor, np.full(len(tail) - len(mentee), sink)])
    cost = np.concatenate([-worth, leaving, crowding])
    mentor_ids = np.array([fund.fund_id for fund in mentors], dtype=np.uint64)
    mentee_ids = np.array([fund.fund_id for fund in mentees], dtype=np.uint64)
    tie = np.zeros(len(cost), dtype=np.uint64)
    tie[: len(mentee)] = tie_hash(mentor_ids[mentor], mentee_ids[mentee])
    tie[len(mentee) : len(mentee) + len(mentees)] = tie_hash(np.uint64(0), mentee_ids)

    used = _solve(tail, head, _with_ties(cost, tie, len(mentees), sink), len(mentees), sink)
    chosen, out = used[: len(mentee)], used[len(mentee) : len(mentee) + len(mentees)]
    return Flow(
        pairs=list(zip(mentor[chosen].tolist(), mentee[chosen].tolist(), strict=True)),
        left_out=np.flatnonzero(out).tolist(),
        objective=-int(cost[used].sum()),
    )


def tie_hash(mentor_id, mentee_id):
    """32 bits mixed from two ids (uint64 columns), the same on every machine and day."""
    mixed = mentor_id * np.uint64(0x9E3779B97F4A7C15) + mentee_id
    for multiplier in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB):
        mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(multiplier)
    return mixed >> np.uint64(32)


def tie_room(dearest: int, mentees: int, nodes: int) -> tuple[int, int]:
    """Bits of one hash, and bits by which costs are shifted to stand above all of them."""
    spent = dearest.bit_length() + mentees.bit_length() + (nodes + EXTRA_NODES).bit_length()
    tie_bits = min(MOST_TIE_BITS, ROOM_BITS - spent)
    return (tie_bits, tie_bits + mentees.bit_length()) if tie_bits > 0 else (0, 0)


def _with_ties(cost: np.ndarray, tie: np.ndarray, mentees: int, nodes: int) -> np.ndarray:
    dearest = int(abs(cost).max(initial=0))
    tie_bits, shift = tie_room(dearest, mentees, nodes)
    return (cost << shift) + (tie >> np.uint64(32 - tie_bits)).astype(np.int64)


def _places(mentor, room, taken, weights) -> tuple[np.ndarray, np.ndarray]:
    """One entry per place that could be filled: whose it is, and what crowding costs there."""
    useful = np.minimum(room, np.bincount(mentor, minlength=len(room)))
    place = np.repeat(np.arange(len(room)), useful)
    before = np.arange(len(place)) - np.repeat(np.cumsum(useful) - useful, useful)
    return place, weights.crowding * POINT * (taken[place] + before)


def _solve(tail, head, cost, mentees: int, sink: int) -> np.ndarray:
    """Which arcs carry the one unit that each of them can carry."""
    if not mentees:
        return np.zeros(len(cost), dtype=bool)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, np.ones_like(cost), cost)
    solver.set_nodes_supplies(np.arange(mentees), np.ones(mentees, dtype=np.int64))
    solver.set_node_supply(sink, -mentees)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the pairing network was not solved: {status.name}")
    return solver.flows(np.arange(len(cost))) > 0
