"""Decides which of a workshop's own questions somebody is asked, and what may be answered.

Pure over questions and typed texts (question id → text). A question with a condition is asked
when an earlier question is asked itself and was answered that way; so a page without scripts,
one with them (static/js/register.js, which does the same) and the rule agree.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiDecimalField
from portal.thai.words import normalise

MOST_LETTERS = 500
MOST = 9_999_999

TEXT, CHOICE, NUMBER = "text", "choice", "number"
#: Turn the reading direction round, or cannot be seen: no part of anybody's answer.
HIDDEN = frozenset({"Cc", "Cf"})
KEPT = frozenset("\n\t\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found: answers as they are kept, and a sentence for each that cannot be."""

    answers: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)


def asked(questions: Iterable, answers: Mapping[int, str]) -> list:
    """The questions that apply to somebody who answers like this, in their order.

    A condition on a question that does not come earlier is never met. Without a value it is
    met by any answer.
    """
    found: dict[int, object] = {}
    for question in questions:
        if question.shown_if_id is not None:
            earlier = found.get(question.shown_if_id)
            if earlier is None or not _meets(earlier, answers, question.shown_value):
                continue
        found[question.pk] = question
    return list(found.values())


def condition_sentence(question, questions: Iterable) -> str:
    """When a question is asked, for readers whose page cannot hide it; empty: always."""
    if question.shown_if_id is None:
        return ""
    earlier = next((one for one in questions if one.pk == question.shown_if_id), None)
    if earlier is None:
        return ""
    if not question.shown_value.strip():
        return _("Only if you answered “%(question)s”.") % {"question": earlier.text}
    return _("Only if you answered “%(question)s” with “%(value)s”.") % {
        "question": earlier.text,
        "value": question.shown_value.strip(),
    }


def check(questions: Iterable, answers: Mapping[int, str]) -> Checked:
    """Judge typed answers: what is kept of them, and one sentence for each that is wrong.

    What was not asked is not kept, and answers to questions of elsewhere are not looked at.
    """
    checked = Checked()
    for question in asked(questions, answers):
        try:
            value = clean(question, answers.get(question.pk) or "")
        except ValidationError as problem:
            checked.faults[question.pk] = " ".join(problem.messages)
            continue
        if value:
            checked.answers[question.pk] = value
    return checked


def clean(question, text: str) -> str:
    """One answer as it is kept; empty when nothing was answered. Raises `ValidationError`."""
    text = text.strip()
    if not text:
        if question.required:
            raise ValidationError(_("Please answer this question."), code="required")
        return ""
    if question.kind == NUMBER:
        return _number(text)
    if question.kind == CHOICE:
        if text not in question.choice_list:
            raise ValidationError(_("Please choose one from the list."), code="invalid_choice")
        return text
    return readable(text, most=MOST_LETTERS)


def readable(text: str, *, most: int) -> str:
    """Free text that may be kept and printed. Raises `ValidationError` with one sentence.

    Pictures and signs of HTML are words like others; marks that turn the reading direction
    or cannot be seen would make a list say something else than it holds.
    """
    if len(text) > most:
        raise ValidationError(
            _("Please write this in at most %(limit_value)d letters.") % {"limit_value": most},
            code="max_length",
        )
    if any(unicodedata.category(one) in HIDDEN and one not in KEPT for one in text):
        raise ValidationError(
            _("There is a hidden sign in this text. Please write it anew instead of copying it."),
            code="hidden",
        )
    refuse_national_id(text)
    return text


def _number(text: str) -> str:
    field = ThaiDecimalField(min_value=0, max_value=MOST, decimal_places=2)
    try:
        value = field.clean(text[:40])
    except ValidationError as problem:
        if problem.error_list[0].code == "invalid":
            raise
        raise ValidationError(
            _("Please write a number between 0 and 9,999,999, with at most two decimals."),
            code="impossible",
        ) from problem
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _meets(earlier, answers: Mapping[int, str], wanted: str) -> bool:
    """Whether an earlier question was answered the way a condition asks for."""
    given, wanted = (answers.get(earlier.pk) or "").strip(), wanted.strip()
    if not given or not wanted:
        return bool(given)
    if earlier.kind == NUMBER:
        try:
            return Decimal(_number(given)) == Decimal(_number(wanted))
        except ValidationError:
            return False
    return normalise(given) == normalise(wanted)
