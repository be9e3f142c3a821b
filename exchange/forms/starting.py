"""What people type to start a topic: its kind says which boxes there are."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.forms.polls import plan_in, poll_fields
from exchange.forms.topics import MOST_SUBJECTS, WritingForm, WrittenField
from exchange.models import Topic, TopicKind
from exchange.models.topics import LONGEST_POST
from exchange.talk.starting import STARTERS, composed, kind_named
from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Subject

#: Letters of one box beside the text.
LONGEST_PART = 3000


class TopicForm(WritingForm):
    """A new topic with its first post.

    The kind is the one that was sent, else the one asked for (`kind`), else the draft's. What
    stands in the further boxes becomes part of `body` in the cleaned data.
    """

    #: Read by `kind_named`: what names no kind is plain talk and no mistake of the writer's.
    kind = forms.Field(required=False, widget=forms.HiddenInput)
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

    field_order = ["title", "body", "files", "writing_as", "subjects", "kind", "submission"]

    def __init__(self, data=None, *args, kind: TopicKind | None = None, typed=None, **kwargs):
        begun = (typed or {}).get("kind") or [None]
        sent = kind_named(data.get("kind")) if data is not None else None
        self.starter = STARTERS[sent or kind or kind_named(begun[0]) or TopicKind.TALK]
        super().__init__(data, *args, typed=typed, **kwargs)
        self.initial["kind"] = self.starter.kind.value
        self.fields["title"].help_text = self.starter.title_hint
        self.fields["body"].label = self.starter.body
        for number, question in enumerate(self.starter.more, start=1):
            self.fields[f"part_{number}"] = WrittenField(
                label=question,
                longest=LONGEST_PART,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.asked = [name for name in self.fields if name.startswith("part_")]
        self.of_poll = poll_fields(self.starter.kind)
        self.fields.update(self.of_poll)
        for name in [*self.asked, *self.of_poll]:
            if before := (typed or {}).get(name):
                self.initial[name] = before[0]

    @property
    def parts(self) -> list:
        """The boxes beside the text, bound."""
        return [self[name] for name in [*self.asked, *self.of_poll]]

    def clean_title(self):
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_subjects(self):
        subjects = self.cleaned_data["subjects"]
        if len(subjects) > MOST_SUBJECTS:
            raise ValidationError(_("Please choose three subjects at most."))
        return subjects

    def clean(self):
        cleaned = super().clean()
        answers = [(self.fields[name].label, cleaned.pop(name, "")) for name in self.asked]
        cleaned["kind"] = self.starter.kind
        try:
            cleaned["poll"] = plan_in(cleaned, self.starter.kind)
        except ValidationError as problem:
            self.add_error(next(iter(self.of_poll)), problem)
        if "body" in cleaned:
            cleaned["body"] = composed(cleaned["body"], answers)
            if len(cleaned["body"]) > LONGEST_POST:
                self.add_error("body", _("Please shorten this: all boxes together are too long."))
        return cleaned
