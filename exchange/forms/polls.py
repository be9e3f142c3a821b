"""What people type to ask for votes, and what they tick to vote."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.forms.topics import WrittenField
from exchange.models import Poll, TopicKind
from exchange.talk.polls import MOST, PollPlan, PollRefused, ShownPoll
from portal.funds.models import Fund
from portal.thai.fields import ThaiDateField

#: Days one form offers, and days until a poll ends when nothing is said.
DAYS, USUALLY = 6, 7
NO = "no"


class ChoicesField(WrittenField):
    """Choices, one a line, without the empty ones."""

    def to_python(self, value):
        lines = (" ".join(line.split()) for line in super().to_python(value).splitlines())
        return [line for line in lines if line]

    def run_validators(self, value):
        super().run_validators("\n".join(value))


def poll_fields(kind: TopicKind) -> dict[str, forms.Field]:
    """The boxes of a poll, for kinds of topics that have one."""
    ends = ThaiDateField(
        label=_("Last day to vote"),
        initial=lambda: timezone.localdate() + timedelta(days=USUALLY),
    )
    if kind == TopicKind.MEETING:
        days = {
            f"day_{number}": ThaiDateField(
                label=_("Day %(number)d") % {"number": number}, required=number <= 2
            )
            for number in range(1, DAYS + 1)
        }
        return {**days, "closes_on": ends}
    if kind != TopicKind.POLL:
        return {}
    return {
        "choices": ChoicesField(
            label=_("Choices, one on each line"),
            longest=200 * MOST,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Please write the choices, one on each line.")},
        ),
        "way": forms.ChoiceField(
            label=_("How many may one choose?"),
            choices=Poll.Way.choices[:2],
            widget=forms.RadioSelect,
            initial=Poll.Way.ONE,
        ),
        "voters": forms.ChoiceField(
            label=_("Who votes?"),
            choices=Poll.Voters,
            widget=forms.RadioSelect,
            initial=Poll.Voters.PEOPLE,
        ),
        "closes_on": ends,
    }


def plan_in(cleaned: dict, kind: TopicKind) -> PollPlan | None:
    """Take the boxes of a poll out of the cleaned data; None for a topic without one.

    Raises `ValidationError` with the sentence of the rule.
    """
    names = poll_fields(kind)
    values = {name: cleaned.pop(name, None) for name in names}
    if not names or None in (values["closes_on"], values.get("way", ""), values.get("voters", "")):
        return None
    if kind == TopicKind.MEETING:
        days = [values[f"day_{number}"] for number in range(1, DAYS + 1)]
        plan = PollPlan(values["closes_on"], Poll.Way.DAYS, days=[day for day in days if day])
    else:
        texts = values["choices"] or []
        plan = PollPlan(values["closes_on"], values["way"], values["voters"], texts)
    try:
        plan.refuse(timezone.localdate())
    except PollRefused as refusal:
        raise ValidationError(str(refusal)) from refusal
    return plan


class VoteForm(forms.Form):
    """What one ticks. `chosen` maps keys of choices to yes or maybe."""

    def __init__(self, data=None, *, shown: ShownPoll, funds: list[Fund], **kwargs):
        super().__init__(data, **kwargs)
        self.shown, self.way = shown, shown.poll.way
        self.funds = {str(fund.pk): fund for fund in funds}
        if shown.poll.voters == Poll.Voters.FUNDS:
            self.fields["fund"] = forms.ChoiceField(
                label=_("Your fund"),
                choices=[(key, fund.name) for key, fund in self.funds.items()],
                widget=forms.RadioSelect if len(funds) > 1 else forms.HiddenInput,
                initial=next(iter(self.funds), None),
            )
        mine = next(iter(shown.mine.values()), None)
        options = [(str(option.pk), option.label) for option in shown.options]
        if self.way == Poll.Way.DAYS:
            for key, name in options:
                said = NO if mine is not None else None
                self.fields[f"day_{key}"] = forms.ChoiceField(
                    label=name,
                    choices=[("yes", _("yes")), ("maybe", _("if need be")), (NO, _("no"))],
                    widget=forms.RadioSelect,
                    initial=(mine or {}).get(int(key), said),
                    error_messages={"required": _("Please answer for each day.")},
                )
            return
        several = self.way == Poll.Way.SEVERAL
        field = forms.MultipleChoiceField if several else forms.ChoiceField
        keys = [str(key) for key in mine or {}]
        self.fields["option"] = field(
            label=_("Your choice"),
            choices=options,
            widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
            initial=keys if several else next(iter(keys), None),
            error_messages={
                "required": _("Please choose from what is shown."),
                "invalid_choice": _("Please choose from what is shown."),
            },
        )

    @property
    def fund(self) -> Fund | None:
        return self.funds.get(self.cleaned_data.get("fund", ""))

    @property
    def chosen(self) -> dict[int, str]:
        if self.way == Poll.Way.DAYS:
            said = {
                option.pk: self.cleaned_data[f"day_{option.pk}"] for option in self.shown.options
            }
            return {pk: says for pk, says in said.items() if says != NO}
        ticked = self.cleaned_data["option"]
        return {int(key): "yes" for key in ([ticked] if isinstance(ticked, str) else ticked)}
