"""The rows of a lesson's form: figures, pictures, files and quotes, some there and some to add."""

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from exchange.forms.files import PAPERS, PICTURES, SeveralFilesField, SeveralFilesInput
from exchange.forms.topics import WrittenField
from exchange.lessons.figures import settle, years_of
from exchange.models import LessonFigure, LessonPage, LessonQuote
from portal.thai.dates import be_year
from portal.thai.fields import ThaiDecimalField

MOST_FIGURES = MOST_PICTURES = MOST_FILES = 6
#: Empty rows offered below those that are there.
EMPTY_ROWS = 2
#: How many years back a figure may be of.
YEARS_BACK = 25


class FigureForm(forms.Form):
    """One figure: out of the fund's yearly figures, or typed."""

    measure = forms.ChoiceField(label=_("Which figure"), required=False)
    label = WrittenField(label=_("If another: what is counted"), longest=100, required=False)
    unit = WrittenField(label=_("unit"), longest=30, required=False)
    year_before = forms.TypedChoiceField(
        label=_("year before"), required=False, coerce=int, empty_value=None
    )
    before = ThaiDecimalField(
        label=pgettext_lazy("of a figure", "before"),
        required=False,
        max_digits=14,
        decimal_places=2,
    )
    year_after = forms.TypedChoiceField(
        label=_("year after"), required=False, coerce=int, empty_value=None
    )
    after = ThaiDecimalField(
        label=pgettext_lazy("of a figure", "after"),
        required=False,
        max_digits=14,
        decimal_places=2,
    )

    #: What a figure holds; all empty: the row is left out.
    NAMES = ("measure", "label", "unit", "before", "year_before", "after", "year_after")

    def __init__(self, *args, years, with_measures: bool, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((str(year), label) for year, label in years)]
        self.fields["year_before"].choices = self.fields["year_after"].choices = choices
        if with_measures:
            measures = LessonFigure._meta.get_field("measure").choices
            self.fields["measure"].choices = [("", gettext("another one, typed below")), *measures]
        else:
            del self.fields["measure"]
        for name in ("before", "after"):
            self.fields[name].widget.attrs["placeholder"] = (
                gettext("filled in by itself") if with_measures else ""
            )

    def clean(self):
        cleaned = super().clean()
        told = any(cleaned.get(name) not in (None, "") for name in self.NAMES)
        if told and not cleaned.get("label") and not cleaned.get("measure"):
            self.add_error("label", _("Please say what is counted, or choose a yearly figure."))
        return cleaned

    def figure(self) -> LessonFigure | None:
        """The figure, or None for a row that was left empty."""
        values = {name: self.cleaned_data.get(name) for name in self.NAMES}
        if not any(value not in (None, "") for value in values.values()):
            return None
        texts = {name: values[name] or "" for name in ("measure", "label", "unit")}
        return LessonFigure(**{**values, **texts})


class PictureForm(forms.Form):
    """A picture that is there: what is to be seen, the line below, and whether it goes."""

    alt = WrittenField(
        label=_("What is to be seen"),
        longest=200,
        required=False,
        help_text=_("For people who cannot see the picture. Needed before it is published."),
    )
    caption = WrittenField(label=_("Line below the picture"), longest=200, required=False)
    gone = forms.BooleanField(label=_("Take this picture out"), required=False)


class FileForm(forms.Form):
    """A paper that is there: its title, and whether it goes."""

    title = WrittenField(
        label=_("Title"),
        longest=150,
        error_messages={"required": _("Please give the file a title.")},
    )
    gone = forms.BooleanField(label=_("Take this file out"), required=False)


class QuoteForm(forms.Form):
    """A quoted post: under which part it stands."""

    part = forms.ChoiceField(
        label=_("Stands under"), required=False, choices=LessonQuote.Part.choices
    )


