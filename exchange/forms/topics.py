"""What people type to start a topic or to reply: the text, its subjects, in whose name."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exchange.forms.files import (
    PAPERS,
    PICTURES,
    SeveralFilesField,
    SeveralFilesInput,
    alts_in,
)
from exchange.models.topics import LONGEST_POST
from exchange.order.warning import to_look_at
from exchange.talk.signature import in_the_name_of
from exchange.talk.text import tidy
from portal.funds.access import Rights
from portal.funds.models import Fund
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
    of which the first one the writer acts for is chosen beforehand. `typed` is what stood in
    the form before: a list of values by name.
    """

    body = WrittenField(
        label=_("Your text"),
        longest=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A new line stays a new line. **bold**, - list, > quote."),
        error_messages={"required": _("Please write something first.")},
    )
    files = SeveralFilesField(
        label=_("Pictures and files"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": f"{PICTURES},{PAPERS}", "multiple": True}),
        help_text=_(
            "Six at most: pictures up to 20 MB, PDF, Word, Excel or text up to 10 MB. "
            "The place where a picture was taken is removed."
        ),
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

    def __init__(self, *args, rights: Rights, name: str, prefer=(), typed=None, **kwargs):
        super().__init__(*args, **kwargs)
        for known in self.fields.keys() & (typed or {}).keys():
            widget, before = self.fields[known].widget, MultiValueDict(typed)
            self.initial[known] = widget.value_from_datadict(before, {}, known)
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
        cleaned["alts"] = self.said_of_pictures()
        self.warn(cleaned)
        choice = cleaned.pop("writing_as", AS_MYSELF)
        cleaned.pop("files", None)
        cleaned["fund"] = None if choice == AS_MYSELF else self.funds[int(choice)]
        return cleaned

    def said_of_pictures(self) -> dict:
        """What is seen in each picture, as far as somebody says so."""
        try:
            return alts_in(self.data)
        except ValidationError as problem:
            self.add_error("files", problem)
            return {}

    def warn(self, cleaned: dict) -> None:
        """Come back once with what the writer should look at, and a tick to publish it anyway."""
        texts = {name: texts_in(typed) for name, typed in cleaned.items()}
        texts["files"] = texts_in(list(cleaned.get("alts", {}).values()))
        found = to_look_at(*texts.values())
        if not found:
            return
        where = next((name for name in self.fields if to_look_at(texts.get(name, ""))), "body")
        self.fields["anyway"] = forms.BooleanField(
            label=gettext("Publish it anyway"),
            required=False,
            help_text=" ".join([*found, gettext("Everybody who opens this page can read it.")]),
        )
        if not self.fields["anyway"].widget.value_from_datadict(
            self.data, self.files, self.add_prefix("anyway")
        ):
            self.add_error(
                where, [*found, gettext("Take it out, or tick below to publish it anyway.")]
            )


def texts_in(typed) -> str:
    """What is text in a cleaned value; the choices of a poll are a list of lines."""
    lines = typed if isinstance(typed, list) else [typed]
    return "\n".join(line for line in lines if isinstance(line, str))


class ReplyForm(WritingForm):
    """A reply to a topic."""
