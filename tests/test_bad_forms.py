"""Whatever is sent with a form, it comes back with a sentence and never as a broken page."""

import re

import pytest
from django.db import transaction

from tests import scene

NAME = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')

NUMBER = re.compile(r"\d+")

pytestmark = pytest.mark.django_db

#: What every field of a form is filled with.
NASTY = {
    "a null byte": "ก\x00ข",
    "a number beyond all keys": "9" * 30,
    "a number of no end": "9" * 5000,
    "another digit": "²",
    "not a number": "NaN",
}
#: Forms of the front end by the role that sends them. The rest of them is asked under /admin/.
FORMS = {
    "visitor": [
        "/workshops/<workshop>/register/",
        "/groups/<group>/<of_group>/swap/",
        "/invitations/<invitation>/",
        "/invitations/<invitation>/group/",
        "/accounts/signup/",
        "/accounts/login/",
    ],
    "member": ["/boards/<board_pk>/new/?kind=meeting", "/boards/<board_pk>/new/?kind=poll"],
    "other officer": ["/posts/<reply>/helped/", "/posts/<reply>/bookmark/"],
    "officer": [
        "/workshops/<workshop>/register/",
        "/workshops/<workshop>/register/?who=other",
        "/workshops/<workshop>/register/group/",
        "/funds/<fund>/office/",
        "/me/notices/settings/",
        "/funds/<fund>/edit/",
        "/funds/<fund>/years/2023/",
        "/funds/<fund>/assessment/",
        "/boards/<board_pk>/new/",
        "/topics/<topic>/",
        "/pairs/<pair>/new/",
        "/lessons/new/",
        "/lessons/<lesson_draft>/write/",
        "/topics/<topic>/lesson/",
        "/lessons/<lesson>/outdated/",
    ],
    "trainer": [
        "/workshops/new/",
        "/workshops/<workshop>/edit/",
        "/workshops/<workshop>/questions/",
        "/workshops/<workshop>/to-tell/",
        "/trainers/<trainer>/edit/",
        "/workshops/<workshop>/cancel/",
        "/workshops/<trained>/attendance/",
        "/workshops/<trained>/walk-in/",
        "/workshops/<workshop>/register/call/",
    ],
    "coordinator": [
        "/pairing/runs/new/",
        "/pairing/runs/<run>/",
        "/workshops/<workshop>/people/<registered>/cancel/",
        "/workshops/<workshop>/people/import/",
        "/workshops/<workshop>/people/import/<imported>/",
        "/workshops/<workshop>/invitations/new/",
    ],
}
#: Names that count the rows of a table, and what the form itself carries: left as they are.
KEPT = ("TOTAL_FORMS", "INITIAL_FORMS", "csrfmiddlewaretoken", "submission")


def fields_of(response) -> list[str]:
    """The names of all boxes of a page, as a browser would send them."""
    names = NAME.findall(response.content.decode())
    return [name for name in dict.fromkeys(names) if not name.endswith(KEPT)]


def one_of_each(names) -> list[str]:
    """The names without those that differ from an earlier one by a number only: the second
    row of a table is read by the code that reads its first."""
    return list({NUMBER.sub("#", name): name for name in reversed(names)}.values())


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("role", FORMS)
def test_a_form_of_nonsense_gets_an_answer(role, nasty):
    the_scene = scene.build()
    client = the_scene.client(role)
    client.raise_request_exception = False
    broken = []
    for pattern in FORMS[role]:
        address = the_scene.address(pattern)
        names = fields_of(client.get(address))
        assert names, f"no form at {pattern}"
        # All at once, and each alone: what is wrong with one may hide what another breaks.
        alone = ({name: nasty} for name in one_of_each(names))
        for sent in (dict.fromkeys(names, nasty), *alone):
            with transaction.atomic():
                status = client.post(address, sent).status_code
                transaction.set_rollback(True)
            if status >= 500:
                broken.append(f"{pattern} {list(sent)[:3]}: {status}")
    assert broken == []
