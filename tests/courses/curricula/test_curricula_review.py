"""Two people stand behind each text: one writes, another agrees; and what is overdue is seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, Workflow

from courses.models import CurriculumIndexPage, CurriculumPage, Prerequisite, ReviewTask
from courses.models.two_people import may_release, writers
from tests import factories
from tests.courses.reviewing import approve, names_of_actions, submitted, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return factories.trainer()


@pytest.fixture
def reviewer():
    return factories.coordinator()


REPORT = "/admin/reports/curricula-to-review/"


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
