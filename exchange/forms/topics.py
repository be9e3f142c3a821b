"""What people type to start a topic or to reply: the text, its subjects, in whose name."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exchange.models.topics import LONGEST_POST, Topic
from exchange.signature import in_the_name_of
from exchange.text import tidy
from portal.funds.access import Rights
from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Fund, Subject
from portal.thai.digits import refuse_national_id

MOST_SUBJECTS = 3
AS_MYSELF = "me"


class WrittenField(forms.CharField):
    """Free text, tidied, without national ID numbers.

    The box takes any length (a browser's limit would cut a pasted text in silence); what
    is too long comes back with a sentence.
    """

    def __init__(self, *, longest: int, **kwargs):
        super().__init__(strip=False, **kwargs)
        too_long = _(
            "Please shorten this: it has %(show_value)d characters, %(limit_value)d fit at most."
        )
        self.validators += [MaxLengthValidator(longest, too_long), refuse_national_id]

    def to_python(self, value):
        return tidy(super().to_python(value))


class SubmissionField(forms.UUIDField):
    """Names one press of the button, so that a text sent twice is written once."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, initial=uuid4)

    def clean(self, value):
        """The name the page carried; a new one where it was lost."""
        try:
            return super().clean(value) or uuid4()
        except ValidationError:
            return uuid4()


class WritingForm(forms.Form):
    """A text and, for officers, the choice in whose name it is written.

    `fund` in the cleaned data is the fund written for, or None. `prefer` are ids of funds
    of which the first one the writer acts for is chosen beforehand.
    """

    body = WrittenField(
        label=_("Your text"),
        longest=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A new line stays a new line. **bold**, - list, > quote."),
        error_messages={"required": _("Please write something first.")},
    )
    writing_as = forms.ChoiceField(
        label=_("You are writing as"),
        widget=forms.RadioSelect,
        initial=AS_MYSELF,
        error_messages={
            "required": _("Please choose in whose name you are writing."),
            "invalid_choice": _(
                "Today you hold no office that writes for this fund. Please choose again."
            ),
        },
    )
    submission = SubmissionField()

    def __init__(self, *args, rights: Rights, name: str, prefer=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.funds = Fund.objects.in_bulk(rights.officer_of)
        if not self.funds:
            del self.fields["writing_as"]
            return
        self.fields["writing_as"].choices = [
            (AS_MYSELF, gettext("Myself: %(name)s") % {"name": name}),
            *(
                (str(pk), in_the_name_of(self.funds[pk], post_held))
                for pk, post_held in rights.officer_of.items()
                if pk in self.funds
            ),
        ]
        chosen = next((pk for pk in prefer if pk in self.funds), None)
        if chosen:
            self.initial.setdefault("writing_as", str(chosen))

    def clean(self):
        cleaned = super().clean()
        choice = cleaned.pop("writing_as", AS_MYSELF)
        cleaned["fund"] = None if choice == AS_MYSELF else self.funds[int(choice)]
        return cleaned


class ReplyForm(WritingForm):
    """A reply to a topic."""


class TopicForm(WritingForm):
    """A new topic with its first post."""

    title = WrittenField(
        label=_("Title"),
        longest=Topic._meta.get_field("title").max_length,
        help_text=_("One sentence that says what it is about, for example as a question."),
        error_messages={"required": _("Please give the topic a title.")},
    )
    subjects = SeveralRows(
        label=_("Subjects"),
        queryset=Subject.objects.filter(active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most three, so that others find it."),
        error_messages={
            "invalid_choice": _("Please choose from the subjects shown."),
            "invalid_pk_value": _("Please choose from the subjects shown."),
        },
    )

    field_order = ["title", "body", "writing_as", "subjects", "submission"]

    def clean_title(self):
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_subjects(self):
        subjects = self.cleaned_data["subjects"]
        if len(subjects) > MOST_SUBJECTS:
            raise ValidationError(_("Please choose three subjects at most."))
        return subjects
