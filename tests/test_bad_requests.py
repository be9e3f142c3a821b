"""Whatever is asked in an address gets an answer for a person, never a broken page."""

from urllib.parse import quote

import pytest
from django.db import transaction

from tests import scene
from tests.test_rights import PREFIX, table

pytestmark = pytest.mark.django_db

#: What the questions of an address are asked with: those for words, and those for a choice.
NASTY = {
    "a null byte": ("%00", "%00"),
    "a null byte in a word": (quote("บัญชี\x00กองทุน"), "58%00"),
    "bytes that are no text": ("%ff%fe%80", "%ed%a0%80"),
    "marks nobody sees": (quote("\u202e\u200b\ufeff"), "-1"),
    "signs of a query": (quote("\"'*%_()[]{}\\:&|!<>^~ OR 1=1 --"), "9" * 30),
    "very long": (quote("ก" * 2000), "9" * 5000),
    "digits of another kind": (quote("๑๒²"), quote("²")),
}
WORDS = ("q", "next")
#: Every choice that a list, a filter or a page of the portal asks for in an address.
CHOICES = (
    *("page", "p", "kind", "region", "province", "district", "level", "subject", "month", "when"),
    *("free", "curriculum", "half", "who", "audience", "unanswered", "ordering", "export"),
    *("status", "role", "stage", "board", "subjects", "workshop", "channel", "since", "until"),
    *("within", "in_use", "year", "source", "rubric", "searched", "fund_words", "fund"),
)
#: An address part that no registration has.
NO_TOKEN = ("%00", "a%00b", "%ff")


def addresses(the_scene) -> list[str]:
    """Every address of docs/rights.md that is read."""
    patterns = {row.address for row in table() if row.method == "GET" and PREFIX not in row.address}
    return sorted(map(the_scene.address, patterns))


def broken(client, asked) -> list[str]:
    """The addresses that a client gets no answer from."""
    client.raise_request_exception = False
    found = []
    for address in asked:
        with transaction.atomic():
            status = client.get(address).status_code
            transaction.set_rollback(True)
        if status >= 500:
            found.append(f"{address[:80]}: {status}")
    return found


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_any_question_in_an_address_gets_an_answer(nasty):
    the_scene = scene.build()
    words, choice = nasty
    query = "&".join(
        [*(f"{name}={words}" for name in WORDS), *(f"{name}={choice}" for name in CHOICES)]
    )
    asked = [f"{address}?{query}" for address in addresses(the_scene)]
    assert broken(the_scene.client("administrator"), asked) == []


@pytest.mark.parametrize("part", NO_TOKEN)
def test_an_address_that_cannot_be_is_not_found(client, part):
    for address in (f"/{part}/", f"/registrations/{part}/", f"/registrations/{part}/cancel/"):
        assert client.get(address).status_code == 404
