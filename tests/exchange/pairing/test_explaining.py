"""A score and the lack of one, in words."""

import json
from dataclasses import asdict, replace
from decimal import Decimal

import pytest
from django.utils.translation import override

from exchange.pairing.explaining import explain, why_left_out
from exchange.pairing.scoring import PairScore, Reason, score_pair
from exchange.pairing.weights import Weights
from tests.exchange.pairing.facts import ACCOUNTS, ANYWHERE, MENTEE, MENTOR, RULES


def words(score, **kwargs):
    with override("en"):
        return {term.name: term.sentence for term in explain(score, **kwargs)}


def test_the_explanation_adds_up_and_names_what_made_each_term():
    score = score_pair(MENTOR, MENTEE)
    with override("en"):
        terms = explain(
            score,
            subject_names={ACCOUNTS: "accounts", RULES: "rules"},
            tag_names={"shan": "Shan language"},
        )
    assert [(term.points, term.max_points) for term in terms] == [
        (Decimal("29.08"), 40),
        (Decimal("30"), 30),
        (Decimal("12"), 20),
        (Decimal("10"), 10),
    ]
    assert sum(term.points for term in terms) == Decimal(score.total) / 1000
    assert [term.sentence for term in terms] == [
        "Offers 2 of the 3 subjects asked for: accounts, rules",
        "In the same district; the way between the two is not known more closely.",
        "1,000 and 100 members. In common: Shan language. Same district.",
        "The mentor is rated higher: 80 against 45 %.",
    ]


def test_neighbours_with_places_of_their_own_are_close():
    near = replace(MENTEE, latitude=MENTOR.latitude + 0.001)
    assert words(score_pair(MENTOR, near))["distance"] == "Less than 1 km apart."


def test_the_words_say_what_is_missing():
    lost = replace(MENTEE, latitude=None, longitude=None, members=None, tags=frozenset())
    lost = replace(lost, subdistrict_code="580201", level_score=None)
    said = words(score_pair(MENTOR, lost, ANYWHERE))
    assert said["subjects"] == "Offers 2 of the 3 subjects asked for"
    assert "not known" in said["distance"]
    assert said["likeness"] == "The number of members is not known."
    assert "no self-assessment" in said["level_gap"]
    forming = score_pair(MENTOR, replace(lost, level="forming"), ANYWHERE)
    assert "founded" in words(forming)["level_gap"]


@pytest.mark.parametrize(
    ("level", "sentence"), [(80, "not rated higher"), (60, "is rated higher"), (44, "far higher")]
)
def test_the_words_for_the_gap_fit_its_points(level, sentence):
    assert sentence in words(score_pair(MENTOR, replace(MENTEE, level_score=level)))["level_gap"]


def test_the_way_is_said_with_its_kind_of_road():
    near = replace(MENTEE, latitude=19.2, needs=(RULES,))
    assert words(score_pair(MENTOR, near))["distance"] == "About 29 km by road."
    uphill = words(score_pair(MENTOR, replace(near, mountain=True)))
    assert uphill["distance"] == "About 38 km by mountain road."
    assert uphill["subjects"] == "Offers the one subject asked for"


def test_a_stored_score_is_explained_years_later():
    score = score_pair(MENTOR, MENTEE)
    stored = json.loads(json.dumps({"score": asdict(score), "weights": asdict(ANYWHERE)}))
    read_back = PairScore(**stored["score"])
    assert explain(read_back, weights=Weights(**stored["weights"])) == explain(score)


def test_every_reason_has_a_sentence_for_the_fund_left_out():
    sentences = {why_left_out(reason) for reason in Reason if reason != Reason.SAME_FUND}
    assert len(sentences) == len(Reason) - 1
    with pytest.raises(ValueError, match="nonsense"):
        why_left_out("nonsense")
