"""How tests write a curriculum by one account and have another approve it."""

from courses.models import CurriculumPage
from tests import factories


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
