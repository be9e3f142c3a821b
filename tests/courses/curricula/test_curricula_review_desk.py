"""The review in the admin: what is offered, what a forged press does, what is said."""

import json

import pytest
from django.urls import reverse

from courses.models import CurriculumIndexPage, CurriculumPage, Prerequisite
from tests import factories
from tests.courses.reviewing import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return factories.trainer()


@pytest.fixture
def reviewer():
    return factories.coordinator()


REPORT = "/admin/reports/curricula-to-review/"


def posted(page, **more):
    """What the editor sends for a page, changed by `more`."""
    stream = {"sessions-count": "0", "materials-count": "0"}
    rich = json.dumps({"blocks": [], "entityMap": {}})
    forms = {
        f"{name}-{key}": "0"
        for name in ("prerequisites", "comments")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
    } | {"prerequisites-MAX_NUM_FORMS": "1000", "comments-MAX_NUM_FORMS": ""}
    aims = {
        "blocks": [
            {
                "key": "a",
                "text": "ทำบัญชีได้",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [],
            }
        ],
        "entityMap": {},
    }
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "aims": json.dumps(aims),
        "before": rich,
        "text": rich,
        "guide_notes": rich,
        "guide_starts_at": "09.00",
        "in_thai": "on",
        **stream,
        **forms,
        **more,
    }


def test_a_trainer_is_offered_the_review_not_publishing(client, author):
    client.force_login(author)
    page = factories.curriculum()
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="action-submit"' in html
    assert 'name="action-publish"' not in html
    index = CurriculumIndexPage.objects.get()
    address = f"/admin/pages/add/courses/curriculumpage/{index.pk}/"
    html = client.get(address).content.decode()
    assert 'name="action-submit"' in html
    assert 'name="action-publish"' not in html


def test_the_press_to_publish_forged_saves_a_draft(client, author):
    client.force_login(author)
    page = factories.curriculum()
    data = posted(page, summary="แอบเผยแพร่", **{"action-publish": "1"})
    client.post(f"/admin/pages/{page.pk}/edit/", data)
    assert CurriculumPage.objects.get(pk=page.pk).summary != "แอบเผยแพร่"


def test_from_author_to_reviewer_to_the_public(client, author, reviewer):
    page = factories.curriculum()
    client.force_login(author)
    data = posted(page, summary="ผ่านสองคน", **{"action-submit": "1"})
    assert client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
    client.force_login(reviewer)
    page = CurriculumPage.objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    answer = client.post(address, {"comment": "อ่านแล้ว"})
    assert answer.status_code == 302
    assert CurriculumPage.objects.get(pk=page.pk).summary == "ผ่านสองคน"
    state.refresh_from_db()
    assert state.finished_by == reviewer


def test_approving_with_changes_in_the_same_press_says_why_not(client, author, reviewer):
    page = submitted(author)
    client.force_login(reviewer)
    data = posted(
        page,
        summary="ผู้ตรวจแก้เอง",
        **{"action-workflow-action": "1", "workflow-action-name": "approve"},
    )
    answer = client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)
    page = CurriculumPage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    assert page.summary != "ผู้ตรวจแก้เอง"
    told = [str(message) for message in answer.context["messages"]]
    assert any("สองคน" in one or "Two people" in one for one in told)


def test_a_circle_is_said_beside_its_row(client):
    first, second = factories.curriculum("ขั้นหนึ่ง"), factories.curriculum("ขั้นสอง")
    Prerequisite.objects.create(page=second, needs=first)
    client.force_login(factories.administrator())
    rows = {
        "prerequisites-TOTAL_FORMS": "1",
        "prerequisites-0-needs": second.pk,
        "prerequisites-0-by": "person",
        "prerequisites-0-ORDER": "1",
        "prerequisites-0-id": "",
    }
    answer = client.post(
        f"/admin/pages/{first.pk}/edit/", posted(first, **rows, **{"action-publish": "1"})
    )
    assert answer.status_code == 200
    assert "ขั้นหนึ่ง → ขั้นสอง" in answer.content.decode() or "ขั้นสอง" in answer.content.decode()
    assert first.prerequisites.count() == 0


def test_a_national_id_in_the_guide_is_refused(client):
    page = factories.curriculum()
    client.force_login(factories.administrator())
    data = posted(page, guide_checklist="1234567890121", **{"action-publish": "1"})
    assert client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 200
    assert CurriculumPage.objects.get(pk=page.pk).guide_checklist == ""


def test_what_was_taught_is_not_deleted(client):
    page = factories.workshop().curriculum
    client.force_login(factories.administrator())
    answer = client.post(f"/admin/pages/{page.pk}/delete/", follow=True)
    assert answer.status_code == 200
    assert CurriculumPage.objects.filter(pk=page.pk).exists()
    other = factories.curriculum()
    client.post(f"/admin/pages/{other.pk}/delete/")
    assert not CurriculumPage.objects.filter(pk=other.pk).exists()
