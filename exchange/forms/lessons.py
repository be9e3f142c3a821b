"""What a fund types for a lesson: its text step by step, how it is found, whom to ask."""

from dataclasses import dataclass
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exchange.forms.topics import MOST_SUBJECTS, SubmissionField, WrittenField
from exchange.models import LessonPage, PrizeCategory
from exchange.models.lessons import LONGEST_PART
from portal.funds.access import Rights
from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Fund, Office, Subject
from portal.people.models import Person
from portal.thai.fields import ThaiYearField

FIRST_YEAR = 1990
LONGEST_TITLE = 150
#: Lines of each box of the telling: short where a sentence is enough.
ROWS = {"situation": 4, "expected": 3, "happened": 7, "why": 4, "again": 4, "not_again": 3}


@dataclass(frozen=True)
class Step:
    """One step of the page: what it is called, its fields, whether it is written, what follows."""

    slug: str
    title: str
    fields: list
    done: bool
    next: str
    open: bool


class LessonBeginForm(forms.Form):
    """The title, and for which fund: all that a draft needs."""

    title = WrittenField(
        label=_("What is it about?"),
        longest=LONGEST_TITLE,
        help_text=_("For example: How we won 40 young members in a year"),
        error_messages={"required": _("Please give the lesson a title.")},
    )
    fund = forms.ChoiceField(
        label=_("Whose lesson is it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose for whom you are writing."),
            "invalid_choice": _(
                "Today you hold no office that writes for this fund. Please choose again."
            ),
        },
    )
    submission = SubmissionField()

    def __init__(self, *args, rights: Rights, **kwargs):
        super().__init__(*args, **kwargs)
        self.funds = Fund.objects.in_bulk(rights.officer_of)
        choices = [(str(pk), fund.name) for pk, fund in self.funds.items()]
        if rights.trainer or rights.administrator:
            choices.append(("", gettext("The network's, of no single fund")))
        self.fields["fund"].choices = choices
        self.fields["fund"].required = not any(key == "" for key, _label in choices)
        if len(choices) == 1:
            self.fields["fund"].widget = forms.HiddenInput()
            self.fields["fund"].initial = choices[0][0]

    def clean_title(self):
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        cleaned = super().clean()
        if "fund" in cleaned:
            cleaned["fund"] = self.funds[int(cleaned["fund"])] if cleaned["fund"] else None
        return cleaned


class PickPostsForm(LessonBeginForm):
    """The same, with the posts of a topic that are taken along."""

    posts = forms.MultipleChoiceField(
        label=_("Posts to take along"),
        error_messages={
            "required": _("Please pick at least one post."),
            "invalid_choice": _("Please pick from the posts shown."),
        },
    )

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = [(str(number), str(number)) for number in numbers]

    def clean_posts(self):
        return [int(number) for number in self.cleaned_data["posts"]]