class UploadForm(forms.Form):
    """New pictures and a new paper."""

    new_pictures = SeveralFilesField(
        label=_("Add pictures"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": PICTURES, "multiple": True}),
        help_text=_("From your phone or camera. The place where they were taken is removed."),
    )
    new_file = forms.FileField(
        label=_("Add a paper"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": PAPERS}),
        help_text=_("A form, a table, your rules: PDF, Word, Excel or text, at most 10 MB."),
    )
    new_file_title = WrittenField(label=_("Title of the paper"), longest=150, required=False)


def year_choices(draft: LessonPage) -> list[tuple[int, str]]:
    """Years a figure may be of, newest first; those with yearly figures of the fund say so."""
    recorded = set(draft.fund.years.values_list("year", flat=True)) if draft.fund_id else set()
    today = timezone.localdate().year
    years = recorded | set(range(today - YEARS_BACK, today + 1))
    return [
        (year, gettext("%(year)s (recorded)") % {"year": be_year(year)})
        if year in recorded
        else (year, str(be_year(year)))
        for year in sorted(years, reverse=True)
    ]


class LessonRows:
    """All rows of the form of one draft, drawn and cleaned together."""

    def __init__(self, data=None, files=None, *, draft: LessonPage):
        self.draft = draft
        self.old_figures = list(draft.figures.all())
        self.old_pictures = list(draft.pictures.all())
        self.old_files = list(draft.files.all())
        self.old_quotes = list(draft.quotes.all())
        rows = min(MOST_FIGURES, len(self.old_figures) + EMPTY_ROWS)
        figures = formset_factory(
            FigureForm, extra=rows - len(self.old_figures), max_num=MOST_FIGURES, absolute_max=20
        )
        self.figures = figures(
            data,
            prefix="figures",
            initial=[
                {name: getattr(figure, name) for name in FigureForm.NAMES}
                for figure in self.old_figures
            ],
            form_kwargs={"years": year_choices(draft), "with_measures": bool(draft.fund_id)},
        )
        self.pictures = self._each(
            PictureForm, "picture", self.old_pictures, ("alt", "caption"), data
        )
        self.files = self._each(FileForm, "file", self.old_files, ("title",), data)
        self.quotes = self._each(QuoteForm, "quote", self.old_quotes, ("part",), data)
        self.uploads = UploadForm(data, files)

    @staticmethod
    def _each(form, kind: str, items, names, data) -> list[tuple]:
        """Pairs of what is there and its form, known by what it shows rather than by its place."""
        return [
            (
                item,
                form(
                    data,
                    prefix=f"{kind}-{LessonRows.key_of(item, place)}",
                    initial={name: getattr(item, name) for name in names},
                ),
            )
            for place, item in enumerate(items)
        ]

    @staticmethod
    def key_of(item, place: int) -> int | str:
        """What names a picture, file or quote in the form, whether its row was saved or not."""
        for name in ("image_id", "document_id", "post_id"):
            if getattr(item, name, None):
                return getattr(item, name)
        return f"at{place}"

    @property
    def forms(self) -> list:
        """Every form of the page besides the text."""
        rows = [form for pairs in (self.pictures, self.files, self.quotes) for _item, form in pairs]
        return [*self.figures.forms, *rows, self.uploads]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """What is wrong: where it stands, its label, the sentence."""
        if not self.figures.is_bound:
            return []
        return [
            (form[name].auto_id if name in form.fields else "", str(form[name].label), sentence)
            for form in self.forms
            for name, sentences in form.errors.items()
            if name in form.fields
            for sentence in sentences
        ]

    @property
    def wrong_steps(self) -> set[str]:
        """The steps of the page in which a row is wrong."""
        if not self.figures.is_bound:
            return set()
        pictures = [form for _item, form in (*self.pictures, *self.files)]
        places = {
            "figures": self.figures.forms,
            "pictures": [*pictures, self.uploads],
            "what": [form for _item, form in self.quotes],
        }
        return {slug for slug, forms in places.items() if any(form.errors for form in forms)}

    def is_valid(self) -> bool:
        return self.figures.is_valid() & all(list(map(forms.Form.is_valid, self.forms)))

    def room(self) -> dict[str, int]:
        """How many more pictures and files the lesson takes."""
        return {
            "pictures": MOST_PICTURES - len(self.old_pictures),
            "files": MOST_FILES - len(self.old_files),
        }

    def rows(self) -> dict[str, list]:
        """What is kept of each kind, changed as typed; new pictures and files are added later."""
        return {
            "figures": self._figures(),
            "pictures": self._kept(self.pictures, ("alt", "caption")),
            "files": self._kept(self.files, ("title",)),
            "quotes": self._kept(self.quotes, ("part",)),
        }

    def _figures(self) -> list[LessonFigure]:
        told = [form.figure() for form in self.figures.forms]
        spoken_of = [one for one in (*told, *self.old_figures) if one]
        years = {year for one in spoken_of for year in (one.year_before, one.year_after)}
        rows = years_of(self.draft.fund, years)
        before = [*self.old_figures, *[None] * len(told)]
        return [
            settle(figure, rows, old)
            for figure, old in zip(told, before, strict=False)
            if figure is not None
        ]

    @staticmethod
    def _kept(pairs, names) -> list:
        kept = []
        for item, form in pairs:
            # A row somebody else added meanwhile was not on the page: it stays as it is.
            if form.cleaned_data.get("gone"):
                continue
            for name in names:
                if form.add_prefix(name) in form.data:
                    setattr(item, name, form.cleaned_data[name])
            kept.append(item)
        return kept
