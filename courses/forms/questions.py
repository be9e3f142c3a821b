"""The workshop's own questions as fields of a form; `courses.registering.questions` judges them."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Question
from courses.registering.questions import NUMBER, check, condition_sentence

#: With more choices than this they stand in a list that opens.
MOST_AS_CARDS = 6


class TypedAnswer(forms.Field):
    """What was typed; nothing is judged before it is known which questions were asked."""

    def clean(self, value) -> str:
        return str(value or "").strip()


class QuestionsAsked(forms.Form):
    """A form that also asks a workshop's questions. `cleaned_data["answers"]`: id → text.

    `asked_fields` are the bound fields in order, each with `only_if` (the name of the field it
    hangs on) and `only_value`, for the script that shows and hides them.
    """

    def ask(self, questions: Iterable[Question], *, compact: bool = False) -> None:
        """Add the fields; to be called at the end of `__init__`."""
        self.questions = list(questions)
        for question in self.questions:
            field = TypedAnswer(
                label=question.text,
                help_text=condition_sentence(question, self.questions),
                required=question.required,
                widget=_widget(question, compact=compact),
            )
            # Whether it is asked at all is only known when the form comes back.
            field.widget.is_required = False
            self.fields[self.name_of(question.pk)] = field

    @staticmethod
    def name_of(pk: int) -> str:
        return f"q{pk}"

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        found = []
        for question in self.questions:
            field = self[self.name_of(question.pk)]
            field.only_if = field.only_value = ""
            if question.shown_if_id is not None:
                field.only_if = self.add_prefix(self.name_of(question.shown_if_id))
                field.only_value = question.shown_value.strip()
            found.append(field)
        return found

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        typed = {one.pk: cleaned.get(self.name_of(one.pk), "") for one in self.questions}
        checked = check(self.questions, typed)
        for pk, sentence in checked.faults.items():
            self.add_error(self.name_of(pk), sentence)
        cleaned["answers"] = checked.answers
        return cleaned


def _widget(question: Question, *, compact: bool) -> forms.Widget:
    if question.kind == NUMBER:
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    choices = [(one, one) for one in question.choice_list]
    if not choices:
        return forms.TextInput(attrs={"maxlength": 500, "autocomplete": "off"})
    if compact or len(choices) > MOST_AS_CARDS:
        return forms.Select(choices=[("", _("Choose an answer")), *choices])
    none = [] if question.required else [("", _("no answer"))]
    return forms.RadioSelect(choices=[*choices, *none])
