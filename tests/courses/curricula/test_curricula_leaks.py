"""What of a curriculum no ZIP and no paper gives away: guides, drafts, what is restricted."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests import factories
from tests.courses import teaching
from tests.courses.teaching import PRIVATE, fetched, full, page_in, unpacked

pytestmark = pytest.mark.django_db


def test_the_guide_is_in_no_learners_zip(client):
    page = full()
    for user in (None, factories.trainer()):
        if user:
            client.force_login(user)
        html = page_in(unpacked(fetched(client, page)))
        assert PRIVATE not in html


def test_a_trainer_may_take_the_guide_along(client):
    page = full()
    client.force_login(factories.trainer())
    response = fetched(client, page, "guide/zip")
    assert "guide" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert page_in(unpacked(response)).count(PRIVATE) == 5


@pytest.mark.parametrize("what", ["zip", "print", "guide", "guide/zip"])
def test_drafts_are_nowhere(client, what):
    page = full()
    page.unpublish()
    for user in (factories.trainer(), factories.administrator()):
        client.force_login(user)
        assert client.get(f"/curricula/{page.pk}/{what}/").status_code == 404


def test_unpublished_changes_are_not_packed(client):
    page = full()
    page.summary = "ยังไม่เผยแพร่"
    page.save_revision()
    assert "ยังไม่เผยแพร่" not in page_in(unpacked(fetched(client, page)))


def test_a_restricted_page_asks_for_its_password_first(client):
    page = full()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    for what in ("zip", "print"):
        response = client.get(f"/curricula/{page.pk}/{what}/")
        assert "หลักสูตรเต็ม" not in response.content.decode()
        assert 'type="password"' in response.content.decode()


def test_a_page_for_a_group_leads_visitors_to_the_sign_in(client):
    page = full()
    rule = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    rule.groups.add(Group.objects.get(name="Trainers"))
    assert client.get(f"/curricula/{page.pk}/zip/").status_code == 302
    client.force_login(factories.trainer())
    fetched(client, page)


def test_documents_of_a_closed_collection_stay_outside(client):
    closed = Collection.objects.get(depth=1).add_child(name="ปิด")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    secret = teaching.document("ลับ", "secret.pdf", b"SECRET", collection=closed)
    page = factories.curriculum(
        sessions=[teaching.session(materials=[teaching.material("เฉลย", document=secret)])]
    )
    package = unpacked(fetched(client, page))
    assert package.namelist() == ["index.html"]
    assert secret.url in page_in(package)


@pytest.mark.parametrize("number", ["99999999", "9" * 30])
def test_a_curriculum_that_is_not_there(client, number):
    assert client.get(f"/curricula/{number}/zip/").status_code == 404
