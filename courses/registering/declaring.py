"""Keeps what somebody declared with a registration: answers to questions, and consent."""

from collections.abc import Mapping
from datetime import datetime

from courses.models import Question, QuestionAnswer, Registration
from portal.people import consent
from portal.people.models import Consent


def declare(
    registration: Registration,
    *,
    answers: Mapping[int, str] | None,
    consents: Mapping[str, bool] | None,
    versions: Mapping[str, int] | None = None,
    moment: datetime,
) -> None:
    """Keep both with a registration just written; None where nothing was asked.

    Raises `portal.people.consent.ConsentError` for a text that was never shown.
    """
    if answers:
        keep_answers(registration, answers)
    if consents:
        consent.record(
            person=registration.person,
            answers=consents,
            versions=versions,
            source=registration.workshop.title,
            source_ref=source_ref(registration.workshop_id),
            entered_by=registration.entered_by,
            moment=moment,
        )


def keep_answers(registration: Registration, answers: Mapping[int, str]) -> None:
    """Write the answers (question id → text) of one registration; what was there goes.

    Empty answers and questions of other workshops are left out. Whether an answer may be
    what it is was judged before, by `courses.registering.questions`.
    """
    registration.question_answers.all().delete()
    asked = Question.objects.filter(workshop=registration.workshop_id, pk__in=answers)
    QuestionAnswer.objects.bulk_create(
        QuestionAnswer(registration=registration, question=one, value=answers[one.pk])
        for one in asked
        if answers[one.pk]
    )


def forget_needs_of(withdrawn: Consent) -> None:
    """Delete what somebody told about food, stay and access when they take their yes back."""
    if withdrawn.text.purpose != consent.Purpose.NEEDS:
        return
    place, _colon, workshop_id = withdrawn.source_ref.partition(":")
    if place == "workshop" and workshop_id.isdecimal():
        told = Registration.objects.filter(workshop=workshop_id, person=withdrawn.person_id)
        told.exclude(needs="").update(needs="")


def source_ref(workshop_id: int) -> str:
    """By which consent given for one workshop is found again."""
    return f"workshop:{workshop_id}"
