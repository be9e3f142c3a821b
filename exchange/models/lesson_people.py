"""Decides who may release a lesson: nobody who wrote part of it or acts for its fund."""

from django.utils.translation import gettext_lazy as _

from portal import review
from portal.funds.models import Office
from portal.review import PublishedByAnother, writers_since

REFUSAL = _(
    "You wrote part of this lesson or act for its fund. Two people stand behind what is "
    "published: please leave the review to somebody else of the network."
)


#: What rows of a lesson hold besides what they say; saving gives them new keys.
BOOKS_OF_ROWS = {"pk", "id", "page", "sort_order"}


def text_of(content: dict) -> dict:
    """What a lesson's content says."""
    return review.text_of(content, books_of_rows=BOOKS_OF_ROWS)


def writers(page, *, upto=None) -> set[int]:
    """Accounts that wrote what is not published yet. Two queries."""
    since = page.versions.order_by("-number").values_list("revision", flat=True).first()
    return writers_since(page, base=since, upto=upto, books_of_rows=BOOKS_OF_ROWS)


def acts_for_its_fund(page, user) -> bool:
    """Whether somebody holds a post today with which they act for the fund of a lesson."""
    offices = Office.objects.in_force().officers()
    return bool(page.fund_id) and offices.filter(person__user=user, fund=page.fund_id).exists()


def may_release(page, user, *, upto=None) -> bool:
    """Whether somebody may publish or approve what was written since the last version."""
    if user.is_superuser:
        return True
    return user.pk not in writers(page, upto=upto) and not acts_for_its_fund(page, user)


class ReviewedByAnother(PublishedByAnother):
    """A page that nobody publishes who wrote it (see `may_release`)."""

    refusal = REFUSAL

    def may_be_released_by(self, user, *, upto=None) -> bool:
        return may_release(self, user, upto=upto)
