"""Quotas as rows of a form: for whom, at most how many, how many kept and until when."""

from collections.abc import Sequence

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.fund_choice import key_in
from courses.workshops.quotas import Holder, QuotaPlan, field_of, holder_meant, name_of
from courses.workshops.timetable import WorkshopError
from portal.funds.models import Area, Fund, Region
from portal.thai.fields import ThaiDateField, ThaiIntegerField

#: Rows a form may have; a quota for each district of a large province fits.
MOST_ROWS = 60
#: Empty rows to begin with, and as many more with each press.
EMPTY_ROWS = 2
PREFIX = "quota"


class QuotaRow(forms.Form):
    """One quota. `key` says which holder the name in `whom` was written for, so that a name
    that was not touched means just this one; any other name is looked up.
    """

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    whom = forms.CharField(
        label=gettext_lazy("For whom"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    at_most = ThaiIntegerField(
        label=gettext_lazy("At most"), required=False, min_value=0, max_value=5000
    )
    kept = ThaiIntegerField(
        label=gettext_lazy("Kept for them"), required=False, min_value=0, max_value=5000
    )
    kept_until = ThaiDateField(label=gettext_lazy("Kept until the end of"), required=False)
    gone = forms.BooleanField(label=gettext_lazy("take out"), required=False)

    @property
    def empty(self) -> bool:
        """Whether nothing was written: the row is only an offer."""
        return not any(self[name].value() for name in ("whom", "at_most", "kept", "kept_until"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("gone") or self.empty:
            return cleaned
        if "whom" not in self.errors:
            self._settle_whom(cleaned)
        at_most, kept = cleaned.get("at_most"), cleaned.get("kept")
        if at_most is None and not kept and not {"at_most", "kept"} & self.errors.keys():
            self.add_error("at_most", _("Please write how many seats."))
        if at_most is not None and (kept or 0) > at_most:
            self.add_error("kept", _("More seats are kept than may be taken."))
        if cleaned.get("kept_until") and not kept and "kept" not in self.errors:
            self.add_error("kept", _("Please write how many seats are kept until then."))
        return cleaned

    def _settle_whom(self, cleaned: dict) -> None:
        whom = cleaned.get("whom", "")
        if not whom:
            self.add_error("whom", _("Please write for whom these seats are."))
            return
        known = _holder_of(cleaned.get("key", ""))
        try:
            meant = known if known and name_of(known) == whom else holder_meant(whom)
        except WorkshopError as problem:
            self.add_error("whom", str(problem))
        else:
            cleaned["holder"] = meant

    def plan(self) -> QuotaPlan | None:
        """What was asked for; None for a row that was left empty or taken out."""
        if self.cleaned_data.get("gone") or "holder" not in self.cleaned_data:
            return None
        values = self.cleaned_data
        return QuotaPlan(values["holder"], values["at_most"], values["kept"], values["kept_until"])


class QuotaTable(
    forms.formset_factory(
        QuotaRow, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )
):
    """All quotas of a workshop, and some empty rows."""

    def __init__(
        self, data=None, *, plans: Sequence[QuotaPlan] = (), typed: Sequence[dict] | None = None
    ):
        """`plans` are shown, or the rows `typed` so far as they were sent."""
        rows = [_as_typed(plan) for plan in plans] if typed is None else list(typed)
        empty = min(EMPTY_ROWS, MOST_ROWS - len(rows))
        self.refused = ""
        super().__init__(data, initial=[*rows, *({} for _number in range(empty))], prefix=PREFIX)

    @cached_property
    def begun(self) -> bool:
        """Whether any row says something or is wrong."""
        return bool(self.refused) or any(not row.empty or row.errors for row in self.forms)

    def plans(self) -> list[QuotaPlan]:
        """The quotas asked for, of a table that is valid."""
        return [plan for row in self.forms if (plan := row.plan())]


def rows_typed(data) -> list[dict]:
    """The rows of a sent form as they were typed, without those that are empty or taken out."""
    count = min(key_in(data.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, MOST_ROWS)
    names = ("key", "whom", "at_most", "kept", "kept_until", "gone")
    rows = [
        {name: data.get(f"{PREFIX}-{number}-{name}", "") for name in names}
        for number in range(count)
    ]
    return [row for row in rows if not row["gone"] and any(row[name] for name in names[1:5])]


def rows_with_regions(rows: Sequence[dict], *, seats: int | None) -> list[dict]:
    """The rows typed so far and one for each region that has none, with an even share."""
    regions = list(Region.objects.all())
    share, over = divmod(seats or 0, len(regions) or 1)
    known = {row["whom"] for row in rows} | {row["key"] for row in rows}
    missing = [one for one in regions if not {name_of(one), f"region:{one.pk}"} & known]
    return [
        *rows,
        *(
            _as_typed(QuotaPlan(region, at_most=share + (number < over) if seats else None))
            for number, region in enumerate(missing)
        ),
    ]


def _as_typed(plan: QuotaPlan) -> dict:
    return {
        "key": f"{field_of(plan.holder)}:{plan.holder.pk}",
        "whom": name_of(plan.holder),
        "at_most": plan.at_most,
        "kept": plan.kept,
        "kept_until": plan.kept_until,
    }


def _holder_of(key: str) -> Holder | None:
    """The holder that a hidden key names; None for a forged one."""
    kind, _colon, pk = key.partition(":")
    if kind == "area":
        areas = Area.objects.exclude(kind=Area.Kind.SUBDISTRICT).select_related("parent__parent")
        return areas.filter(pk=pk[:6]).first()
    if kind == "region":
        return Region.objects.filter(pk=key_in(pk)).first()
    if kind == "fund":
        return Fund.objects.with_place().filter(pk=key_in(pk)).first()
    return None
