"""Decides that two different people stand behind a published text: one writes, another agrees.

Whoever wrote anything that is not published yet may neither publish nor approve it;
administrators may, because somebody must be able to when nobody else is left. Comments and
ticks of the editor are no writing.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Page, PagePermissionTester

#: Fields of every page that are text; all others of `Page` keep its books.
TEXT_OF_PAGE = {"title", "slug", "seo_title", "search_description"}
BOOKS = {field.name for field in Page._meta.local_fields} - TEXT_OF_PAGE
BOOKS |= {COMMENTS_RELATION_NAME, "pk", "page_ptr", "search_text", "search_loose"}

REFUSAL = _(
    "You wrote part of this text yourself. Two people stand behind what is published: please "
    "ask somebody else of the network to read and approve it."
)


def text_of(revision) -> dict:
    """What a revision says, without the page's books and the editors' comments."""
    return {key: value for key, value in revision.content.items() if key not in BOOKS}


def writers(page, *, upto=None) -> set[int]:
    """Accounts that wrote what is not published yet: each revision since the last edition
    whose text differs from the one before. Two queries.
    """
    since = page.editions.order_by("-number").values_list("revision", "published_at").first()
    revisions = page.revisions.order_by("pk")
    if since and since[0]:
        revisions = revisions.filter(pk__gte=since[0])
    elif since:
        revisions = revisions.filter(created_at__gt=since[1])
    if upto is not None:
        revisions = revisions.filter(pk__lte=upto.pk)
    found, before = set(), None
    for revision in revisions:
        text = text_of(revision)
        if text != before and not (since and revision.pk == since[0]):
            found.add(revision.user_id)
        before = text
    return found - {None}


def may_release(page, user, *, upto=None) -> bool:
    """Whether somebody may publish or approve what was written since the last edition."""
    return user.is_superuser or user.pk not in writers(page, upto=upto)


class TwoPeopleTester(PagePermissionTester):
    """What an account may do with a page that two people stand behind.

    Publishing goes by way of the review, for all but administrators. Withdrawing,
    restricting and ordering stay with whoever may publish elsewhere: they add no text.
    """

    def can_publish(self):
        return super().can_publish() and self.user.is_superuser

    def can_publish_subpage(self):
        return super().can_publish_subpage() and self.user.is_superuser

    def can_set_view_restrictions(self):
        return super().can_publish()

    def can_unschedule(self):
        return super().can_publish()


class TwoPeopleParentTester(PagePermissionTester):
    """The same for what is made below a page, which is itself published like any other."""

    can_publish_subpage = TwoPeopleTester.can_publish_subpage


class TwoPeople:
    """A page that nobody publishes who wrote it (see `may_release`)."""

    def permissions_for_user(self, user):
        return TwoPeopleTester(user, self)

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
