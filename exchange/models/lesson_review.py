"""The step of a review at which a trainer reads a lesson that others wrote."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from exchange.models.lesson_people import REFUSAL, may_release
from portal.review import ApprovedByAnother


class LessonReviewTask(ApprovedByAnother, AbstractGroupApprovalTask):
    """Approval by a member of some groups who wrote nothing of the lesson."""

    refusal = REFUSAL

    class Meta:
        verbose_name = _("review of a lesson")
        verbose_name_plural = _("reviews of lessons")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve lessons they did not write themselves")

    def may_release(self, page, user) -> bool:
        return may_release(page, user)

    def unfinished(self, page) -> str:
        return " ".join(page.get_latest_revision_as_object().what_is_missing())
