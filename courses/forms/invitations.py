"""Choosing which funds are invited, and how many seats each has, before anything is sent."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.forms.free_text import FreeTextField
from courses.forms.people import ticked
from courses.lists.inviting import MOST_INVITED, funds_meant, named
from courses.models import Invitation, Workshop
from portal.funds.models import Fund
from portal.thai.fields import ThaiDateField, ThaiIntegerField

MOST_SEATS = 500


@dataclass
class Choice:
    """One fund on the screen: whether it is ticked, its seats, what is wrong with them."""

    fund: Fund
    seats: str
    ticked: bool = True
    fault: str = ""
    invited: Invitation | None = None


class InviteForm(forms.Form):
    """Names typed or pasted become rows to tick (`look`); the ticked rows are invited.

    What was typed stays until it is understood; rows once found stay with their ticks.
    """

    names = forms.CharField(
        label=_("Funds to invite"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One on each line: the name of a fund or its subdistrict. “อ.ปางมะผ้า”, "
            "“จ.แม่ฮ่องสอน” or “ภาคเหนือ” stands for all funds there."
        ),
    )
    seats = ThaiIntegerField(
        label=_("Seats for each"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=2,
        error_messages={
            "min_value": _("At least one seat, please."),
            "max_value": _("At most %(limit_value)d seats for one fund."),
        },
    )
    answer_by = ThaiDateField(
        label=_("Answer by"),
        required=False,
        help_text=_("Seats not answered for are given back after that day."),
    )
    note = FreeTextField(
        label=_("A word with it"),
        required=False,
        max_length=Invitation._meta.get_field("note").max_length,
    )

    def __init__(self, data=None, *, workshop: Workshop, **kwargs):
        super().__init__(None if data is None else data.copy(), **kwargs)
        self.workshop = workshop
        # Only rows that are there already make it a box that may stay empty.
        self.fields["names"].required = not self.is_bound
        self.faults: list[str] = []
        self.rows: list[Choice] = []

    def look(self) -> None:
        """Turn what was typed into rows beside those there already; what is not stays typed."""
        self.is_valid()
        text = str(self.data.get("names", "")).replace("\x00", "")[:20_000]
        meant = funds_meant(text, workshop=self.workshop)
        self.faults = meant.faults
        # What was understood stands in the rows now; the box keeps what was not.
        self.data["names"] = "\n".join(meant.left)
        here = self.sent_rows()
        known = {row.fund.pk for row in here}
        default = str(self.data.get("seats", ""))[:5]
        fresh = [Choice(fund, default) for fund in meant.funds if fund.pk not in known]
        self.rows = self.with_invitations([*here, *fresh])
        for row in fresh:
            if row.invited:
                # Whoever is invited already keeps what was offered, unless somebody ticks it.
                row.seats, row.ticked = str(row.invited.seats), False
        if len(self.rows) > MOST_INVITED:
            self.faults.append(
                gettext("These are more than %(most)d funds. Please invite them in parts.")
                % {"most": MOST_INVITED}
            )
            self.rows = self.rows[:MOST_INVITED]

    def sent_rows(self) -> list[Choice]:
        """The rows as they were sent, ticked or not."""
        shown = ticked(self.data, "row")[:MOST_INVITED]
        chosen = set(ticked(self.data, "fund"))
        return [
            Choice(fund, str(self.data.get(f"seats-{fund.pk}", ""))[:5], fund.pk in chosen)
            for fund in named(shown)
        ]

    def with_invitations(self, rows: list[Choice]) -> list[Choice]:
        """The rows, each with the invitation the fund has already."""
        invited = {one.fund_id: one for one in self.workshop.invitations.all()}
        for row in rows:
            row.invited = invited.get(row.fund.pk)
        return rows

    def wanted(self) -> dict[Fund, int]:
        """The ticked funds and their seats; empty, and a sentence by it, where it is wrong."""
        self.rows = self.with_invitations(self.sent_rows())
        found: dict[Fund, int] = {}
        for row in self.rows:
            if not row.ticked:
                continue
            try:
                found[row.fund] = self.fields["seats"].clean(row.seats)
            except forms.ValidationError as problem:
                row.fault = problem.messages[0]
        if any(row.fault for row in self.rows):
            self.faults.append(gettext("Please look at the seats below once more."))
            return {}
        if not found:
            self.faults.append(gettext("Please tick at least one fund."))
        return found
