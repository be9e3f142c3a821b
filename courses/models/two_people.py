"""Decides who may release what was written of a curriculum: nobody who wrote part of it."""

from django.utils.translation import gettext_lazy as _

from portal.review import PublishedByAnother, writers_since

REFUSAL = _(
    "You wrote part of this text yourself. Two people stand behind what is published: please "
    "ask somebody else of the network to read and approve it."
)


def writers(page, *, upto=None) -> set[int]:
    """Accounts that wrote what is not published yet. Two queries, once for a page object and
    its text.
    """
    known = page.__dict__.setdefault("_writers", {})
    key = (page.latest_revision_id, upto and upto.pk)
    if key not in known:
        base, moment = _last_published(page)
        known[key] = writers_since(page, base=base, moment=moment, upto=upto)
    return known[key]


def _last_published(page):
    """(revision, moment) of the last edition; where editions are not numbered, what is live."""
    if hasattr(page, "editions"):
        last = page.editions.order_by("-number").values_list("revision", "published_at").first()
        return last or (None, None)
    return page.live_revision_id, page.last_published_at


def may_release(page, user, *, upto=None) -> bool:
    """Whether somebody may publish or approve what was written since the last edition."""
    return user.is_superuser or user.pk not in writers(page, upto=upto)


class TwoPeople(PublishedByAnother):
    """A page that nobody publishes who wrote it (see `may_release`)."""

    refusal = REFUSAL

    def may_be_released_by(self, user, *, upto=None) -> bool:
        return may_release(self, user, upto=upto)
