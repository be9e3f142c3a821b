"""Decides who works on a case, what a moderator may decide on it, and what the author hears."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from exchange.models import Case, Post, StaffNote, Standing, Topic
from exchange.order.hiding import put
from exchange.order.log import note
from exchange.order.moderators import may_decide
from exchange.order.sanctions import follow
from exchange.talk.editing import edit_for_order
from exchange.talk.text import tidy
from exchange.talk.writing import WritingRefused, topic_lock
from portal.funds.access import rights_of
from portal.notices.kinds import Kind
from portal.notices.telling import tell
from portal.people.models import User
from portal.thai.dates import short_datetime

#: How long a case belongs to the moderator who took it on.
CLAIM = timedelta(minutes=30)
#: The longest a measure lasts; whoever must stay away longer is decided on again.
LONGEST_MEASURE = timedelta(days=366)
#: Characters of the reason that stand under a changed text.
WHY = Post._meta.get_field("edited_why").max_length

Outcome, Measure = Case.Outcome, Case.Measure
NOTED = {
    Outcome.KEPT: StaffNote.Action.KEPT,
    Outcome.HIDDEN: StaffNote.Action.HIDDEN,
    Measure.WARNED: StaffNote.Action.WARNED,
    Measure.SILENCED: StaffNote.Action.SILENCED,
    Measure.SUSPENDED: StaffNote.Action.SUSPENDED,
}


class DecisionRefused(Exception):
    """Nothing was decided. The message says why, in the reader's language."""


@dataclass
class Held:
    """A case that is locked together with its topic and post."""

    case: Case
    topic: Topic
    post: Post


@contextmanager
def case_lock(*, case: Case, by: User, moment: datetime):
    """One decision at a time in a topic; yields the case freshly read, for somebody who may."""
    try:
        with topic_lock(case.post.topic_id) as topic:
            fresh = Case.objects.select_related(
                "author__person", "claimed_by__person", "decided_by"
            ).get(pk=case.pk)
            post = topic.posts.select_related("topic__board", "topic__pair").get(pk=case.post_id)
            if not may_decide(rights_of(by, day=timezone.localdate(moment)), post):
                raise DecisionRefused(
                    _("This is for other moderators: you may not decide on it today.")
                )
            yield Held(fresh, topic, post)
    except WritingRefused as gone:
        raise DecisionRefused(str(gone)) from gone


def claim(*, case: Case, by: User, moment: datetime | None = None) -> Case:
    """Take a case on for half an hour, so that nobody else decides on it; again renews it.

    Raises `DecisionRefused` while somebody else works on it, and when it waits for nobody.
    """
    moment = moment or timezone.now()
    with case_lock(case=case, by=by, moment=moment) as held:
        _refuse_unless_waiting(held.case, by, moment)
        held.case.claimed_by, held.case.claimed_until = by, moment + CLAIM
        held.case.save(update_fields=["claimed_by", "claimed_until"])
        return held.case


def decide(
    *,
    case: Case,
    by: User,
    outcome: str,
    reason: str,
    measure: str = Measure.NONE,
    until: datetime | None = None,
    body: str = "",
    moment: datetime | None = None,
) -> Case:
    """Decide on a post and, with a measure, on its author, who is told why and how to answer.

    `reason` is read by the author; `body` is the new text where the post is changed, `until`
    the end of a measure. The same decision sent again changes nothing. Raises
    `DecisionRefused`.
    """
    moment = moment or timezone.now()
    with case_lock(case=case, by=by, moment=moment) as held:
        case = held.case
        if case.decided_by_id == by.pk and (case.outcome, case.measure) == (outcome, measure):
            return case
        _refuse_unless_waiting(case, by, moment)
        if case.decided_at:
            raise DecisionRefused(_("This has been decided; now its author's answer waits."))
        reason = checked(Case, "reason", reason)
        _refuse_measure(case, by, measure, until, moment)
        if outcome == Outcome.EDITED:
            _change(held.post, body, by, reason, moment)
        else:
            note(by=by, action=NOTED[outcome], about=held.post, reason=reason, moment=moment)
        case.outcome, case.measure, case.reason = outcome, measure, reason
        case.until = until if measure in (Measure.SILENCED, Measure.SUSPENDED) else None
        case.decided_by, case.decided_at = by, moment
        case.waits_since = case.claimed_by = case.claimed_until = None
        case.save()
        hide = outcome == Outcome.HIDDEN
        put(
            topic=held.topic,
            post=held.post,
            standing=Standing.HIDDEN if hide else Standing.SHOWN,
        )
        if measure != Measure.NONE:
            note(by=by, action=NOTED[measure], about=case.author, reason=reason, moment=moment)
            follow(case.author, moment)
        _tell_author(case, held.topic, moment)
        return case


