"""Who gets to see which page around a lesson; drafts are hidden from strangers."""

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from exchange.lessons.review import may_read_draft
from exchange.lessons.writing import may_write
from exchange.models import LessonPage


def library_address() -> str:
    """The library of lessons."""
    return reverse("wagtail_serve", args=["lessons/"])


class OfLesson(AccessMixin):
    """Finds the lesson of the address, and lets in whom `refuse` names no reason against.

    What is not published is there for those who may read it, and for nobody else.
    """

    sign_in_first = True

    def dispatch(self, request, *args, **kwargs):
        if self.sign_in_first and not request.rights.signed_in:
            return self.not_signed_in()
        if reason := self.refuse():
            raise PermissionDenied(reason)
        return super().dispatch(request, *args, **kwargs)

    def not_signed_in(self):
        return self.handle_no_permission()

    def refuse(self) -> str:
        """Why this reader may not come in; empty when they may."""
        return ""

    @cached_property
    def lesson(self) -> LessonPage:
        # By `id`: asked by the key, which is a foreign key to the page, SQLite chokes on
        # numbers too large for it.
        lessons = LessonPage.objects.select_related("fund__subdistrict__parent__parent")
        found = lessons.filter(id=self.kwargs["pk"]).first()
        if found is None or not (self.is_public(found) or self.reads_draft(found)):
            raise Http404(_("There is no such lesson."))
        return found

    @staticmethod
    def is_public(lesson: LessonPage) -> bool:
        return lesson.live and not lesson.get_view_restrictions().exists()

    def reads_draft(self, lesson: LessonPage) -> bool:
        rights = self.request.rights
        return may_write(rights, lesson) or may_read_draft(rights)

    @property
    def address(self) -> str:
        """Where the lesson is read: its page, or its draft."""
        return self.lesson.get_url() if self.lesson.live else self.draft_address

    @property
    def draft_address(self) -> str:
        return reverse("lesson_draft", args=[self.lesson.pk])

    def crumbs(self) -> list[tuple[str, str]]:
        """The way from the exchange to the lesson."""
        title = self.lesson.title if self.lesson.live else self.lesson.draft_title
        return [
            (_("Exchange"), reverse("wagtail_serve", args=["exchange/"])),
            (_("Lessons"), library_address()),
            (title, self.address),
        ]


class WritersOnly(OfLesson):
    """Officers of the lesson's fund; trainers where it is the network's; administrators."""

    def refuse(self) -> str:
        if may_write(self.request.rights, self.lesson):
            return ""
        return _("A lesson is written by those who are officers of its fund today.")


class DraftReaders(OfLesson):
    """Those who write at the lesson, and those who review lessons."""

    def refuse(self) -> str:
        if self.reads_draft(self.lesson):
            return ""
        return _("Drafts are read by those who write them and by the network's trainers.")
