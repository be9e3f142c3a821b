"""Puts stored pairs and unmatched funds into words, for a whole list at once."""

from dataclasses import dataclass

from exchange.models import Pair, PairingRun, UnmatchedFund
from exchange.pairing.explaining import Term, explain, why_left_out
from exchange.pairing.scoring import PairScore
from exchange.pairing.weights import DEFAULT_WEIGHTS, Weights
from portal.funds.models import FundTag, Subject


@dataclass(frozen=True)
class ExplainedPair:
    """A pair with the four terms of its score, the points it has and the most there are."""

    pair: Pair
    terms: list[Term]
    points: float
    most: int


def explained(pairs) -> list[ExplainedPair]:
    """Explain pairs from the facts stored with them. Two queries for any number of pairs."""
    pairs = list(pairs)
    subjects = {subject.pk: subject.name for subject in Subject.objects.all()} if pairs else {}
    tags = {tag.slug: tag.name for tag in FundTag.objects.all()} if pairs else {}
    return [_explained(pair, subjects, tags) for pair in pairs]


def _explained(pair: Pair, subjects: dict[int, str], tags: dict[str, str]) -> ExplainedPair:
    weights = Weights(**pair.run.weights) if pair.run.weights else DEFAULT_WEIGHTS
    terms = (
        explain(PairScore(**pair.facts), weights=weights, subject_names=subjects, tag_names=tags)
        if pair.facts
        else []
    )
    most = weights.subjects + weights.distance + weights.likeness + weights.level_gap
    return ExplainedPair(pair, terms, pair.score / 1000, most)


def left_out(run: PairingRun) -> list[tuple[UnmatchedFund, str]]:
    """The funds a run leaves without a mentor, each with what stood in the way."""
    unmatched = run.unmatched.select_related("fund__subdistrict__parent__parent")
    return [
        (left, why_left_out(left.reason)) for left in unmatched.order_by("fund__sort_key", "pk")
    ]
