"""Two people stand behind a text, in both rooms that publish: the part they share."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from courses.models import ReviewTask
from exchange.models import LessonReviewTask
from portal.review import text_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [ReviewTask, LessonReviewTask])
def test_an_editor_that_asks_with_the_plain_page_hears_the_same(kind):
    author, reader = factories.trainer(), factories.trainer()
    page = factories.curriculum() if kind is ReviewTask else factories.lesson(published=False)
    page.title = "เขียนใหม่"
    page.save_revision(user=author)
    task = kind.objects.create(name="อ่านทวน")
    group = Group.objects.get(name="Trainers")
    task.groups.add(group)
    for user in (author, reader):
        user.groups.add(group)
    plain = Page.objects.get(pk=page.pk)
    assert task.get_actions(plain, author) == []
    assert {action for action, *_rest in task.get_actions(plain, reader)} >= {"approve", "reject"}
    assert task.locked_for_user(plain, author)
    assert not task.locked_for_user(plain, reader)
    assert task.problem(plain, author) == str(kind.refusal)
    assert task.problem(plain, reader) != str(kind.refusal)


def test_books_and_the_keys_of_rows_are_no_text():
    content = {"title": "ก", "path": "0001", "search_text": "ก", "rows": [{"pk": 1, "text": "ข"}]}
    assert text_of(content) == {"title": "ก", "rows": [{"pk": 1, "text": "ข"}]}
    assert text_of(content, books_of_rows={"pk"}) == {"title": "ก", "rows": [{"text": "ข"}]}


def test_lines_a_browser_sends_back_with_other_ends_are_the_same_text():
    typed = {"body": "หนึ่ง\nสอง", "stream": '[{"value": "หนึ่ง\\nสอง"}]'}
    sent = {"body": "หนึ่ง\r\nสอง", "stream": '[{"value": "หนึ่ง\\r\\nสอง"}]'}
    assert text_of(sent) == text_of(typed)
