"""Bringing a curriculum in, in the admin: the file, what it would do, then doing it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import CurriculumIndexPage, CurriculumPage
from tests import factories
from tests.courses.carried import (  # noqa: F401 -- own_folders works by itself
    bring,
    changed,
    emptied,
    exported,
    manifest_of,
    on_disk,
    own_folders,
)
from tests.courses.teaching import full

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/curricula/bring/"


def upload(client, content, name="a.zip"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def token_in(html):
    return html.split('name="token" value="')[1].split('"')[0]


def test_the_admin_shows_what_would_happen_then_does_it(client, tmp_path):
    content = exported(client, full())
    emptied()
    client.force_login(factories.trainer())
    html = upload(client, content).content.decode()
    assert "หลักสูตรเต็ม" in html
    assert not CurriculumPage.objects.exists()
    parent = CurriculumIndexPage.objects.get().pk
    response = client.post(ADDRESS, {"token": token_in(html), "parent": parent})
    page = CurriculumPage.objects.get()
    assert response["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert not list((tmp_path / "carried").glob("*.zip"))


def test_into_a_programme(client):
    content = exported(client, full())
    emptied()
    programme = factories.programme()
    client.force_login(factories.coordinator())
    html = upload(client, content).content.decode()
    client.post(ADDRESS, {"token": token_in(html), "parent": programme.pk})
    assert CurriculumPage.objects.get().get_parent().pk == programme.pk


def test_a_bad_upload_says_why_and_leaves_nothing_lying_about(client, tmp_path):
    client.force_login(factories.trainer())
    html = upload(client, b"not a zip").content.decode()
    assert 'type="file"' in html
    assert "ZIP" in html
    assert not list((tmp_path / "carried").glob("*.zip"))
    assert client.post(ADDRESS, {}).status_code == 200


def test_the_same_again_asks_for_a_tick(client):
    page = full()
    content = exported(client, page)
    client.force_login(factories.trainer())
    html = upload(client, content).content.decode()
    assert 'name="insist"' in html
    response = client.post(ADDRESS, {"token": token_in(html)})
    assert response.status_code == 200
    assert page.revisions.count() == 1
    client.post(ADDRESS, {"token": token_in(response.content.decode()), "insist": "on"})
    assert page.revisions.count() == 2


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_forged_token_leads_nowhere(client, token):
    client.force_login(factories.trainer())
    assert client.post(ADDRESS, {"token": token}).status_code == 200
    assert not CurriculumPage.objects.exists()


def test_nobody_else_gets_at_the_file_that_waits(client):
    content = exported(client, full())
    emptied()
    client.force_login(factories.trainer())
    token = token_in(upload(client, content).content.decode())
    client.force_login(factories.trainer())
    client.post(ADDRESS, {"token": token, "parent": CurriculumIndexPage.objects.get().pk})
    assert not CurriculumPage.objects.exists()


def test_a_file_too_large_is_not_looked_into(client, monkeypatch):
    monkeypatch.setattr("courses.forms.carrying.MOST_BYTES", 10)
    client.force_login(factories.trainer())
    assert "ZIP" not in upload(client, b"0" * 11).content.decode().split("<form")[1]
