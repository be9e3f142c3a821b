"""The step of a review at which somebody else than the writers reads and approves."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from courses.models.two_people import REFUSAL, may_release
from portal.review import ApprovedByAnother


class ReviewTask(ApprovedByAnother, AbstractGroupApprovalTask):
    """Approval by a member of some groups who wrote nothing of what would be published."""

    refusal = REFUSAL

    class Meta:
        verbose_name = _("review by somebody else")
        verbose_name_plural = _("reviews by somebody else")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve what they did not write themselves")

    def may_release(self, page, user) -> bool:
        return may_release(page, user)

    def unfinished(self, page) -> str:
        return page.why_not_ready() if hasattr(page, "why_not_ready") else ""
