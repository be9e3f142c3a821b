"""Decides who keeps order: coordinators and administrators, where they may read, never about
themselves.
"""

from exchange.access import keeps_order
from exchange.models import Case, Post
from portal.funds.access import Rights, rights_of
from portal.people.models import Person, User


def may_decide(rights: Rights, post: Post) -> bool:
    """Whether somebody may decide on a post: a moderator, but not about their own or their fund's.

    `Case.objects.open_to` says the same of many cases.
    """
    own = post.author_id == rights.user_id or rights.acts_for(post.fund_id)
    return not own and keeps_order(rights, post.topic)


def may_see(rights: Rights, post: Post) -> bool:
    """Whether somebody who may open the topic may read a hidden post: its author, moderators."""
    return rights.coordinator or (post.author_id is not None and post.author_id == rights.user_id)


def deciders(case: Case, *, but: tuple[User | None, ...] = ()) -> list[Person]:
    """Everybody who may decide a case today, without some; for jobs that nobody waits for."""
    staff = User.objects.filter(is_active=True, person__isnull=False)
    staff = staff.filter(mandates__isnull=False) | staff.filter(is_superuser=True)
    left_out = {user.pk for user in but if user}
    return [
        user.person
        for user in staff.select_related("person").distinct().order_by("pk")
        if user.pk not in left_out and may_decide(rights_of(user), case.post)
    ]
