"""The step of a review at which somebody else than the writers reads and approves."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from courses.models.two_people import REFUSAL, may_release


def _specific(page):
    """The page as what it is; Wagtail sometimes hands over a plain one."""
    return page if page.__class__ is page.specific_class else page.specific


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a member of some groups who wrote nothing of what would be published.

    While it is under way the writers cannot change the text under the reviewer's eyes: they
    take it back, change it and send it again.
    """

    class Meta:
        verbose_name = _("review by somebody else")
        verbose_name_plural = _("reviews by somebody else")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve what they did not write themselves")

    def problem(self, obj, user) -> str:
        """Why somebody may not approve a text; empty when they may."""
        page = _specific(obj)
        if not may_release(page, user):
            return REFUSAL
        return page.why_not_ready() if hasattr(page, "why_not_ready") else ""

    def get_actions(self, obj, user):
        return super().get_actions(obj, user) if may_release(_specific(obj), user) else []

    def locked_for_user(self, obj, user):
        return super().locked_for_user(obj, user) or not may_release(_specific(obj), user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for somebody's approval; never what they sent or wrote last."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.is_superuser:
            return states
        mine = TaskState.objects.filter(workflow_state__requested_by=user)
        return states.exclude(pk__in=mine.values("pk")).exclude(revision__user=user)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Approves only where nothing stands against it; the editor's page then says what."""
        if action_name == "approve" and self.problem(
            task_state.workflow_state.content_object, user
        ):
            return
        super().on_action(task_state, user, action_name, **kwargs)
