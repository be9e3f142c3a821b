"""The form with which a fund registers one to ten people on one screen, line by line."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.forms.consents import ConsentsAsked
from courses.forms.free_text import FreeTextField, NeedsField
from courses.forms.fund_choice import FundFinding, key_in
from courses.forms.names import PersonNameField
from courses.forms.questions import QuestionsAsked
from courses.forms.registration import NO_SUCH_CHOICE, TITLES, TokenField
from courses.lists.known_people import Known
from courses.models import Question
from courses.registering.groups import MOST_AT_ONCE, Member
from portal.funds.models import Fund, Office
from portal.people.consent import Purpose
from portal.thai.fields import ThaiPhoneField

#: Lines shown at first.
FIRST_LINES = 3


def lines_sent(data: Mapping[str, str]) -> int:
    """How many lines a form was sent with; a forged number is cut, for the rule to refuse."""
    return min(key_in(str(data.get("rows", ""))) or 1, 2 * MOST_AT_ONCE)


def typed_lines(data: Mapping[str, str]) -> list[dict[str, str]]:
    """What was typed into the lines of a sent form, as it may be shown again."""
    lines = []
    for number in range(lines_sent(data)):
        start = f"p{number}-"
        lines.append(
            {name.removeprefix(start): data[name] for name in data if name.startswith(start)}
        )
    return lines


def with_people(lines: list[dict], people: Iterable[Known]) -> list[dict]:
    """The lines with these people written down, the empty ones first."""
    lines = list(lines)
    for one in people:
        empty = next((n for n, values in enumerate(lines) if is_empty(values)), None)
        if empty is None:
            lines.append(one.as_row())
        else:
            lines[empty] = one.as_row()
    return lines


def is_empty(values: Mapping[str, str]) -> bool:
    """Whether nobody is written down on a line."""
    return not any(str(values.get(name) or "").strip() for name in MemberForm.SAYING)


class MemberForm(QuestionsAsked):
    """One line: one person. A line left empty is nobody."""

    title = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Title"),
        required=False,
        choices=[("", "–"), *((one, one) for one in TITLES)],
        error_messages=NO_SUCH_CHOICE,
    )
    first_name = PersonNameField(label=_("First name"), max_length=80)
    last_name = PersonNameField(label=_("Last name"), max_length=80, required=False)
    phone = ThaiPhoneField(label=_("Phone"))
    post_held = forms.ChoiceField(
        label=_("Post in the fund"),
        required=False,
        choices=[("", _("none, or another one")), *Office.Role.choices],
        error_messages=NO_SUCH_CHOICE,
    )
    needs = NeedsField(help_text="")

    #: What makes somebody of a line.
    SAYING = ("first_name", "last_name", "phone", "needs")

    def __init__(self, *args, questions: Iterable[Question] = (), **kwargs):
        super().__init__(*args, **kwargs)
        # Somebody known may have been written down with a title that is not in the list.
        title = str(self["title"].value() or "")
        if not self.is_bound and title and title not in TITLES:
            self.fields["title"].choices = [*self.fields["title"].choices, (title, title)]
        self.ask(questions, compact=True)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"

    @property
    def is_blank(self) -> bool:
        """Whether nobody was written down here."""
        return not any(str(self[name].value() or "").strip() for name in self.SAYING)

    def member(self, *, needs_agreed: bool = False) -> Member:
        """The person of this line, for the rule."""
        kept = self.cleaned_data
        consents = {str(Purpose.WORKSHOP): True}
        if kept["needs"]:
            consents[str(Purpose.NEEDS)] = needs_agreed
        names = ("title", "first_name", "last_name", "phone", "post_held", "needs")
        return Member(
            **{name: kept[name] for name in names}, answers=kept["answers"], consents=consents
        )


class SwapForm(ConsentsAsked, MemberForm):
    """The person who takes somebody's place."""

    token = TokenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_consent([Purpose.WORKSHOP, Purpose.NEEDS])

    def member(self) -> Member:
        return super().member(needs_agreed=self.cleaned_data[self.box(Purpose.NEEDS)])


class GroupForm(ConsentsAsked, FundFinding):
    """The fund, how seats are wanted, and the lines (`rows`, forms of their own).

    `known` are people of the fund that may be chosen instead of writing them.
    """

    all_or_none = forms.ChoiceField(
        label=_("If there are not seats for everybody"),
        choices=[
            ("0", _("As many as possible: who gets no seat waits in line")),
            ("1", _("All or none: we come together or wait together")),
        ],
        initial="0",
        widget=forms.RadioSelect,
        error_messages=NO_SUCH_CHOICE,
    )
    override = FreeTextField(
        label=_("Admit them all the same, because"), required=False, max_length=300
    )
    token = TokenField()

    def __init__(self, *args, questions: Iterable[Question] = (), lines=None, **kwargs):
        """`lines` are the values of the lines of a form that is only shown."""
        super().__init__(*args, **kwargs)
        self.asked = list(questions)
        self.lines = [{} for _empty in range(FIRST_LINES)] if lines is None else lines
        self.ask_consent([Purpose.WORKSHOP, Purpose.NEEDS])

    @cached_property
    def rows(self) -> list[MemberForm]:
        """The lines as they are shown, or as they were sent."""
        if self.is_bound:
            return [
                MemberForm(self.data, prefix=f"p{number}", questions=self.asked)
                for number in range(lines_sent(self.data))
            ]
        return [
            MemberForm(initial=values, prefix=f"p{number}", questions=self.asked)
            for number, values in enumerate(self.lines)
        ]

    @property
    def may_grow(self) -> bool:
        return len(self.rows) < MOST_AT_ONCE

    @property
    def members(self) -> list[MemberForm]:
        """The lines on which somebody is written down."""
        return [row for row in self.rows if not row.is_blank]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        people = self.members
        if not people:
            self.add_error(None, _("Please write down at least one person."))
        wrong = [row for row in people if not row.is_valid()]
        if wrong:
            raise ValidationError(
                _("Please look at the lines below: something is not right yet."), code="rows"
            )
        needs = any(row.cleaned_data["needs"] for row in people)
        if needs and not cleaned.get(self.box(Purpose.NEEDS)):
            self.add_error(
                self.box(Purpose.NEEDS),
                _("Please ask them and tick this, or empty the boxes about food and stay."),
            )
        return cleaned

    def wanted(self) -> dict:
        """What the rule is given."""
        fund = self.cleaned_data["fund"]
        agreed = self.cleaned_data[self.box(Purpose.NEEDS)]
        return {
            "fund": fund if isinstance(fund, Fund) else None,
            "members": [row.member(needs_agreed=agreed) for row in self.members],
            "all_or_none": self.cleaned_data["all_or_none"] == "1",
            "token": self.cleaned_data["token"],
        }

    def fault(self, sentence: str, *, row: int | None) -> None:
        """Put a refusal beside the line it is about, or above all of them."""
        if row is None or row >= len(self.members):
            self.add_error(None, sentence)
        else:
            self.members[row].add_error("first_name", sentence)
            self.add_error(None, sentence)
