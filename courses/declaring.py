"""Keeps what somebody declared with a registration: the answers to the workshop's questions."""

from collections.abc import Mapping

from courses.models import Question, QuestionAnswer, Registration


def keep_answers(registration: Registration, answers: Mapping[int, str]) -> None:
    """Write the answers (question id → text) of one registration; what was there goes.

    Empty answers and questions of other workshops are left out. Whether an answer may be
    what it is was judged before, by `courses.questions`.
    """
    registration.question_answers.all().delete()
    asked = Question.objects.filter(workshop=registration.workshop_id, pk__in=answers)
    QuestionAnswer.objects.bulk_create(
        QuestionAnswer(registration=registration, question=one, value=answers[one.pk])
        for one in asked
        if answers[one.pk]
    )
