"""The step of a review at which a trainer reads a lesson that others wrote."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from exchange.models.lesson_people import REFUSAL, may_release


class LessonReviewTask(AbstractGroupApprovalTask):
    """Approval by a member of some groups who wrote nothing of the lesson.

    While it is under way the writers cannot change the text under the reviewer's eyes: they
    take it back, change it and send it again.
    """

    class Meta:
        verbose_name = _("review of a lesson")
        verbose_name_plural = _("reviews of lessons")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve lessons they did not write themselves")

    def problem(self, lesson, user) -> str:
        """Why somebody may not approve a lesson; empty when they may."""
        if not may_release(lesson, user):
            return str(REFUSAL)
        return " ".join(lesson.specific.get_latest_revision_as_object().what_is_missing())

    def get_actions(self, obj, user):
        return super().get_actions(obj, user) if may_release(obj, user) else []

    def locked_for_user(self, obj, user):
        return super().locked_for_user(obj, user) or not may_release(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for somebody's approval; never what they sent or wrote last."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.is_superuser:
            return states
        mine = TaskState.objects.filter(workflow_state__requested_by=user)
        return states.exclude(pk__in=mine.values("pk")).exclude(revision__user=user)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Approves only where nothing stands against it; the page then says what."""
        if action_name == "approve" and self.problem(
            task_state.workflow_state.content_object.specific, user
        ):
            return
        super().on_action(task_state, user, action_name, **kwargs)
