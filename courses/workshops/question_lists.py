"""Decides how the list of a workshop's own questions may be changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Question, QuestionAnswer, Workshop
from courses.seats.locking import workshop_lock
from portal.thai.words import normalise

#: More questions than anybody answers on a phone.
MOST_QUESTIONS = 20


class QuestionsRefused(Exception):
    """The list cannot be like this. The message says why; `row` is the plan's place, from 0."""

    def __init__(self, message: str, *, row: int | None = None, field: str = ""):
        super().__init__(message)
        self.row, self.field = row, field


@dataclass(frozen=True)
class QuestionPlan:
    """One question as it is wanted. `key` is the row it is now, None for a new one; `after`
    the place (from 0) of the earlier question on which it depends.
    """

    text: str
    kind: str = Question.Kind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = False
    after: int | None = None
    value: str = ""
    key: int | None = None


def plans_of(workshop: Workshop) -> list[QuestionPlan]:
    """The questions of a workshop as plans. One query."""
    rows = list(Question.objects.filter(workshop_id=workshop.pk))
    places = {row.pk: number for number, row in enumerate(rows)}
    return [
        QuestionPlan(
            text=row.text,
            kind=row.kind,
            choices=tuple(row.choice_list),
            required=row.required,
            after=places.get(row.shown_if_id),
            value=row.shown_value,
            key=row.pk,
        )
        for row in rows
    ]


@transaction.atomic
def write_questions(*, workshop: Workshop, plans: Sequence[QuestionPlan]) -> list[Question]:
    """Make the questions of a workshop what the plans say, in their order.

    What people have answered stays answerable: a question with answers keeps its kind and the
    choices taken, and does not go. Raises `QuestionsRefused`.
    """
    with workshop_lock(workshop.pk) as locked:
        _refuse_plans(plans)
        present = {row.pk: row for row in Question.objects.filter(workshop=locked)}
        answered = _answered(locked)
        kept = {plan.key for plan in plans if plan.key in present}
        for pk, row in present.items():
            if pk not in kept:
                _refuse_losing(row, answered.get(pk, set()))
        Question.objects.filter(pk__in=present.keys() - kept).delete()
        made: list[Question] = []
        for number, plan in enumerate(plans):
            row = present.get(plan.key) or Question(workshop=locked)
            _refuse_other_kind(row, plan, answered.get(row.pk, set()), number)
            row.place, row.text, row.kind = number + 1, plan.text, plan.kind
            row.choices = "\n".join(plan.choices)
            row.required = plan.required
            row.shown_if = made[plan.after] if plan.after is not None else None
            row.shown_value = plan.value if plan.after is not None else ""
            row.save()
            made.append(row)
        return made


def copy_questions(*, source: Workshop, workshop: Workshop) -> list[Question]:
    """The questions of an earlier workshop for a new one that has none."""
    if Question.objects.filter(workshop=workshop).exists():
        return []
    plans = [QuestionPlan(**{**vars(plan), "key": None}) for plan in plans_of(source)]
    return write_questions(workshop=workshop, plans=plans)


def _answered(workshop: Workshop) -> dict[int, set[str]]:
    """The answers given so far, by question."""
    found: dict[int, set[str]] = {}
    rows = QuestionAnswer.objects.filter(question__workshop=workshop).order_by()
    for pk, value in rows.values_list("question", "value").distinct():
        found.setdefault(pk, set()).add(value)
    return found


def _refuse_plans(plans: Sequence[QuestionPlan]) -> None:
    if len(plans) > MOST_QUESTIONS:
        raise QuestionsRefused(
            _("At most %(count)d questions; people answer them on a phone.")
            % {"count": MOST_QUESTIONS}
        )
    texts: set[str] = set()
    for number, plan in enumerate(plans):
        if normalise(plan.text) in texts:
            raise QuestionsRefused(_("This question is there twice."), row=number, field="text")
        texts.add(normalise(plan.text))
        if plan.kind == Question.Kind.CHOICE and len(set(plan.choices)) < 2:
            raise QuestionsRefused(
                _("Please write at least two choices, one on each line."),
                row=number,
                field="choices",
            )
        if plan.after is not None:
            _refuse_condition(plan, plans, number)


def _refuse_condition(plan: QuestionPlan, plans: Sequence[QuestionPlan], number: int) -> None:
    if not 0 <= plan.after < number:
        raise QuestionsRefused(
            _("A question can only depend on one that stands before it."), row=number, field="after"
        )
    earlier = plans[plan.after]
    values = {normalise(choice) for choice in earlier.choices}
    wanted = normalise(plan.value)
    if earlier.kind == Question.Kind.CHOICE and wanted and wanted not in values:
        raise QuestionsRefused(
            _("“%(question)s” has no such choice. There are: %(choices)s.")
            % {"question": earlier.text, "choices": ", ".join(earlier.choices)},
            row=number,
            field="value",
        )


def _refuse_losing(row: Question, answers: Iterable[str]) -> None:
    if answers:
        raise QuestionsRefused(
            _("“%(question)s” has been answered already, so it stays.") % {"question": row.text}
        )


def _refuse_other_kind(row: Question, plan: QuestionPlan, answers: set[str], number: int) -> None:
    if not answers:
        return
    if row.kind != plan.kind:
        raise QuestionsRefused(
            _("This has been answered already, so it stays %(kind)s.")
            % {"kind": row.get_kind_display()},
            row=number,
            field="kind",
        )
    taken = answers - set(plan.choices) if plan.kind == Question.Kind.CHOICE else set()
    if taken:
        raise QuestionsRefused(
            _("These choices have been taken already, so they stay: %(choices)s.")
            % {"choices": ", ".join(sorted(taken))},
            row=number,
            field="choices",
        )
