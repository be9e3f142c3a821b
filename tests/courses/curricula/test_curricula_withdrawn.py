"""A text that was withdrawn after it was taught: read by whoever took part, by nobody else."""

import pytest
from wagtail.models import PageViewRestriction

from courses.models import Registration
from tests import factories

pytestmark = pytest.mark.django_db
PARTS = ("", "print/", "zip/")


@pytest.fixture
def place():
    """A place, without account, in a workshop whose text is withdrawn."""
    page = factories.curriculum(summary="เฉพาะผู้เข้าอบรม")
    made = factories.registration(factories.workshop(curriculum=page, edition=page.live_revision))
    page.unpublish()
    return made


def status(client, place, *, token=None, part=""):
    query = {"place": token} if token is not None else {}
    return client.get(f"/workshops/{place.workshop_id}/curriculum/{part}", query).status_code


def link(client, place) -> str:
    """The way to the text that the private page shows."""
    page = client.get(place.get_absolute_url())
    assert page.status_code == 200
    return page.context["taught"]


def test_the_private_page_leads_to_it(client, place):
    address = link(client, place)
    assert address == f"/workshops/{place.workshop_id}/curriculum/?place={place.token}"
    assert address in client.get(place.get_absolute_url()).content.decode()
    answer = client.get(address)
    page = answer.content.decode()
    assert "เฉพาะผู้เข้าอบรม" in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    for part in ("print/", "zip/"):  # the links on it open too
        assert f"{part}?place={place.token}" in page
        assert status(client, place, token=place.token, part=part) == 200


@pytest.mark.parametrize("part", PARTS)
def test_strangers_do_not_get_it(client, place, part):
    other = factories.registration(factories.workshop())
    gone = factories.registration(
        place.workshop, status=Registration.Status.CANCELLED, seat=None, person=factories.person()
    )
    tokens = [None, "", "x" * 22, place.token[:-1], other.token, gone.token, "\x00", "9" * 5000]
    for user in (None, factories.user(), factories.coordinator("50"), factories.trainer()):
        if user:
            client.force_login(user)
        assert {status(client, place, token=one, part=part) for one in tokens} == {403}


def test_the_link_ends_with_the_place(client, place):
    Registration.objects.update(status=Registration.Status.CANCELLED, seat=None)
    assert link(client, place) == ""
    assert status(client, place, token=place.token) == 403


def test_what_everybody_may_read_is_linked_without_the_private_part(client, place):
    curriculum = place.workshop.curriculum
    curriculum.get_latest_revision().publish()
    assert place.token not in link(client, place)
    PageViewRestriction.objects.create(page=curriculum, restriction_type="login")
    assert place.token in link(client, place)
    assert status(client, place, token=place.token) == 200
    assert status(client, place) == 403
