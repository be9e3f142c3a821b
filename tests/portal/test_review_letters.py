"""Letters and notices around a review: in Thai, and with a link their reader can open."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.admin.mail import send_notification

from exchange.lessons.writing import send_for_review
from exchange.models import LessonPage
from portal.funds.groups import sync_groups
from portal.notices.models import Notice
from tests import factories
from tests.courses.reviewing import submitted

pytestmark = pytest.mark.django_db
#: Two English words in a row outside of an address.
ENGLISH = re.compile(r"(?<![/\w.:#-])[A-Za-z]{2,} [A-Za-z]{2,}")


def trainer(email=""):
    user = factories.trainer()
    user.email = email
    user.save()
    sync_groups(user)
    return user


def decide(client, page, user, action, comment):
    client.force_login(user)
    state = page.current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    assert client.post(where, {"comment": comment}).status_code in (200, 302)


def to(address) -> list:
    return [letter for letter in mail.outbox if letter.to == [address]]


def check_thai(letters):
    assert letters
    for letter in letters:
        said = f"{letter.subject}\n{letter.body}"
        assert not ENGLISH.search(said), said
        assert "&amp;" not in said
        assert "หน้าเว็บ" not in said


@pytest.mark.parametrize(("action", "name"), [("reject", "lesson_write"), ("approve", "")])
def test_a_fund_and_its_reviewer_hear_of_a_lesson(
    client, django_capture_on_commit_callbacks, action, name
):
    fund = factories.fund()
    officer, reviewer = factories.officer(fund), trainer("reviewer@example.org")
    officer.email = "officer@example.org"
    officer.save()
    lesson = factories.lesson("ออมวันละบาท & “ตู้ไม้”", of_fund=fund, owner=officer, published=False)
    with django_capture_on_commit_callbacks(execute=True):
        send_for_review(lesson=lesson, by=officer)
    letters = to("reviewer@example.org")
    check_thai(letters)
    client.force_login(reviewer)
    link = reverse("lesson_draft", args=[lesson.pk])
    assert link in letters[0].body
    assert client.get(link).status_code == 200

    mail.outbox.clear()
    lesson = LessonPage.objects.get(pk=lesson.pk)
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, lesson, reviewer, action, "ขอตัวเลขปีที่แล้ว")
    notice = Notice.objects.get(recipient=officer.person)
    assert notice.text == "ขอตัวเลขปีที่แล้ว"
    client.force_login(officer)
    assert client.get(notice.link).status_code == 200
    assert notice.link == (reverse(name, args=[lesson.pk]) if name else lesson.url)
    # One letter at most, the portal's own, and nothing leads into the editor.
    assert len(to("officer@example.org")) <= 1
    assert not any("/admin/" in letter.body for letter in to("officer@example.org"))


@pytest.mark.parametrize("action", ["reject", "approve"])
def test_writers_and_reviewers_hear_of_a_curriculum(client, action):
    writer, reviewer = trainer("writer@example.org"), trainer("reviewer@example.org")
    administrator = factories.administrator()
    administrator.email = "admin@example.org"
    administrator.save()
    Group.objects.get(name="Trainers").user_set.add(writer, reviewer)
    page = submitted(writer)
    check_thai(to("reviewer@example.org"))
    check_thai(to("admin@example.org"))
    mail.outbox.clear()
    decide(client, page, reviewer, action, "เพิ่มเวลาทำบัญชีจริง")
    letters = to("writer@example.org")
    check_thai(letters)
    assert ("เพิ่มเวลา" in letters[0].body) == (action == "reject")
    client.force_login(writer)
    address = re.search(r"https?://[^/]+(/\S*)", letters[0].body)[1]
    assert client.get(address).status_code == 200


def test_comments_beside_a_text_are_told_in_thai(client):
    writer, page = trainer("writer@example.org"), factories.curriculum()
    comment = page.wagtail_admin_comments.model(
        page=page, user=factories.trainer(), text="ยาวไปหรือไม่", contentpath="summary"
    )
    said = {"new_comments": [comment], "resolved_comments": [comment], "deleted_comments": []}
    said |= {"replied_comments": [], "page": page, "editor": factories.trainer()}
    send_notification([writer], "updated_comments", said)
    check_thai(to("writer@example.org"))
