"""What a workshop asks of those who register, beside what is asked of everybody."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from courses.models.registration import Registration
from courses.models.workshop import Workshop
from portal.thai.digits import refuse_national_id


class Question(models.Model):
    """One question of one workshop: a text, a choice or a number.

    `shown_if` is an earlier question and `shown_value` the answer to it with which this one
    is asked; without them it is always asked.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("a text")
        CHOICE = "choice", _("a choice")
        NUMBER = "number", _("a number")

    workshop = ParentalKey(Workshop, related_name="questions", on_delete=models.CASCADE)
    place = models.PositiveSmallIntegerField(_("place"), validators=[MaxValueValidator(99)])
    text = models.CharField(_("question"), max_length=200, validators=[refuse_national_id])
    kind = models.CharField(_("answer is"), max_length=6, choices=Kind, default=Kind.TEXT)
    choices = models.TextField(
        _("choices"), blank=True, max_length=1000, help_text=_("One on each line.")
    )
    required = models.BooleanField(_("must be answered"), default=False)
    shown_if = models.ForeignKey(
        "self",
        verbose_name=_("only after the question"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    shown_value = models.CharField(_("when the answer is"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="choice") | ~Q(choices=""),
                name="courses_question_choice_has_choices",
                violation_error_message=_("Please write the choices, one on each line."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def choice_list(self) -> list[str]:
        """The choices as they are shown; empty for a text or a number."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class QuestionAnswer(models.Model):
    """What somebody answered; no row for what was not answered or not asked."""

    question = models.ForeignKey(Question, related_name="answers", on_delete=models.CASCADE)
    registration = models.ForeignKey(
        Registration, related_name="question_answers", on_delete=models.CASCADE
    )
    value = models.CharField(_("answer"), max_length=500, validators=[refuse_national_id])

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "registration"], name="courses_question_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
