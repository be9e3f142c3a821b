"""Decides who says that a post helped them, once each, and what readers see of it.

No points and no ranks: a reader sees which funds could use it, and how. Nobody says it of
their own post, nor for the fund in whose name the post stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.access import may_read
from exchange.models import Post, PostHelp
from exchange.talk.text import tidy
from exchange.talk.writing import WritingRefused, topic_lock
from portal.asked_often import AskedOften
from portal.funds.access import Rights, rights_of
from portal.funds.models import Fund
from portal.people.models import User

#: Lines shown under a post; of the others the number is told.
MOST_SHOWN = 10


@dataclass(frozen=True)
class Said:
    """One line: the fund that says it (its key), or the name of somebody who says it for
    themselves.
    """

    name: str
    how: str
    fund: int | None = None


@dataclass(frozen=True)
class Helped:
    """Whom a post helped, the newest first."""

    funds: int = 0
    people: int = 0
    said: tuple[Said, ...] = ()

    @property
    def more(self) -> int:
        """How many are not among those shown."""
        return self.funds + self.people - len(self.said)


def helped_by(posts: Iterable[Post]) -> dict[int, Helped]:
    """Whom each of some posts helped, by its key; one query for a page of posts."""
    of_post: dict[int, list[PostHelp]] = {}
    for row in _OF_POSTS.records([post.pk for post in posts]):
        of_post.setdefault(row.post_id, []).append(row)
    return {post: _in_short(said) for post, said in of_post.items()}


def _of_posts(posts: list[int]):
    rows = PostHelp.objects.filter(post__in=posts).select_related("fund", "by__person")
    return rows.defer("fund__search_text")


_OF_POSTS = AskedOften(_of_posts, list)


def _in_short(rows: list[PostHelp]) -> Helped:
    funds = sum(row.fund_id is not None for row in rows)
    said = tuple(Said(_name(row), row.how, row.fund_id) for row in rows[:MOST_SHOWN])
    return Helped(funds, len(rows) - funds, said)


def _name(row: PostHelp) -> str:
    if row.fund_id:
        return row.fund.name
    return row.by.shown_name if row.by else _("somebody who has left")


def may_say_helped(rights: Rights, post: Post) -> bool:
    """Whether somebody may say that a post of others helped."""
    own = post.author_id == rights.user_id or (post.fund_id and rights.acts_for(post.fund_id))
    return rights.signed_in and not own


def say_helped(*, post: Post, by: User, fund: Fund | None = None, how: str = "") -> PostHelp:
    """Say that a post helped, for oneself or for a fund; said again, the line is changed."""
    how = _checked(how)
    with topic_lock(post.topic_id) as topic:
        rights = rights_of(by)
        if not (may_read(rights, topic) and may_say_helped(rights, post)):
            raise WritingRefused(_("What helped is said by others, not by those who wrote it."))
        if fund and not rights.acts_for(fund.pk):
            raise WritingRefused(
                _("Today you hold no office that writes for %(fund)s.") % {"fund": fund}
            )
        who = {"fund": fund} if fund else {"fund": None, "by": by}
        row, _made = PostHelp.objects.update_or_create(
            post=post,
            **who,
            defaults={"how": how, "by": by},
            create_defaults={"how": how, "by": by, "said_at": timezone.now()},
        )
        return row


def unsay_helped(*, post: Post, by: User, fund: Fund | None = None) -> None:
    """Take back what was said, for oneself or for a fund; repeated, nothing happens."""
    if fund is None:
        PostHelp.objects.filter(post=post, fund=None, by=by).delete()
        return
    if not rights_of(by).acts_for(fund.pk):
        raise WritingRefused(_("Only an officer of the fund can take this back."))
    PostHelp.objects.filter(post=post, fund=fund).delete()


def _checked(typed: str) -> str:
    """One line as it is stored, once the model field's own rules have passed it."""
    line = " ".join(tidy(typed).split())
    try:
        return PostHelp._meta.get_field("how").clean(line, None)
    except ValidationError as problem:
        raise WritingRefused(" ".join(problem.messages)) from problem
