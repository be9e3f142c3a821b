"""The search box and its filters: a GET form whose address can be shared.

Whatever is not understood narrows nothing, and the page says so.
"""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from home.search import BEST, NEWEST
from home.search_kinds import KINDS, Reader, who_wrote
from home.search_records import Narrowing
from portal.asked_often import AskedOften
from portal.funds.access import Rights
from portal.funds.forms.choosing import AreaChoice
from portal.funds.models import Area, Fund, Subject
from portal.thai.fields import ThaiDateField
from portal.thai.search import LONGEST_QUESTION, find

KEY_DIGITS = 15
NAMES = ("name_th", "name_en")
SUBJECTS = AskedOften(lambda: Subject.objects.filter(active=True).values_list("slug", *NAMES))
PROVINCES = AskedOften(lambda: Area.objects.provinces().values_list("code", *NAMES))


def key_in(text: str) -> int | None:
    """The key that a sent text is, None where it can be none."""
    return int(text) if text.isdecimal() and len(text) <= KEY_DIGITS else None


def _choices(field: forms.ModelChoiceField, rows: list[tuple]) -> list[tuple[str, str]]:
    """The lines of a list to choose from: of each row its key and its name."""
    model = field.queryset.model
    named = [(key, model(**dict(zip(NAMES, names, strict=True)))) for key, *names in rows]
    return [
        ("", field.empty_label),
        *((key, field.label_from_instance(one)) for key, one in named),
    ]


class FundNamed(forms.CharField):
    """A fund by its key, as links write it, or by its name."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        funds = Fund.objects.standing().with_place()
        if key := key_in(text):
            fund = funds.filter(pk=key).first()
        else:
            hits = [hit.record for hit in find(funds, text, limit=2)]
            exact = [fund for fund in hits if fund.name == text]
            if len(hits) > 1 and not exact:
                raise ValidationError(
                    _("Several funds are called so; please write the subdistrict too.")
                )
            fund = (exact or hits or [None])[0]
        if fund is None:
            raise ValidationError(_("We know no fund of this name."))
        return fund


class WriterKey(forms.CharField):
    """Somebody who wrote where the reader may read, by the key that links write."""

    rights = Rights()

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        writers = who_wrote(Reader(self.rights))
        person = writers.filter(pk=key_in(text)).first() if key_in(text) else None
        if person is None:
            raise ValidationError(_("We know nobody of this number who has written here."))
        return person


class SearchForm(forms.Form):
    """The search over everything; read as soon as it is made.

    `problems` are sentences on what was not understood.
    """

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_QUESTION}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("best first")), (NEWEST, _("newest first"))],
    )
    subject = forms.ModelChoiceField(
        label=_("Subject"),
        required=False,
        queryset=Subject.objects.filter(active=True),
        to_field_name="slug",
        empty_label=_("all"),
    )
    province = AreaChoice(
        label=_("Province"), required=False, queryset=Area.objects.none(), empty_label=_("all")
    )
    fund = FundNamed(label=_("Fund"), required=False)
    person = WriterKey(label=_("Written by"), required=False)
    since = ThaiDateField(label=_("From the day"), required=False)
    until = ThaiDateField(label=_("Until the day"), required=False)
    solved = forms.BooleanField(label=_("only questions that got their answer"), required=False)
    file = forms.BooleanField(label=_("only with a file"), required=False)

    #: Filters of the folded part of the form, in the order of `Narrowing`.
    FILTERS = ("subject", "fund", "province", "person", "solved", "file", "since", "until")

    def __init__(self, data=None, *, rights: Rights, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["kind"].choices = [("", ""), *((name, name) for name in KINDS)]
        self.fields["province"].queryset = Area.objects.provinces()
        self._offered = {"subject": SUBJECTS.rows(), "province": PROVINCES.rows()}
        for name, rows in self._offered.items():
            self.fields[name].choices = partial(_choices, self.fields[name], rows)
        self.fields["person"].rights = rights
        self.problems = self._problems() if not self.is_valid() or self._cut else []
        # They are told in one place and keep nobody from searching.
        self._errors = ErrorDict()
        self.cleaned_data = {**dict.fromkeys(self.fields), **self.cleaned_data}

    @property
    def filters_drawn_from(self) -> tuple:
        """All that the filters' boxes show: where it is the same, they need not be drawn anew."""
        typed = [self.data.get(name) for name in ("order", *self.FILTERS)]
        return get_language(), typed, bool(self.cleaned_data["fund"]), self._offered

    @property
    def _cut(self) -> bool:
        return len(self.cleaned_data.get("q") or "") > LONGEST_QUESTION

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day comes before the first."))
            cleaned.pop("since")
        return cleaned

    @property
    def words(self) -> str:
        """What is looked for; what is longer than anybody types is cut."""
        return (self.cleaned_data["q"] or "")[:LONGEST_QUESTION]

    @property
    def chosen_kind(self) -> str:
        return self.cleaned_data["kind"] or ""

    @property
    def chosen_order(self) -> str:
        return self.cleaned_data["order"] or BEST

    @property
    def narrowing(self) -> Narrowing:
        """The filters that were understood."""
        values = {name: self.cleaned_data[name] for name in self.FILTERS}
        values["has_file"] = values.pop("file")
        return Narrowing(**{name: value for name, value in values.items() if value})

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The filters in force: name in the address and what it is."""
        shown = {
            "since": gettext("from %(day)s"),
            "until": gettext("until %(day)s"),
            "person": gettext("written by %(name)s"),
        }
        chips = []
        for name in self.FILTERS:
            value = self.cleaned_data[name]
            if not value:
                continue
            if name in {"since", "until"}:
                text = shown[name] % {"day": self.fields[name].show(value)}
            elif name == "person":
                text = shown[name] % {"name": value.name}
            elif value is True:
                text = str(self.fields[name].label)
            else:
                text = value.name
            chips.append((name, text))
        return chips

    def _problems(self) -> list[str]:
        """One sentence for each thing that was not understood."""
        sentences = []
        for name, errors in self.errors.items():
            typed = str(self.data.get(name, ""))[:60]
            label = self.fields[name].label
            sentences.append(
                gettext("“%(typed)s” (%(label)s) narrows nothing: %(reason)s")
                % {"typed": typed, "label": label, "reason": " ".join(errors)}
            )
        if self._cut:
            sentences.append(
                gettext("Only the first %(n)d letters were looked for.") % {"n": LONGEST_QUESTION}
            )
        return sentences
