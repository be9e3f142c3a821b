"""Decides who gets Wagtail's letters about what a review came to: those who can open the editor.

A page that tells its writers itself (`tells_its_writers`) sends none of them: its notices reach
people without access to the editor too, and lead where they can go.
"""

from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected


def _who_can_open(state: WorkflowState, users) -> set:
    if getattr(state.content_type.model_class(), "tells_its_writers", False):
        return set()
    return {user for user in users if user.has_perm("wagtailadmin.access_admin")}


class ApprovalLetter(WorkflowStateApprovalEmailNotifier):
    def get_recipient_users(self, workflow_state, **kwargs):
        return _who_can_open(workflow_state, super().get_recipient_users(workflow_state, **kwargs))


class RejectionLetter(WorkflowStateRejectionEmailNotifier):
    def get_recipient_users(self, workflow_state, **kwargs):
        return _who_can_open(workflow_state, super().get_recipient_users(workflow_state, **kwargs))


approval_letter, rejection_letter = ApprovalLetter(), RejectionLetter()


def register() -> None:
    """Take the place of Wagtail's own letters, whichever app is ready first."""
    for signal, letter, name in (
        (workflow_approved, approval_letter, "workflow_state_approved_email_notification"),
        (workflow_rejected, rejection_letter, "workflow_state_rejected_email_notification"),
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(letter, sender=WorkflowState, dispatch_uid=name)