def _refuse_unless_waiting(case: Case, by: User, moment: datetime) -> None:
    if case.waits_since is None:
        raise DecisionRefused(_("This has been decided by somebody else meanwhile."))
    if case.decided_by_id == by.pk:
        raise DecisionRefused(_("You decided this; now another moderator looks at the answer."))
    holder = case.claimed_at(moment)
    if holder and holder.pk != by.pk:
        raise DecisionRefused(
            _("%(name)s is working on this until %(until)s. Please take another one.")
            % {"name": holder.shown_name, "until": short_datetime(case.claimed_until)}
        )


def _refuse_measure(
    case: Case, by: User, measure: str, until: datetime | None, moment: datetime
) -> None:
    """A measure needs somebody it binds; one that lasts also an end; staff only administrators."""
    if measure == Measure.NONE:
        return
    if case.author is None:
        raise DecisionRefused(_("The author's account is gone: decide on the post alone."))
    if measure == Measure.WARNED:
        return
    if until is None or not moment < until <= moment + LONGEST_MEASURE:
        raise DecisionRefused(_("Please give an end: a day to come, within a year."))
    if rights_of(case.author).is_staff_of_portal and not by.is_superuser:
        raise DecisionRefused(
            _("The author works for the network: such a measure is for an administrator.")
        )


def _change(post: Post, body: str, by: User, reason: str, moment: datetime) -> None:
    """The post with a moderator's text; the earlier one is kept, and the log notes it."""
    if tidy(body) == post.body:
        raise DecisionRefused(_("The text is as it was: change it, or leave the post as it is."))
    try:
        edit_for_order(by=by, post=post, body=body, why=Truncator(reason).chars(WHY), moment=moment)
    except WritingRefused as refusal:
        raise DecisionRefused(str(refusal)) from refusal


def checked(model, name: str, typed: str) -> str:
    """The typed text as it is stored, once the field's own rules have passed it; never empty."""
    typed = tidy(typed)
    if not typed:
        raise DecisionRefused(_("Please write a few words: the author reads them."))
    try:
        return model._meta.get_field(name).clean(typed, None)
    except ValidationError as problem:
        raise DecisionRefused(" ".join(problem.messages)) from problem


def _tell_author(case: Case, topic: Topic, moment: datetime) -> None:
    """What was decided, why, until when, and that they can answer once."""
    person = getattr(case.author, "person", None)
    quiet = case.outcome == Outcome.KEPT and case.measure == Measure.NONE and not case.held
    if person is None or quiet:
        return

    def text(_person) -> str:
        said = [
            _("Your post in “%(topic)s”: %(outcome)s.")
            % {"topic": topic.title, "outcome": case.get_outcome_display()}
        ]
        if case.measure:
            said.append(_("For you: %(measure)s.") % {"measure": case.get_measure_display()})
        if case.until:
            said.append(_("Until %(until)s.") % {"until": short_datetime(case.until)})
        said.append(_("Reason: %(reason)s") % {"reason": case.reason})
        if may_answer(case):
            said.append(_("You can answer once; then another moderator decides."))
        return "\n".join(said)

    tell(
        person=person,
        kind=Kind.MODERATION,
        key=f"decided-{case.pk}",
        subject=lambda _person: _("A moderator has decided on your post"),
        text=text,
        link=reverse("order_decision", args=[case.pk]),
        moment=moment,
    )


def may_answer(case: Case) -> bool:
    """Whether there is something its author may answer to, and has not yet."""
    against = case.outcome in (Outcome.HIDDEN, Outcome.EDITED) or case.measure != Measure.NONE
    return case.decided_at is not None and against and case.appealed_at is None
