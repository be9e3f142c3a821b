"""The style page: staff see every part, members are refused, visitors are asked to sign in."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["th", "en"])
def test_staff_see_every_part(client, language):
    client.force_login(factories.administrator())
    with translation.override(language):
        response = client.get(reverse("style_page"))
    assert response.status_code == 200
    for part in ("page-head", "row-list", "roll", "timeline", "error-summary", "dotmap"):
        assert part in response.text


def test_a_member_is_refused_in_our_design(client):
    client.force_login(factories.user())
    response = client.get(reverse("style_page"))
    assert response.status_code == 403
    assert "site-head" in response.text


def test_a_visitor_is_asked_to_sign_in(client):
    response = client.get(reverse("style_page"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
