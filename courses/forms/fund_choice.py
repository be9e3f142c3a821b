"""Choosing a fund out of thousands without a script: a short list, or a search in the form."""

from collections.abc import Callable, Iterable
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from portal.asked_often import AskedOften
from portal.funds.models import Fund
from portal.thai.search import find

#: Funds shown as an answer; more do not help anybody to find theirs.
MOST_FOUND = 12
#: More than this in the list and the search is shown alone.
MOST_OFFERED = 60
#: Fewer digits than the greatest key of a database.
KEY_DIGITS = 16
#: Stands for "I come from no fund, or it is not in the list".
NO_FUND = "none"


def key_in(text: str) -> int | None:
    """The primary key that a sent text is, None where it can be none."""
    return int(text) if text.isdecimal() and len(text) < KEY_DIGITS else None


def only_searching(data) -> bool:
    """Whether a form was sent by its button "Find", with words not searched for yet.

    The first button of a form also answers the Enter key in any of its fields. With the
    words of the last search (or none) it therefore stands for the form's own button.
    """
    return "find" in data and data.get("fund_words", "").strip() != data.get("searched", "")


def _chosen(fund_id: int):
    return Fund.objects.filter(pk=fund_id).only("name", "subdistrict", "merged_into").order_by()


CHOSEN = AskedOften(_chosen, int)


class FundFinding(forms.Form):
    """Two fields: words to find a fund by, and the fund itself.

    `offered()` gives the funds most people here come from, as a list to choose from. When
    `fund_words` was typed, the funds found take the list's place as buttons. `only` limits
    the choice to these funds and takes the search away. The cleaned `fund` is a `Fund` or
    `NO_FUND`.

    A sent form is shown again only when something is wrong with it; then `offer` is to be
    called first. Most are not, and need no list and no search.
    """

    fund_words = forms.CharField(
        label=_("Find a fund"),
        required=False,
        max_length=100,
        help_text=_("Part of its name, or its subdistrict. Then press “Find”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    fund = forms.CharField(
        label=_("Fund"),
        error_messages={"required": _("Please choose a fund, or say that there is none.")},
    )

    def __init__(
        self,
        *args,
        offered: Callable[[], Iterable[Fund]] = tuple,
        only: Iterable[Fund] = (),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.only = list(only)
        self._offered = offered
        if self.only:
            del self.fields["fund_words"]
        if len(self.only) == 1:
            self.initial.setdefault("fund", self.only[0].pk)
        if not self.is_bound:
            self.offer()

    def offer(self) -> None:
        """Look up the funds to choose from and dress the field for showing the form."""
        self.offered = self.only or list(self._offered())
        self.words = "" if self.only else self._sent("fund_words").replace("\x00", "").strip()
        self.found, self.joined = self._found() if self.words else ([], "")
        if len(self.found) == 1 and not self._sent("fund"):
            self.initial["fund"] = self.found[0].pk
        self.fields["fund"].widget = self._widget()

    def _sent(self, name: str) -> str:
        values = self.data if self.is_bound else self.initial
        return str(values.get(self.add_prefix(name) if self.is_bound else name) or "")

    def _found(self) -> tuple[list[Fund], str]:
        """The funds the words lead to, and what is said of one that joined another one."""
        known = Fund.objects.with_place().select_related("merged_into__subdistrict__parent__parent")
        hits = [hit.record for hit in find(known, self.words[:100], limit=MOST_FOUND)]
        standing = {one.pk: one for one in (hit.merged_into or hit for hit in hits)}
        joined = [hit.merged_sentence for hit in hits if hit.merged_into_id]
        return list(standing.values()), joined[0] if joined else ""

    @staticmethod
    def funds():
        """All funds somebody may come from."""
        return Fund.objects.standing().with_place()

    @property
    def search_answer(self) -> str:
        """What the search came to, in one sentence; empty when nothing was searched."""
        if not self.words:
            return ""
        if self.joined:
            return self.joined
        if not self.found:
            return _("No fund is called that. Try a shorter part of its name or subdistrict.")
        if len(self.found) == MOST_FOUND:
            return _("These and more. Add a part of the name if yours is not among them.")
        count = len(self.found)
        return ngettext_lazy("%(count)d fund found.", "%(count)d funds found.", count) % {
            "count": count
        }

    def _widget(self) -> forms.Widget:
        shown = self.found or self.offered
        chosen = key_in(self._sent("fund"))
        if chosen and not self.only and chosen not in {one.pk for one in shown}:
            shown = [*self.funds().filter(pk=chosen), *shown]
        none = [] if self.only else [(NO_FUND, _("I come from no fund, or mine is not listed"))]
        if self.found or not shown:
            buttons = [(one.pk, f"{one.name}\u00a0· {one.subdistrict.full_name}") for one in shown]
            return forms.RadioSelect(choices=[*buttons, *none])
        by_district = groupby(shown, key=lambda fund: fund.subdistrict.parent.full_name)
        return forms.Select(
            choices=[
                ("", _("Choose a fund")),
                *(
                    (
                        place,
                        [(one.pk, f"{one.name}\u00a0· {one.subdistrict.name}") for one in funds],
                    )
                    for place, funds in by_district
                ),
                *none,
            ]
        )

    def clean_fund(self):
        value = self.cleaned_data["fund"]
        if value == NO_FUND and not self.only:
            return NO_FUND
        key = key_in(value)
        allowed = key is not None and (not self.only or key in {one.pk for one in self.only})
        fund = next(iter(CHOSEN.records(key)), None) if allowed else None
        if fund is None:
            raise ValidationError(_("Please choose a fund from the list."), code="invalid_choice")
        if fund.merged_into_id:
            raise ValidationError(fund.merged_sentence, code="merged")
        return fund
