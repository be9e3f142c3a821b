"""How well the search finds: two sets of texts and judged questions, and what it must never
fall below.

Measured on both databases: mean F1 .98 of the first set; 1.0 of the second, which the search
was tuned on. The fault no cutting of words can heal is ตาก, a province and dried bananas alike.
"""

import json
from pathlib import Path

import pytest

from portal.funds.models import Fund
from portal.thai.search import find
from tests import factories

DATA = Path(__file__).parents[2] / "data"
LOWEST_F1 = 0.95


@pytest.fixture(params=["thai_search_cases", "thai_search_more_cases"])
def cases(request) -> dict:
    return json.loads((DATA / f"{request.param}.json").read_text(encoding="utf-8"))


@pytest.fixture
def documents(db, cases) -> dict[int, str]:
    """The texts as funds; gives the text's id for a fund's key."""
    return {
        factories.fund(
            document["title"], about=document["body"], subdistrict="500101"
        ).pk: document["id"]
        for document in cases["documents"]
    }


def f1(found: set, relevant: set) -> float:
    """Harmonic mean of how much of what was found is right and how much of what is right
    was found.
    """
    return 2 * len(found & relevant) / (len(found) + len(relevant)) if found or relevant else 1


def test_judged_questions(cases, documents):
    scores = {}
    for case in cases["queries"]:
        hits = find(Fund.objects.all(), case["query"], limit=100)
        found = {documents[hit.record.pk] for hit in hits}
        scores[case["query"]] = f1(found, set(case["relevant"]))
    mean = sum(scores.values()) / len(scores)
    assert mean >= LOWEST_F1, {query: score for query, score in scores.items() if score < 1}