class LessonForm(forms.Form):
    """The text of a lesson. Everything but the title may wait: a draft may have gaps."""

    title = WrittenField(
        label=_("Title"),
        longest=LONGEST_TITLE,
        error_messages={"required": _("Please give the lesson a title.")},
    )
    year = ThaiYearField(
        label=_("Year it happened"), required=False, first_year=FIRST_YEAR, last_year=2100
    )
    level_then = forms.ChoiceField(
        label=_("How the fund was then"),
        required=False,
        help_text=_("So that funds like yours find it. Leave it out if you prefer."),
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
    prize = forms.ModelChoiceField(
        label=_("Prize category"),
        queryset=PrizeCategory.objects.filter(active=True),
        required=False,
        empty_label=_("none"),
        help_text=_("In which field would this lesson be honoured?"),
    )
    ask_office = forms.ChoiceField(label=_("Whom others may ask: the post"), required=False)
    ask_person = forms.ModelChoiceField(
        label=_("Name a person too"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("no, only the post"),
    )
    ask_agreed = forms.BooleanField(
        label=_("This person agreed to be named on a page that everybody can read."),
        required=False,
    )
    ask_contact = WrittenField(
        label=_("How to reach them"),
        longest=LessonPage._meta.get_field("ask_contact").max_length,
        required=False,
        help_text=_(
            "Only what you write here is shown, and everybody on the internet can read it. "
            "Leave it empty and people write in the exchange instead."
        ),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    #: Steps of the page: name, title, fields.
    STEPS = (
        ("then", _("How it was"), ("title", "situation", "expected")),
        ("what", _("What happened"), ("happened", "why")),
        ("advice", _("What you advise"), ("again", "not_again", "summary")),
        ("figures", _("Figures before and after"), ()),
        ("pictures", _("Pictures and papers"), ()),
        (
            "found",
            _("How others find it, and whom they ask"),
            (
                *("subjects", "year", "level_then", "prize"),
                *("ask_office", "ask_person", "ask_agreed", "ask_contact"),
            ),
        ),
    )

    def __init__(self, data=None, *, draft: LessonPage, **kwargs):
        self.draft = draft
        super().__init__(data, initial={**self._stored(), **kwargs.pop("initial", {})}, **kwargs)
        for name in (*LessonPage.PARTS, "summary"):
            self.fields[name] = self._text_field(name)
        levels = LessonPage._meta.get_field("level_then").choices
        self.fields["level_then"].choices = [("", gettext("not said")), *levels]
        self._whom_to_ask()

    def _text_field(self, name: str) -> WrittenField:
        field = LessonPage._meta.get_field(name)
        return WrittenField(
            label=capfirst(field.verbose_name),
            help_text=field.help_text,
            required=False,
            longest=LONGEST_PART if name in LessonPage.PARTS else field.max_length,
            widget=forms.Textarea(attrs={"rows": ROWS.get(name, 2)}),
        )

    def _stored(self) -> dict:
        names = ("title", "summary", *LessonPage.PARTS, "level_then", "year")
        names += ("ask_office", "ask_agreed", "ask_contact")
        stored = {name: getattr(self.draft, name) for name in names}
        return {
            **stored,
            "subjects": [subject.pk for subject in self.draft.subjects.all()],
            "prize": self.draft.prize_id,
            "ask_person": self.draft.ask_person_id,
            "seen": self.draft.latest_revision_id,
        }

    def _whom_to_ask(self) -> None:
        """Posts and people of the fund; a lesson of the network has only its own words for it."""
        if not self.draft.fund_id:
            for name in ("ask_office", "ask_person", "ask_agreed", "level_then"):
                del self.fields[name]
            return
        offices = Office.objects.in_force().filter(fund=self.draft.fund_id)
        self.fields["ask_person"].queryset = Person.objects.filter(offices__in=offices).distinct()
        posts = LessonPage._meta.get_field("ask_office").choices
        self.fields["ask_office"].choices = [("", gettext("nobody")), *posts]

    def steps(self, *, wrong=(), wanted: str = "") -> list[Step]:
        """The steps with their fields, and whether anything is written in them.

        Open are those with something wrong (`wrong` names them where their fields are not
        this form's), else the one `wanted`, else the first that is not written yet.
        """
        filled = {"figures": self.draft.figures.all(), "pictures": self.draft.pictures.all()}
        slugs = [slug for slug, _title, _fields in self.STEPS]
        after = dict(pairwise(slugs))
        done = {
            slug: bool(filled[slug]) if slug in filled else self._is_written(names)
            for slug, _title, names in self.STEPS
        }
        wrong = {
            *wrong,
            *(slug for slug, _title, names in self.STEPS if set(names) & set(self.errors)),
        }
        first = next((slug for slug in slugs if not done[slug]), "")
        opened = wrong or {wanted if wanted in slugs else first}
        return [
            Step(
                slug=slug,
                title=str(title),
                fields=[self[name] for name in names if name in self.fields],
                done=done[slug],
                next=after.get(slug, slug),
                open=slug in opened,
            )
            for slug, title, names in self.STEPS
        ]

    def _is_written(self, names) -> bool:
        wanted = [name for name in names if name in LessonPage.PARTS or name == "subjects"]
        return all(self.initial.get(name) for name in wanted)

    def clean_subjects(self):
        subjects = self.cleaned_data["subjects"]
        if len(subjects) > MOST_SUBJECTS:
            raise ValidationError(_("Please choose three subjects at most."))
        return subjects

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ask_person") and not cleaned.get("ask_agreed"):
            self.add_error(
                "ask_agreed",
                _("Please ask the person first and tick this, or name only the post."),
            )
        return cleaned

    @property
    def is_whole(self) -> bool:
        """Whether the page came as it was drawn: a tick or choice that is missing is a no."""
        return "seen" in self.data

    def written(self) -> dict:
        """Fields by name as `exchange.lessons.writing.save_draft` takes them. What a broken
        sending did not bring along is left as it was.
        """
        others = ("subjects", "seen")
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in others and (name in self.data or self.is_whole)
        }

    def subjects_chosen(self):
        """The subjects ticked; None where the sending says nothing of them."""
        return self.cleaned_data["subjects"] if self.is_whole else None
