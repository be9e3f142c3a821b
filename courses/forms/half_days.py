"""The half-days of a workshop as a table to edit: held or not, from, until, what happens."""

from datetime import date, timedelta

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.fund_choice import key_in
from courses.models import HalfDay, Workshop
from courses.workshops.timetable import MAX_DAYS, USUAL_TIMES, HalfDayPlan, usual_half_days
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiTimeField


class HalfDayForm(forms.Form):
    """One half-day. It knows its day only as the number of days after the first, so that
    the table moves with the first day.
    """

    offset = forms.IntegerField(min_value=0, max_value=MAX_DAYS, widget=forms.HiddenInput)
    part = forms.ChoiceField(choices=HalfDay.Part, widget=forms.HiddenInput)
    held = forms.BooleanField(label=gettext_lazy("held"), required=False)
    starts_at = ThaiTimeField(label=gettext_lazy("From"), required=False)
    ends_at = ThaiTimeField(label=gettext_lazy("Until"), required=False)
    topic = forms.CharField(
        label=gettext_lazy("What happens"),
        max_length=300,
        required=False,
        validators=[refuse_national_id],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held"].label = self.part_name

    @property
    def part_name(self) -> str:
        """Morning or afternoon, in the reader's language."""
        value = self["part"].value()
        return str(dict(HalfDay.Part.choices).get(value, ""))

    def clean(self):
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if cleaned.get("held") and starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The half-day ends before it begins."))
        return cleaned


class HalfDayTable(
    forms.formset_factory(
        HalfDayForm, extra=0, max_num=2 * MAX_DAYS, absolute_max=2 * MAX_DAYS, validate_max=True
    )
):
    """All half-days of a workshop, also those its days would allow but that are not held."""

    def __init__(self, data=None, *, workshop: Workshop, typed=None, **kwargs):
        """`typed` is what was sent when the rows are shown as they were, without judging."""
        self.first_day = workshop.starts_on
        self.refused = ""
        rows = self._rows(workshop) if typed is None else self._rows_typed(typed)
        super().__init__(data, initial=rows, prefix="half", **kwargs)

    @staticmethod
    def _rows_typed(data) -> list[dict]:
        count = min(key_in(data.get("half-TOTAL_FORMS", "")) or 0, 2 * MAX_DAYS)
        names = ("offset", "part", "held", "starts_at", "ends_at", "topic")
        return [
            {name: data.get(f"half-{number}-{name}", "") for name in names}
            for number in range(count)
        ]

    @staticmethod
    def _rows(workshop: Workshop) -> list[dict]:
        present = {(row.day, row.part): row for row in workshop.half_days.all()}
        rows = []
        for plan in usual_half_days(workshop.starts_on, workshop.ends_on):
            row = present.get((plan.day, plan.part))
            rows.append(
                {
                    "offset": (plan.day - workshop.starts_on).days,
                    "part": plan.part,
                    "held": row is not None,
                    "starts_at": row.starts_at if row else plan.starts_at,
                    "ends_at": row.ends_at if row else plan.ends_at,
                    "topic": row.topic if row else "",
                }
            )
        return rows

    @cached_property
    def days(self) -> list[tuple[date, list[HalfDayForm]]]:
        """The rows by day, for the page."""
        found: dict[int, list[HalfDayForm]] = {}
        for row in self.forms:
            value = str(row["offset"].value())
            found.setdefault(int(value) if value.isdecimal() else 0, []).append(row)
        return [
            (self.first_day + timedelta(days=min(offset, MAX_DAYS)), rows)
            for offset, rows in found.items()
        ]

    def plans(self, first_day: date, last_day: date) -> list[HalfDayPlan]:
        """What was asked for, on these days; a day the table did not show gets the usual two."""
        length = (last_day - first_day).days + 1
        rows = [row.cleaned_data for row in self.forms]
        shown = {row["offset"] for row in rows}
        asked = [
            HalfDayPlan(
                first_day + timedelta(days=row["offset"]),
                row["part"],
                row["starts_at"],
                row["ends_at"],
                row["topic"],
            )
            for row in rows
            if row["held"] and row["offset"] < length
        ]
        new = [
            HalfDayPlan(first_day + timedelta(days=offset), part, *times)
            for offset in range(length)
            if offset not in shown
            for part, times in USUAL_TIMES.items()
        ]
        return asked + new
