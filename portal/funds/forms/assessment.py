"""The self-assessment as a form: every statement with four answers."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.funds.models import Rubric, RubricStatement
from portal.thai.fields import ThaiDateField

ANSWERS = [(0, _("not yet")), (1, _("a little")), (2, _("mostly")), (3, _("fully"))]


@dataclass(frozen=True)
class Part:
    """One area of the self-assessment with its questions."""

    title: str
    questions: list


class AssessmentForm(forms.Form):
    """All statements of an edition; `answers` are earlier scores by statement id."""

    assessed_on = ThaiDateField(
        label=_("Day of the self-assessment"),
        initial=timezone.localdate,
        error_messages={"required": _("Please write the day you answered together.")},
    )

    def __init__(self, *args, rubric: Rubric, answers: dict[int, int], **kwargs):
        super().__init__(*args, **kwargs)
        self.statements = list(rubric.statements.all())
        for number, statement in enumerate(self.statements, 1):
            self.fields[self.name(statement)] = forms.TypedChoiceField(
                label=f"{number}. {statement.text}",
                choices=ANSWERS,
                coerce=int,
                widget=forms.RadioSelect,
                initial=answers.get(statement.pk),
                error_messages={"required": _("Please choose an answer.")},
            )

    @staticmethod
    def name(statement: RubricStatement) -> str:
        return f"statement_{statement.pk}"

    def parts(self) -> list[Part]:
        """The questions by area, in the order of the edition."""
        parts: dict[str, Part] = {}
        for statement in self.statements:
            part = parts.setdefault(statement.field, Part(statement.get_field_display(), []))
            part.questions.append(self[self.name(statement)])
        return list(parts.values())

    def scores(self) -> dict[int, int]:
        """Statement id -> score, once the form is valid."""
        return {each.pk: self.cleaned_data[self.name(each)] for each in self.statements}
