"""Decides what is told of figures before and after, and where they differ from the yearly ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exchange.lessons.measures import BY_SLUG, recorded
from exchange.models import LessonFigure
from portal.funds.models import Fund, FundYear
from portal.thai.dates import be_year

Rows = dict[int, FundYear]


@dataclass(frozen=True)
class Value:
    """One side of a comparison: the figure (None where it is missing) and where it is from."""

    figure: Decimal | None
    year: int | None
    recorded: bool = False
    demo: bool = False

    @property
    def number(self) -> int | Decimal | None:
        """The figure without empty decimals."""
        if self.figure is None or self.figure != int(self.figure):
            return self.figure
        return int(self.figure)


@dataclass(frozen=True)
class ShownFigure:
    """A figure as a page shows it; `warnings` stand beside it and refuse nothing."""

    label: str
    unit: str
    before: Value
    after: Value
    warnings: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Of which years the fund's yearly figures say the same; empty where none does."""
        years = [str(be_year(one.year)) for one in (self.before, self.after) if one.recorded]
        return (
            _("from the fund's yearly figures of %(years)s") % {"years": ", ".join(years)}
            if years
            else ""
        )

    @property
    def demo(self) -> bool:
        """Whether it rests on a figure that was made up for the demonstration."""
        return any(one.recorded and one.demo for one in (self.before, self.after))


def years_of(fund: Fund | None, years: Iterable[int]) -> Rows:
    """The rows of some years of a fund, in two queries at most."""
    wanted = {year for year in years if year}
    if fund is None or not wanted:
        return {}
    rows = FundYear.objects.filter(fund=fund, year__in=wanted).prefetch_related("welfare")
    return {row.year: row for row in rows}


def years_in(figures: Iterable[LessonFigure]) -> set[int]:
    """The years that figures of a lesson speak of, where they are yearly figures of the fund."""
    years = [(one.year_before, one.year_after) for one in figures if one.measure]
    return {year for pair in years for year in pair if year}


def shown_figures(figures: Iterable[LessonFigure], fund: Fund | None) -> list[ShownFigure]:
    """Figures of a lesson for reading; two queries however many there are."""
    figures = list(figures)
    rows = years_of(fund, years_in(figures))
    return [_shown(figure, rows) for figure in figures]


def settle(figure: LessonFigure, rows: Rows, before: LessonFigure | None = None) -> LessonFigure:
    """Fill a figure that was left empty from the fund's record, and say what is counted.

    `before` is what stood in its place: a value that came from the record then is read anew
    when measure or year have changed.
    """
    measure = BY_SLUG.get(figure.measure)
    if measure is None:
        return figure
    figure.label = figure.label or str(capfirst(measure.label))
    figure.unit = figure.unit or str(measure.unit)
    for side in ("before", "after"):
        year = getattr(figure, f"year_{side}")
        value = getattr(figure, side)
        if value is None or _was_read(value, before, side, rows, (figure.measure, year)):
            setattr(figure, side, recorded(figure.measure, rows.get(year)))
    return figure


def _was_read(value, before: LessonFigure | None, side: str, rows: Rows, now: tuple) -> bool:
    if before is None or getattr(before, side) != value:
        return False
    year = getattr(before, f"year_{side}")
    then = (before.measure, year)
    return then != now and value == recorded(before.measure, rows.get(year))


def _shown(figure: LessonFigure, rows: Rows) -> ShownFigure:
    measure = BY_SLUG.get(figure.measure)
    sides, warnings = [], []
    for value, year in (
        (figure.before, figure.year_before),
        (figure.after, figure.year_after),
    ):
        row = rows.get(year) if measure else None
        known = recorded(figure.measure, row)
        sides.append(
            Value(
                figure=value,
                year=year,
                recorded=known is not None and known == value,
                demo=row is not None and row.source == FundYear.Source.DEMO,
            )
        )
        if value is not None and known is not None and known != value:
            warnings.append(
                _("The fund's figures of %(year)s say %(figure)s.")
                % {"year": be_year(year), "figure": f"{Value(known, year).number:,}"}
            )
    unit = figure.unit or (str(measure.unit) if measure else "")
    label = figure.label or (str(capfirst(measure.label)) if measure else "")
    return ShownFigure(label, unit, *sides, warnings)
