"""Decides what a reviewer may say to a lesson, and what its writers hear of it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState, WorkflowState

from exchange.lessons.writing import LessonRefused, lesson_lock
from exchange.models import LessonPage
from exchange.models.lesson_people import REFUSAL, may_release
from portal.funds.access import Rights, rights_of
from portal.notices.kinds import Kind
from portal.notices.telling import tell_all
from portal.people.models import Person, User
from portal.thai.digits import holds_national_id

LONGEST_COMMENT = 2_000


@dataclass(frozen=True)
class Comment:
    """Something a reviewer said; `about` names the part of the lesson, where it is to one."""

    who: str
    said_at: datetime
    text: str
    about: str = ""


def may_review(rights: Rights, lesson: LessonPage, user: User) -> bool:
    """Whether somebody may decide on what waits now: staff today, in the review's groups, and
    neither a writer of it nor acting for its fund.
    """
    state = lesson.current_workflow_task_state
    if not (lesson.in_review and state and rights.is_staff_of_portal):
        return False
    return bool(state.task.specific.get_actions(lesson, user))


def may_read_draft(rights: Rights) -> bool:
    """Whether somebody may read lessons that are still being reviewed, besides their writers."""
    return rights.trainer or rights.administrator


def waiting(rights: Rights):
    """Lessons that wait for a review, longest first, with `sent_at`; a reviewer's own left out."""
    if not may_read_draft(rights):
        return LessonPage.objects.none()
    states = _states("in_progress")
    if not rights.administrator:
        states = states.exclude(requested_by=rights.user_id)
    lessons = _in_state(states, moment="started_at")
    if rights.officer_of and not rights.administrator:
        lessons = lessons.exclude(fund__isnull=False, fund__in=rights.officer_of)
    return lessons


def sent_back(rights: Rights):
    """Lessons of the account's funds, and those of the network it began, that a reviewer asked
    to change, longest first, with `sent_at`.
    """
    lessons = _in_state(_states("needs_changes"), moment="finished_at")
    return lessons.filter(
        Q(fund__in=rights.officer_of) | Q(fund=None, owner=rights.user_id, owner__isnull=False)
    )


def _states(status: str):
    """The reviews of lessons that stand so; a page's number is kept there as text."""
    lessons = ContentType.objects.get_for_model(LessonPage)
    return WorkflowState.objects.filter(content_type=lessons, status=status).annotate(
        lesson=Cast("object_id", IntegerField())
    )


def _in_state(states, *, moment: str):
    """The lessons of some reviews with `sent_at`, when their step began or ended."""
    when = states.filter(lesson=OuterRef("pk")).values(f"current_task_state__{moment}")[:1]
    return (
        LessonPage.objects.filter(id__in=states.values("lesson"))
        .annotate(sent_at=Subquery(when))
        .select_related("fund")
        .order_by("sent_at", "pk")
    )


def decide(*, lesson: LessonPage, by: User, approve: bool, comment: str = "") -> LessonPage:
    """Approve a lesson, which publishes it, or ask for changes with a comment.

    Raises `LessonRefused` where it no longer waits, where the reviewer wrote at it, and for
    a request without a word of why.
    """
    comment = comment.strip()
    with lesson_lock(lesson.pk) as locked:
        _refuse_comment(comment, needed=not approve)
        if not locked.in_review:
            raise LessonRefused(_("This lesson does not wait for a review any more."))
        if not may_review(rights_of(by), locked, by):
            raise LessonRefused(str(REFUSAL) if not may_release(locked, by) else NOT_YOURS)
        state = locked.current_workflow_task_state
        task = state.task.specific
        if approve and (problem := task.problem(locked, by)):
            raise LessonRefused(problem)
        task.on_action(state, by, "approve" if approve else "reject", comment=comment)
        return LessonPage.objects.get(pk=locked.pk)


NOT_YOURS = gettext_lazy("Lessons are reviewed by the network's trainers.")


def _refuse_comment(comment: str, *, needed: bool) -> None:
    if needed and not comment:
        raise LessonRefused(_("Please say what should be changed, so that the fund can do it."))
    if len(comment) > LONGEST_COMMENT:
        raise LessonRefused(_("Please say it in fewer words."))
    if holds_national_id(comment):
        raise LessonRefused(_("This looks like a national ID number. Please take it out."))


def tell_writers(state: TaskState) -> None:
    """Tell those who wrote a lesson what was decided, here or in the admin; told once."""
    lesson = LessonPage.objects.filter(pk=state.workflow_state.object_id).first()
    if lesson is None:
        return
    approved, comment = state.status == TaskState.STATUS_APPROVED, state.comment.strip()
    title = lesson.draft_title or lesson.title
    writers = [one.author_id for one in lesson.get_latest_revision_as_object().authors.all()]
    people = Person.objects.known().filter(user__in=filter(None, writers))
    if approved:
        tell_all(
            people=people,
            kind=Kind.LESSON,
            key=f"review:{state.pk}",
            subject=lambda person: _("Your lesson is published: %(title)s") % {"title": title},
            text=lambda person: comment or _("Thank you. Other funds can now learn from it."),
            link=lesson_address(lesson),
        )
        return
    tell_all(
        people=people,
        kind=Kind.LESSON,
        key=f"review:{state.pk}",
        subject=lambda person: (
            _("Please look at your lesson once more: %(title)s") % {"title": title}
        ),
        text=lambda person: comment or _("A trainer asks for changes."),
        link=lesson_address(lesson, "lesson_write"),
    )


def lesson_address(lesson: LessonPage, name: str = "") -> str:
    """The address of a lesson, or of one of the pages around it."""
    if name:
        return reverse(name, args=[lesson.pk])
    return lesson.get_url() or reverse("lesson_draft", args=[lesson.pk])


def comments_of(lesson: LessonPage) -> list[Comment]:
    """What reviewers said, newest first: with their decisions, and beside parts of the text
    where they have not been ticked off. Three queries at most.
    """
    states = (
        TaskState.objects.filter(
            workflow_state__object_id=str(lesson.pk),
            workflow_state__base_content_type=lesson.get_base_content_type(),
        )
        .exclude(comment="")
        .select_related("finished_by__person")
    )
    found = [
        Comment(_name(state.finished_by), state.finished_at, state.comment) for state in states
    ]
    beside = lesson.wagtail_admin_comments.filter(resolved_at=None).select_related("user__person")
    found += [
        Comment(_name(one.user), one.created_at, one.text, _part_named(one.contentpath))
        for one in beside
    ]
    return sorted(found, key=lambda one: one.said_at, reverse=True)


def _name(user: User | None) -> str:
    return user.shown_name if user else _("somebody who has left")


def _part_named(path: str) -> str:
    """The name of the field a comment stands beside."""
    names = {field.name: field for field in LessonPage._meta.get_fields()}
    field = names.get(path.partition(".")[0])
    return capfirst(str(field.verbose_name)) if hasattr(field, "verbose_name") else ""
