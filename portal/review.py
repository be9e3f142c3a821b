"""Decides that two different people stand behind a published text: one writes, another agrees.

Whoever wrote anything that is not published yet may neither publish nor approve it;
administrators may, because somebody must be able to when nobody else is left. Comments and
ticks of the editor are no writing. Each room says whom else it keeps out (`may_release`).
"""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Page, PagePermissionTester, TaskState

#: Fields of every page that are text; all others of `Page` keep its books.
TEXT_OF_PAGE = {"title", "slug", "seo_title", "search_description"}
BOOKS = {field.name for field in Page._meta.local_fields} - TEXT_OF_PAGE
BOOKS |= {COMMENTS_RELATION_NAME, "pk", "page_ptr", "search_text", "search_loose"}


def text_of(content: dict, *, books_of_rows: Collection[str] = ()) -> dict:
    """What a revision's content says, without the page's books and the editors' comments.

    `books_of_rows` are the keys of its rows that say nothing, such as those saving gives anew.
    A browser sends every line back with another end: that is no writing either.
    """

    def bare(value):
        if isinstance(value, str):
            return value.replace("\r\n", "\n").replace("\\r\\n", "\\n")
        if isinstance(value, list):
            return [bare(one) for one in value]
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key not in books_of_rows}
        return value

    return {key: bare(value) for key, value in content.items() if key not in BOOKS}


def writers_since(
    page,
    *,
    base: int | None,
    moment: datetime | None = None,
    upto=None,
    books_of_rows: Collection[str] = (),
) -> set[int]:
    """Accounts that wrote what is not published yet: each revision since the last published one
    (`base`, its key; else since a moment) whose text differs from the one before. One query.
    """
    revisions = page.revisions.order_by("pk")
    if base:
        revisions = revisions.filter(pk__gte=base)
    elif moment:
        revisions = revisions.filter(created_at__gt=moment)
    if upto is not None:
        revisions = revisions.filter(pk__lte=upto.pk)
    found, before = set(), None
    for revision in revisions:
        text = text_of(revision.content, books_of_rows=books_of_rows)
        if text != before and revision.pk != base:
            found.add(revision.user_id)
        before = text
    return found - {None}


class TwoPeopleParentTester(PagePermissionTester):
    """What an account may do with a page below which two people stand behind each text.

    Publishing goes by way of the review, for all but administrators; the page itself is
    published like any other.
    """

    def can_publish_subpage(self):
        return super().can_publish_subpage() and self.user.is_superuser


class TwoPeopleTester(TwoPeopleParentTester):
    """The same for a page that two people stand behind itself.

    Withdrawing, restricting and ordering stay with whoever may publish elsewhere: they add
    no text.
    """

    def can_publish(self):
        return super().can_publish() and self.user.is_superuser

    def can_set_view_restrictions(self):
        return super().can_publish()

    def can_unschedule(self):
        return super().can_publish()


class PublishedByAnother:
    """A page that nobody publishes who wrote it. `refusal` is the sentence they read."""

    refusal = ""

    def may_be_released_by(self, user, *, upto=None) -> bool:
        """Whether somebody may publish or approve what was written, up to a revision."""
        raise NotImplementedError

    def permissions_for_user(self, user):
        return TwoPeopleTester(user, self)

    def publish(self, revision, user=None, *args, **kwargs):
        """Publishes a revision for somebody who may publish here and wrote none of it.

        Refuses everybody else with `PermissionDenied`; the portal itself (no user) may.
        """
        if user is not None:
            if not self.may_be_released_by(user, upto=revision):
                raise PermissionDenied(self.refusal)
            if not PagePermissionTester(user, self).can_publish():
                raise PermissionDenied(_("You may not publish here."))
            kwargs["skip_permission_checks"] = True  # both questions are answered
        return super().publish(revision, user, *args, **kwargs)


def _specific(page):
    """The page as what it is: Wagtail's editor sometimes asks with the plain one."""
    return page if page.__class__ is page.specific_class else page.specific


class ApprovedByAnother:
    """The step of a review at which somebody else than the writers reads and approves.

    While it is under way the writers cannot change the text under the reviewer's eyes: they
    take it back, change it and send it again. Stands before Wagtail's own kind of step.
    """

    refusal = ""

    def may_release(self, page, user) -> bool:
        """Whether somebody may approve a text at all."""
        raise NotImplementedError

    def unfinished(self, page) -> str:
        """What a text still lacks, whoever approves it; empty when nothing."""
        raise NotImplementedError

    def problem(self, obj, user) -> str:
        """Why somebody may not approve a text; empty when they may."""
        page = _specific(obj)
        return self.unfinished(page) if self.may_release(page, user) else str(self.refusal)

    def get_actions(self, obj, user):
        return super().get_actions(obj, user) if self.may_release(_specific(obj), user) else []

    def locked_for_user(self, obj, user):
        return super().locked_for_user(obj, user) or not self.may_release(_specific(obj), user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for somebody's approval; never what they sent or wrote last."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.is_superuser:
            return states
        mine = TaskState.objects.filter(workflow_state__requested_by=user)
        return states.exclude(pk__in=mine.values("pk")).exclude(revision__user=user)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Approves only where nothing stands against it; the editor's page then says what."""
        page = task_state.workflow_state.content_object
        if action_name == "approve" and self.problem(page, user):
            return
        super().on_action(task_state, user, action_name, **kwargs)
