"""Decides on answers: an author answers a decision once, and another moderator decides again."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.models import Case, StaffNote, Standing
from exchange.order.deciding import DecisionRefused, case_lock, checked, may_answer
from exchange.order.hiding import put
from exchange.order.log import note
from exchange.order.sanctions import follow
from portal.notices.kinds import Kind
from portal.notices.telling import tell
from portal.people.models import User


@transaction.atomic
def appeal(*, case: Case, by: User, words: str, moment: datetime | None = None) -> Case:
    """The author's one answer to a decision; it waits in the queue for another moderator.

    Sent again it changes nothing. Raises `DecisionRefused`.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.author_id != by.pk:
        raise DecisionRefused(_("Only the author of the post can answer."))
    if case.appealed_at:
        return case
    if not may_answer(case):
        raise DecisionRefused(_("There is nothing to answer to here."))
    case.appeal = checked(Case, "appeal", words)
    case.appealed_at = case.waits_since = moment or timezone.now()
    case.told_at = None
    case.save(update_fields=["appeal", "appealed_at", "waits_since", "told_at"])
    return case


def answer(
    *, case: Case, by: User, lift: bool, reason: str, moment: datetime | None = None
) -> Case:
    """Decide on an author's answer: the decision stands, or all of it is taken back.

    A text that was changed stays changed; its versions are in the post's history. The same
    again changes nothing. Raises `DecisionRefused`, also for whoever decided before.
    """
    moment = moment or timezone.now()
    with case_lock(case=case, by=by, moment=moment) as held:
        case = held.case
        if case.answered_at:
            if case.answered_by_id == by.pk:
                return case
            raise DecisionRefused(_("This has been decided by somebody else meanwhile."))
        if not case.appealed:
            raise DecisionRefused(_("There is nothing to answer to here."))
        if case.decided_by_id == by.pk:
            raise DecisionRefused(_("You decided this; now another moderator looks at the answer."))
        case.answer_reason = checked(Case, "answer_reason", reason)
        case.answer = Case.Answer.LIFTED if lift else Case.Answer.UPHELD
        case.answered_by, case.answered_at = by, moment
        case.waits_since = case.claimed_by = case.claimed_until = None
        if lift:
            case.lifted_at = moment
        case.save()
        if lift and case.outcome == Case.Outcome.HIDDEN:
            put(topic=held.topic, post=held.post, standing=Standing.SHOWN)
        if lift and case.author:
            follow(case.author, moment)
        action = StaffNote.Action.LIFTED if lift else StaffNote.Action.UPHELD
        note(by=by, action=action, about=held.post, reason=case.answer_reason, moment=moment)
        _tell_author(case, held.topic.title, moment)
        return case


def _tell_author(case: Case, title: str, moment: datetime) -> None:
    person = getattr(case.author, "person", None)
    if person is None:
        return
    tell(
        person=person,
        kind=Kind.MODERATION,
        key=f"answered-{case.pk}",
        subject=lambda _person: _("Another moderator has read your answer"),
        text=lambda _person: (
            _("About your post in “%(topic)s”: %(answer)s. %(reason)s")
            % {
                "topic": title,
                "answer": case.get_answer_display(),
                "reason": case.answer_reason,
            }
        ),
        link=reverse("order_decision", args=[case.pk]),
        moment=moment,
    )
