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
    whose text differs from the one before. Two queries, once for a page object and its text.
    """
    known = page.__dict__.setdefault("_writers", {})
    key = (page.latest_revision_id, upto and upto.pk)
    if key not in known:
        known[key] = _read_writers(page, upto)
    return known[key]


def _read_writers(page, upto) -> set[int]:
    base, moment = _last_published(page)
    revisions = page.revisions.order_by("pk")
    if base:
        revisions = revisions.filter(pk__gte=base)
    elif moment:
        revisions = revisions.filter(created_at__gt=moment)
    if upto is not None:
        revisions = revisions.filter(pk__lte=upto.pk)
    found, before = set(), None
    for revision in revisions:
        text = text_of(revision)
        if text != before and revision.pk != base:
            found.add(revision.user_id)
        before = text
    return found - {None}


def _last_published(page):
    """(revision, moment) of the last edition; where editions are not numbered, what is live."""
    if hasattr(page, "editions"):
        last = page.editions.order_by("-number").values_list("revision", "published_at").first()
        return last or (None, None)
    return page.live_revision_id, page.last_published_at


def may_release(page, user, *, upto=None) -> bool:
    """Whether somebody may publish or approve what was written since the last edition."""
    return user.is_superuser or user.pk not in writers(page, upto=upto)


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
