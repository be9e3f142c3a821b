"""Pages for what went wrong: in our design, with a way on; the last ones need nothing at all."""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_last_pages_need_neither_database_nor_request(name, language):
    with translation.override(language):
        page = get_template(name).render()
    assert f'<html lang="{language}">' in page
    assert 'class="lost"' in page
    assert 'class="btn" href="/"' in page


@pytest.mark.django_db
def test_a_missing_page_offers_search(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert 'id="q-lost"' in response.text


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained():
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
    assert response.status_code == 403
    assert 'class="lost"' in response.text
