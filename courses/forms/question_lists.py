"""A workshop's own questions as rows of a form, in the order in which they are asked."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.forms.fund_choice import key_in
from courses.forms.workshop_fields import NO_SUCH_CHOICE
from courses.models import Question
from courses.workshops.question_lists import MOST_QUESTIONS, QuestionPlan, QuestionsRefused
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiIntegerField

EMPTY_ROWS = 2
PREFIX = "question"
TOO_LONG = gettext_lazy("Please write this in at most %(limit_value)d letters.")


class QuestionRow(forms.Form):
    """One question. `place` orders them; `after` is the place of the earlier question on
    whose answer it depends.
    """

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    place = ThaiIntegerField(
        label=pgettext_lazy("in a list", "Place"), required=False, min_value=1, max_value=99
    )
    text = forms.CharField(
        label=gettext_lazy("Question"),
        required=False,
        max_length=200,
        validators=[refuse_national_id],
        error_messages={"max_length": TOO_LONG},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("The answer is"),
        choices=Question.Kind.choices,
        required=False,
        error_messages=NO_SUCH_CHOICE,
    )
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        max_length=1000,
        validators=[refuse_national_id],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One on each line."),
        error_messages={"max_length": TOO_LONG},
    )
    required = forms.BooleanField(label=gettext_lazy("must be answered"), required=False)
    after = ThaiIntegerField(
        label=gettext_lazy("Only after question number"),
        required=False,
        min_value=1,
        max_value=99,
    )
    value = forms.CharField(
        label=gettext_lazy("when the answer is"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Left empty: any answer."),
        error_messages={"max_length": TOO_LONG},
    )
    gone = forms.BooleanField(label=gettext_lazy("take out"), required=False)

    @property
    def empty(self) -> bool:
        """Whether the row is only an offer."""
        return not any(self[name].value() for name in ("text", "choices", "after", "value"))

    @property
    def asked_for(self) -> bool:
        """Whether the row of a valid table is a question that is wanted."""
        return not self.empty and not self.cleaned_data.get("gone")

    def clean(self):
        cleaned = super().clean()
        wanted = not cleaned.get("gone") and not self.empty
        if wanted and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Please write the question."))
        return cleaned


class QuestionTable(
    forms.formset_factory(
        QuestionRow,
        extra=0,
        max_num=MOST_QUESTIONS + EMPTY_ROWS,
        absolute_max=MOST_QUESTIONS + EMPTY_ROWS,
        validate_max=True,
    )
):
    """All questions of a workshop, and some empty rows."""

    def __init__(
        self, data=None, *, plans: Sequence[QuestionPlan] = (), typed: Sequence[dict] | None = None
    ):
        rows = _as_typed(plans) if typed is None else list(typed)
        empty = max(min(EMPTY_ROWS, MOST_QUESTIONS - len(rows)), 0)
        offered = ({"place": len(rows) + number} for number in range(1, empty + 1))
        self.refused = ""
        super().__init__(data, initial=[*rows, *offered], prefix=PREFIX)

    def _in_order(self) -> list[QuestionRow]:
        """The rows wanted, by their place; rows without one follow in the order shown."""
        wanted = [row for row in self.forms if row.asked_for]
        return sorted(wanted, key=lambda row: row.cleaned_data.get("place") or 100)

    def plans(self) -> list[QuestionPlan]:
        """The questions asked for, of a table that is valid."""
        rows = self._in_order()
        shown = {
            row.cleaned_data.get("place"): number for number, row in reversed([*enumerate(rows)])
        }
        return [
            QuestionPlan(
                text=row.cleaned_data["text"],
                kind=row.cleaned_data["kind"] or Question.Kind.TEXT,
                choices=_lines(row.cleaned_data) if _has_choices(row.cleaned_data) else (),
                required=row.cleaned_data["required"],
                after=_place_of(row.cleaned_data.get("after"), shown),
                value=row.cleaned_data["value"],
                key=key_in(row.cleaned_data["key"]),
            )
            for row in rows
        ]

    def put_beside(self, problem: QuestionsRefused) -> None:
        """Show why a rule refused, beside the field it names."""
        rows = self._in_order()
        if problem.row is not None and problem.row < len(rows):
            rows[problem.row].add_error(problem.field or None, str(problem))
        else:
            self.refused = str(problem)


def rows_typed(data) -> list[dict]:
    """The rows of a sent form as they were typed, without those that are empty or taken out."""
    most = MOST_QUESTIONS + EMPTY_ROWS
    count = min(key_in(data.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, most)
    rows = [
        {name: data.get(f"{PREFIX}-{number}-{name}", "") for name in QuestionRow.base_fields}
        for number in range(count)
    ]
    return [row for row in rows if not row["gone"] and (row["text"] or row["choices"])]


def _as_typed(plans: Sequence[QuestionPlan]) -> list[dict]:
    return [
        {
            "key": plan.key,
            "place": number,
            "text": plan.text,
            "kind": plan.kind,
            "choices": "\n".join(plan.choices),
            "required": plan.required,
            "after": None if plan.after is None else plan.after + 1,
            "value": plan.value,
        }
        for number, plan in enumerate(plans, 1)
    ]


def _has_choices(cleaned: dict) -> bool:
    return cleaned["kind"] == Question.Kind.CHOICE


def _lines(cleaned: dict) -> tuple[str, ...]:
    lines = (line.strip() for line in cleaned["choices"].splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _place_of(typed: int | None, shown: dict[int, int]) -> int | None:
    """The row a typed number means; a number that is no row's is kept wrong, to be refused."""
    return None if typed is None else shown.get(typed, -1)
