"""A year of a fund as a form: groups of figures, welfare paid by kind. Empty is unknown."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.funds.models import FundYear, WelfarePaid
from portal.funds.yearly import FIGURES
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiDecimalField, ThaiIntegerField

YES_NO = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]

NEGATIVE = {"min_value": _("Please write a figure of 0 or more.")}
#: The largest numbers the tables hold.
MOST_PEOPLE = 2_147_483_647


@dataclass(frozen=True)
class Figure:
    """A field with the sentence that warns of it, if any."""

    field: forms.BoundField
    warning: str = ""


@dataclass(frozen=True)
class Group:
    """Figures that belong together."""

    title: str
    figures: list[Figure]
    hint: str = ""


@dataclass(frozen=True)
class WelfareRow:
    """What was paid for one kind of welfare."""

    title: str
    people: forms.BoundField
    baht: forms.BoundField


def without_empty_satang(value):
    """98,000.00 as 98,000; everything else as it is."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return value.to_integral_value()
    return value


def form_field(name: str) -> forms.Field:
    """The form field of a yearly figure, by its model field."""
    field = FundYear._meta.get_field(name)
    shared = {
        "label": capfirst(field.verbose_name),
        "help_text": field.help_text,
        "required": False,
    }
    kind = field.get_internal_type()
    if kind == "PositiveIntegerField":
        return ThaiIntegerField(
            min_value=0, max_value=MOST_PEOPLE, error_messages=NEGATIVE, **shared
        )
    if kind == "DecimalField":
        return ThaiDecimalField(
            min_value=0,
            max_digits=field.max_digits,
            decimal_places=field.decimal_places,
            error_messages=NEGATIVE,
            **shared,
        )
    if field.null:
        return forms.TypedChoiceField(
            choices=YES_NO,
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **shared,
        )
    if kind == "BooleanField":
        return forms.BooleanField(**shared)
    return forms.CharField(max_length=field.max_length, validators=[refuse_national_id], **shared)


class YearForm(forms.Form):
    """All figures of one year. Shows what is stored; what does not add up is a warning."""

    def __init__(self, data=None, *, row: FundYear | None = None):
        super().__init__(data, initial=self._stored(row))
        self.warnings = row.mismatches_by_field() if row else {}
        for name in FIGURES:
            self.fields[name] = form_field(name)
        self.fields["complete"].label = _("These are all figures of the year")
        for kind, title in WelfarePaid.Kind.choices:
            self.fields[f"{kind}_people"] = ThaiIntegerField(
                label=f"{title}: {_('people')}",
                required=False,
                min_value=0,
                max_value=MOST_PEOPLE,
                error_messages=NEGATIVE,
            )
            self.fields[f"{kind}_baht"] = ThaiDecimalField(
                label=f"{title}: {_('baht')}",
                required=False,
                min_value=0,
                max_digits=14,
                decimal_places=2,
                error_messages=NEGATIVE,
            )

    @staticmethod
    def _stored(row: FundYear | None) -> dict:
        if row is None:
            return {}
        stored = {name: without_empty_satang(getattr(row, name)) for name in FIGURES}
        answer = {None: "", True: "yes", False: "no"}[row.state_contribution]
        stored["state_contribution"] = answer
        for paid in row.welfare.all():
            stored[f"{paid.kind}_people"] = paid.people
            stored[f"{paid.kind}_baht"] = without_empty_satang(paid.baht)
        return stored

    def groups(self) -> list[Group]:
        """The figures as the page shows them, without welfare."""
        return [
            self._group(
                _("Members"),
                *(*FundYear.MEMBER_GROUPS, "members_reported"),
                hint=_("On the last day of the year."),
            ),
            self._group(_("Coverage"), "villages_covered", "villages", "population"),
            self._group(
                _("Money in"),
                *(*FundYear.MONEY_SOURCES, "money_in_reported", "state_contribution", "other_help"),
            ),
        ]

    def last_groups(self) -> list[Group]:
        """What stands below the welfare paid."""
        return [
            self._group(_("Money kept"), "administration", "reserve"),
            self._group(
                _("Working with others"), "families_followed", "waste_sorted_kg", "co2e_tonnes"
            ),
        ]

    def _group(self, title: str, *names: str, hint: str = "") -> Group:
        figures = [Figure(self[name], self.warnings.get(name, "")) for name in names]
        return Group(title, figures, hint)

    def welfare_rows(self) -> list[WelfareRow]:
        return [
            WelfareRow(title, self[f"{kind}_people"], self[f"{kind}_baht"])
            for kind, title in WelfarePaid.Kind.choices
        ]

    def figures(self) -> dict:
        """Figures by name, once the form is valid."""
        return {name: self.cleaned_data[name] for name in FIGURES}

    def welfare(self) -> dict:
        """Kind of welfare -> people and baht, once the form is valid."""
        return {
            kind: (self.cleaned_data[f"{kind}_people"], self.cleaned_data[f"{kind}_baht"])
            for kind in WelfarePaid.Kind.values
        }
