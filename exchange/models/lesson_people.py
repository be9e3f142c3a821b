"""Decides that two different people stand behind a published lesson: one writes, another agrees.

Whoever wrote anything that is not published yet, or acts for the fund that tells it, may
neither publish nor approve it; administrators may, because somebody must be able to when
nobody else is left. Comments of the editor are no writing.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Page, PagePermissionTester

from portal.funds.models import Office

#: Fields of every page that are text; all others of `Page` keep its books.
TEXT_OF_PAGE = {"title", "slug", "seo_title", "search_description"}
BOOKS = {field.name for field in Page._meta.local_fields} - TEXT_OF_PAGE
BOOKS |= {COMMENTS_RELATION_NAME, "pk", "page_ptr", "search_text", "search_loose"}

REFUSAL = _(
    "You wrote part of this lesson or act for its fund. Two people stand behind what is "
    "published: please leave the review to somebody else of the network."
)


#: What rows of a lesson hold besides what they say.
BOOKS_OF_ROWS = {"pk", "id", "page", "sort_order"}


def text_of(content: dict) -> dict:
    """What a revision's content says, without the page's books and the editors' comments."""
    return {key: _bare(value) for key, value in content.items() if key not in BOOKS}


def _bare(value):
    """Rows of a lesson without their keys, which saving gives them anew."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if key not in BOOKS_OF_ROWS}
    return value


def writers(page, *, upto=None) -> set[int]:
    """Accounts that wrote what is not published yet: each revision since the last version
    whose text differs from the one before. Two queries.
    """
    since = page.versions.order_by("-number").values_list("revision", flat=True).first()
    revisions = page.revisions.order_by("pk")
    if since:
        revisions = revisions.filter(pk__gte=since)
    if upto is not None:
        revisions = revisions.filter(pk__lte=upto.pk)
    found, before = set(), None
    for revision in revisions:
        text = text_of(revision.content)
        if text != before and revision.pk != since:
            found.add(revision.user_id)
        before = text
    return found - {None}


def acts_for_its_fund(page, user) -> bool:
    """Whether somebody holds a post today with which they act for the fund of a lesson."""
    offices = Office.objects.in_force().officers()
    return bool(page.fund_id) and offices.filter(person__user=user, fund=page.fund_id).exists()


def may_release(page, user, *, upto=None) -> bool:
    """Whether somebody may publish or approve what was written since the last version."""
    if user.is_superuser:
        return True
    page = page.specific  # Wagtail's editor asks with the plain page
    return user.pk not in writers(page, upto=upto) and not acts_for_its_fund(page, user)


class LessonPermissions(PagePermissionTester):
    """What an account may do with a lesson in the admin: it is published by way of the review."""

    def can_publish(self):
        return super().can_publish() and self.user.is_superuser

    def can_publish_subpage(self):
        return super().can_publish_subpage() and self.user.is_superuser

    def can_set_view_restrictions(self):
        return super().can_publish()

    def can_unschedule(self):
        return super().can_publish()


class LibraryPermissions(PagePermissionTester):
    """The same for what is made in the library, whose own page is published like any other."""

    can_publish_subpage = LessonPermissions.can_publish_subpage


class ReviewedByAnother:
    """A page that nobody publishes who wrote it (see `may_release`)."""

    def permissions_for_user(self, user):
        return LessonPermissions(user, self)

    def publish(self, revision, user=None, *args, **kwargs):
        """Publishes a revision for somebody who may publish here and wrote none of it.

        Refuses everybody else with `PermissionDenied`; the portal itself (no user) may.
        """
        if user is not None:
            if not may_release(self, user, upto=revision):
                raise PermissionDenied(REFUSAL)
            if not PagePermissionTester(user, self).can_publish():
                raise PermissionDenied(_("You may not publish here."))
            kwargs["skip_permission_checks"] = True  # both questions are answered
        return super().publish(revision, user, *args, **kwargs)
