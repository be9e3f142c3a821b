"""Two people stand behind each text: one writes, another agrees; and what is overdue is seen."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Workflow

from courses.models import CurriculumIndexPage, CurriculumPage, Prerequisite, ReviewTask
from courses.models.two_people import may_release, writers
from tests import factories

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/curricula-to-review/"


@pytest.fixture
def author():
    return factories.trainer()


@pytest.fixture
def reviewer():
    return factories.coordinator()


def written(by, page=None, **changes):
    """A draft of a text, written by somebody."""
    page = (page or factories.curriculum()).get_latest_revision_as_object()
    for name, value in (changes or {"summary": "เขียนใหม่"}).items():
        setattr(page, name, value)
    page.save_revision(user=by)
    return CurriculumPage.objects.get(pk=page.pk)


def submitted(by, **kwargs):
    page = written(by, **kwargs)
    page.get_workflow().start(page, by)
    return CurriculumPage.objects.get(pk=page.pk)


def approve(page, user):
    task = page.current_workflow_task
    task.on_action(page.current_workflow_task_state, user, "approve")
    return CurriculumPage.objects.get(pk=page.pk)


def names_of_actions(page, user):
    return {name for name, *_ in page.current_workflow_task.get_actions(page, user)}


# The rule


def test_a_fresh_installation_has_the_review():
    workflow = CurriculumIndexPage.objects.get().get_workflow()
    task = workflow.tasks.get().specific
    assert isinstance(task, ReviewTask)
    assert {group.name for group in task.groups.all()} == {"Trainers", "Coordinators"}
    assert factories.curriculum().get_workflow() == workflow
    assert factories.curriculum(within=factories.programme()).get_workflow() == workflow


def test_an_installation_with_a_review_of_its_own_keeps_it():
    from importlib import import_module

    from django.apps import apps

    before = Workflow.objects.count()
    import_module("home.migrations.0004_author_and_reviewer").make(apps, None)
    assert Workflow.objects.count() == before


def test_whoever_wrote_since_the_last_edition_is_a_writer(author, reviewer):
    page = factories.curriculum()
    assert writers(page) == set()
    page = written(author, page)
    page = written(reviewer, page, aims="<p>อีก</p>")
    assert writers(page) == {author.pk, reviewer.pk}
    page.get_latest_revision().publish()
    assert writers(CurriculumPage.objects.get(pk=page.pk)) == set()


def test_saving_without_a_change_or_with_a_comment_is_no_writing(author, reviewer):
    page = written(author)
    again = page.get_latest_revision_as_object()
    again.wagtail_admin_comments.add(
        Comment(page=again, user=reviewer, text="ดีมาก", contentpath="summary")
    )
    again.save_revision(user=reviewer)
    page = CurriculumPage.objects.get(pk=page.pk)
    assert writers(page) == {author.pk}
    assert may_release(page, reviewer)


def test_the_author_neither_approves_nor_publishes(author):
    page = submitted(author)
    assert names_of_actions(page, author) == set()
    approve(page, author)
    page = CurriculumPage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish(user=author)


def test_somebody_else_approves_and_it_is_published(author, reviewer):
    page = submitted(author)
    assert "approve" in names_of_actions(page, reviewer)
    page = approve(page, reviewer)
    assert page.summary == "เขียนใหม่"
    assert not page.workflow_in_progress
    assert page.editions.count() == 2


def test_the_first_author_does_not_approve_what_another_sent(author, reviewer):
    page = written(author)
    page = submitted(reviewer, page=page, aims="<p>เติม</p>")
    assert names_of_actions(page, author) == set()
    assert "approve" in names_of_actions(page, factories.trainer())


def test_a_reviewer_who_rewrites_needs_a_third(author, reviewer):
    page = written(reviewer, submitted(author), aims="<p>ผู้ตรวจแก้</p>")
    assert names_of_actions(page, reviewer) == set()
    assert approve(page, reviewer).summary != "เขียนใหม่"


def test_the_text_does_not_change_under_the_reviewers_eyes(author, reviewer):
    page = submitted(author)
    assert page.get_lock().for_user(author)
    assert not page.get_lock().for_user(reviewer)
    assert page.current_workflow_state.user_can_cancel(author)


def test_an_administrator_may_alone():
    admin = factories.administrator()
    page = written(admin)
    page.get_latest_revision().publish(user=admin)
    assert "approve" in names_of_actions(submitted(admin), admin)


def test_members_neither_see_nor_approve(author):
    page = submitted(author)
    assert names_of_actions(page, factories.officer()) == set()


def test_what_waits_for_somebody_is_not_what_they_sent(author, reviewer):
    from wagtail.models import TaskState

    submitted(author)
    assert not TaskState.objects.reviewable_by(author).exists()
    assert TaskState.objects.reviewable_by(reviewer).count() == 1


def test_a_circle_that_came_up_meanwhile_is_not_published(author, reviewer):
    first, second = factories.curriculum(), factories.curriculum()
    draft = first.get_latest_revision_as_object()
    draft.prerequisites.add(Prerequisite(needs=second, by="person"))
    draft.save_revision(user=author)
    first = CurriculumPage.objects.get(pk=first.pk)
    first.get_workflow().start(first, author)
    Prerequisite.objects.create(page=second, needs=first)
    first = approve(CurriculumPage.objects.get(pk=first.pk), reviewer)
    assert first.workflow_in_progress
    assert first.prerequisites.count() == 0


# On the day planned


def test_an_approved_text_goes_live_on_its_day(author, reviewer):
    page = written(author, summary="พรุ่งนี้", go_live_at=timezone.now() + timedelta(days=1))
    page.get_workflow().start(page, author)
    page = approve(CurriculumPage.objects.get(pk=page.pk), reviewer)
    assert page.summary != "พรุ่งนี้"
    assert page.editions.count() == 1
    planned = page.revisions.get(approved_go_live_at__isnull=False)
    planned.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    planned.content["go_live_at"] = planned.approved_go_live_at.isoformat()
    planned.save()  # a day later
    call_command("publish_scheduled", verbosity=0)
    page = CurriculumPage.objects.get(pk=page.pk)
    assert page.summary == "พรุ่งนี้"
    assert page.editions.count() == 2


# In the admin


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


# What is overdue


def late(title="=ล่าช้า", days=10, **kwargs):
    return factories.curriculum(
        title, review_by=timezone.localdate() - timedelta(days=days), **kwargs
    )


def test_the_report_lists_what_is_overdue_the_longest_first(client):
    late("ช้าสิบวัน", 10)
    late("ช้ายี่สิบวัน", 20)
    late("ถอนแล้ว", 30).unpublish()
    factories.curriculum("วันนี้พอดี", review_by=timezone.localdate())
    factories.curriculum("ไม่มีกำหนด")
    client.force_login(factories.trainer())
    html = client.get(REPORT).content.decode()
    assert html.index("ช้ายี่สิบวัน") < html.index("ช้าสิบวัน")
    for other in ("ถอนแล้ว", "วันนี้พอดี", "ไม่มีกำหนด"):
        assert other not in html


def test_the_report_as_csv_holds_no_formula(client):
    late("=cmd|' /C calc'!A0", owner=factories.trainer())
    client.force_login(factories.coordinator())
    answer = client.get(REPORT, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=cmd" in text
    assert "\n=cmd" not in text
    answer = client.get(REPORT, {"export": "xlsx"})
    assert answer.status_code == 200


def test_days_are_said_in_the_buddhist_era(client):
    factories.curriculum(review_by=date(2023, 3, 27))
    client.force_login(factories.trainer())
    assert "27 มี.ค. 2566" in client.get(REPORT).content.decode()


def test_an_empty_report_is_a_page(client):
    client.force_login(factories.trainer())
    assert client.get(REPORT).status_code == 200
    assert client.get("/admin/reports/curricula-to-review/results/").status_code == 200


def test_more_that_is_overdue_costs_no_more_queries(client, same_queries):
    client.force_login(factories.trainer())
    same_queries(lambda: late(owner=factories.trainer()), lambda: client.get(REPORT))


def test_the_front_page_of_the_admin_counts_them(client, same_queries):
    late("ควรทบทวน", 3)
    client.force_login(factories.trainer())
    html = client.get("/admin/").content.decode()
    assert "ควรทบทวน" in html
    assert REPORT in html
    same_queries(late, lambda: client.get("/admin/"))


def test_nothing_overdue_is_no_panel(client):
    client.force_login(factories.trainer())
    assert 'id="curricula-to-review"' not in client.get("/admin/").content.decode()
