"""Decides what a report does: who may send one, and when a post is hidden until it is checked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.access import may_read
from exchange.models import Case, Post, Report, StaffNote, Standing, Topic
from exchange.order.hiding import put
from exchange.order.log import note
from exchange.talk.writing import WritingRefused, topic_lock
from portal.funds.access import Rights, rights_of
from portal.notices.kinds import Kind
from portal.notices.telling import tell
from portal.people.models import User

#: Voices of different funds that hide a post until it is checked.
ENOUGH_VOICES = 3
#: Reports one person may send in a day.
REPORTS_A_DAY = 20


class ReportRefused(Exception):
    """Nothing was reported. The message says why, in the reader's language."""


def report(
    *, post: Post, by: User, reason: str, line: str = "", moment: datetime | None = None
) -> Report:
    """Ask the moderators to look at a post; the same person asks once, again changes nothing.

    Reports of three different funds hide it until it is checked, and its author is told
    why. Trust comes from a confirmed office: all without one are one voice together. Reports
    of one topic wait for each other. Raises `ReportRefused`.
    """
    moment = moment or timezone.now()
    rights = rights_of(by, day=timezone.localdate(moment))
    try:
        with topic_lock(post.topic_id) as topic:
            post = topic.posts.get(pk=post.pk)
            if before := Report.objects.filter(post=post, reporter=by).first():
                return before
            _refuse_unless_allowed(rights, topic, post, by, moment)
            case = _case_of(post, moment)
            made = Report(
                case=case,
                post=post,
                reporter=by,
                fund_id=_voice_of(rights, case),
                reason=reason,
                line=" ".join(line.split()),
                at=moment,
            )
            _check(made)
            made.save()
            if post.standing == Standing.SHOWN and voices(case) >= ENOUGH_VOICES:
                _hold(topic, post, case, moment)
            return made
    except WritingRefused as gone:
        raise ReportRefused(str(gone)) from gone


def voices(case: Case) -> int:
    """How many voices ask: each fund is one, and all people without a confirmed office are one."""
    funds = set(case.reports.values_list("fund", flat=True))
    return len(funds)


def reported_by(user: User, posts: Iterable[Post]) -> set[int]:
    """Of some posts (their keys) those the account has reported; one query."""
    mine = Report.objects.filter(reporter=user, post__in=[post.pk for post in posts])
    return set(mine.values_list("post", flat=True))


def _refuse_unless_allowed(
    rights: Rights, topic: Topic, post: Post, by: User, moment: datetime
) -> None:
    if not rights.signed_in or not may_read(rights, topic):
        raise ReportRefused(_("You can report what you can read, and this is not open to you."))
    if post.author_id == by.pk:
        raise ReportRefused(_("This is your own post."))
    if post.standing != Standing.SHOWN and not rights.coordinator:
        raise ReportRefused(_("This post is hidden already; a moderator looks at it."))
    sent = Report.objects.filter(reporter=by, at__gt=moment - timedelta(days=1)).count()
    if sent >= REPORTS_A_DAY:
        raise ReportRefused(
            _("You have sent %(most)d reports since yesterday; please go on tomorrow.")
            % {"most": REPORTS_A_DAY}
        )


def _case_of(post: Post, moment: datetime) -> Case:
    """The case in which the post waits for a decision; a new one where there is none."""
    case, _made = Case.objects.get_or_create(
        post=post,
        decided_at=None,
        defaults={"author_id": post.author_id, "opened_at": moment, "waits_since": moment},
    )
    return case


def _voice_of(rights: Rights, case: Case) -> int | None:
    """The fund a report counts for: one that has not spoken yet, if the person has several."""
    spoken = set(case.reports.values_list("fund", flat=True))
    funds = sorted(rights.member_of)
    return next((fund for fund in funds if fund not in spoken), funds[0] if funds else None)


def _check(made: Report) -> None:
    try:
        made.clean_fields(exclude=["case", "post", "reporter", "fund"])
    except ValidationError as problem:
        raise ReportRefused(" ".join(problem.messages)) from problem


def _hold(topic: Topic, post: Post, case: Case, moment: datetime) -> None:
    """Hide until checked, note it, and tell the author why."""
    put(topic=topic, post=post, standing=Standing.HELD)
    case.held = True
    case.save(update_fields=["held"])
    named = sorted(set(case.reports.values_list("reason", flat=True)))

    def why() -> str:
        return "; ".join(str(Report.Reason(reason).label) for reason in named)

    note(by=None, action=StaffNote.Action.HELD, about=post, reason=why(), moment=moment)
    person = getattr(post.author, "person", None)
    if person is None:
        return
    tell(
        person=person,
        kind=Kind.MODERATION,
        key=f"held-{case.pk}",
        subject=lambda _person: _("Your post is hidden until a moderator has checked it"),
        text=lambda _person: (
            _(
                "Several funds asked us to look at your post in “%(topic)s”. They say: %(why)s. "
                "A moderator looks at it soon, and you will read here what was decided."
            )
            % {"topic": topic.title, "why": why()}
        ),
        link=reverse("order_decision", args=[case.pk]),
        moment=moment,
    )
