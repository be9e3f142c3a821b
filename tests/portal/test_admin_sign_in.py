"""The way into the admin: one sign-in for everybody, a word for those without work there."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_visitor_signs_in_at_the_portals_own_door_and_comes_back(client):
    response = client.get("/admin/funds/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=/admin/funds/")


def test_a_member_is_told_and_not_sent_in_circles(client):
    client.force_login(factories.user())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403


def test_an_address_elsewhere_is_not_followed_after_signing_in(client):
    factories.trainer(username="trainer")
    address = client.get("/admin/login/?next=//evil.example/").headers["Location"]
    typed = {"login": "trainer", "password": factories.PASSWORD}
    landed = client.post(address, typed).headers["Location"]
    assert "evil" not in landed


def test_a_trainer_signs_in_and_is_in_the_admin(client):
    factories.trainer(username="trainer")
    address = client.get("/admin/", follow=True).redirect_chain[-1][0]
    typed = {"login": "trainer", "password": factories.PASSWORD}
    assert client.post(address, typed).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
