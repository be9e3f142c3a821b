"""Decides the level of a fund from the answers of a self-assessment, and explains it.

Pure: plain values in, a `Level` out that says why. Yearly figures never make a level;
they give hints beside it (`portal.funds.hints`). `portal.funds.levels` brings this rule
and the tables together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.funds.models import Fund, RubricStatement

#: The highest score of a statement; 0 is "not at all".
FULL_SCORE = 3


@dataclass(frozen=True)
class Answer:
    """One statement with its score; `score` is None where it was not answered."""

    statement_id: int
    field: str
    score: int | None
    text: str = ""


@dataclass(frozen=True)
class FieldTotal:
    """Points of one area of the self-assessment."""

    field: str
    points: int
    possible: int

    @property
    def percent(self) -> int:
        return percent_of(self.points, self.possible)

    @property
    def label(self) -> str:
        """The area's name in the reader's language."""
        return str(RubricStatement.Field(self.field).label)


@dataclass(frozen=True)
class Level:
    """A level and what made it.

    `percent` is None where no score counts. `fields` are the subtotals in the order of
    the statements. `carrying` are the answers with a full score, `holding_back` those
    with 0 or 1, the worst first, `unanswered` those without a score. `next_level` is what
    comes after this one, from `next_from` percent on, and `points_missing` the points
    that lack for it (None, None and 0 where there is nothing to reach by scoring).
    """

    level: str
    percent: int | None = None
    points: int = 0
    possible: int = 0
    fields: tuple[FieldTotal, ...] = ()
    carrying: tuple[Answer, ...] = ()
    holding_back: tuple[Answer, ...] = ()
    unanswered: tuple[Answer, ...] = ()
    next_level: str | None = None
    next_from: int | None = None
    points_missing: int = 0

    @property
    def label(self) -> str:
        """The level's name in the reader's language."""
        return str(Fund.Level(self.level).label)

    @property
    def reasons(self) -> list[str]:
        """Why it is this level and what comes next, in sentences."""
        found = []
        if self.level == Fund.Level.FORMING:
            found.append(_("The fund is being founded; its level comes once it is active."))
        elif self.level == Fund.Level.DORMANT:
            found.append(_("The fund rests at present."))
        if self.percent is None:
            if self.unanswered:
                count = len(self.unanswered)
                found.append(
                    ngettext(
                        "One statement of the self-assessment still waits for its answer.",
                        "%(count)d statements of the self-assessment still wait for their answer.",
                        count,
                    )
                    % {"count": count}
                )
            elif not found:
                found.append(_("The fund has not assessed itself yet."))
            return found
        found.append(
            _("Self-assessment: %(points)d of %(possible)d points, %(percent)d %%.")
            % {"points": self.points, "possible": self.possible, "percent": self.percent}
        )
        best = max(self.fields, key=lambda field: field.percent)
        weakest = min(self.fields, key=lambda field: field.percent)
        if best.percent != weakest.percent:
            found.append(
                _(
                    "Best in %(best)s (%(best_percent)d %%), weakest in %(weak)s "
                    "(%(weak_percent)d %%)."
                )
                % {
                    "best": best.label,
                    "best_percent": best.percent,
                    "weak": weakest.label,
                    "weak_percent": weakest.percent,
                }
            )
        if self.next_level:
            found.append(
                ngettext(
                    "One more point makes it “%(level)s” (from %(percent)d %%).",
                    "%(count)d more points make it “%(level)s” (from %(percent)d %%).",
                    self.points_missing,
                )
                % {
                    "count": self.points_missing,
                    "level": Fund.Level(self.next_level).label,
                    "percent": self.next_from,
                }
            )
        return found


def percent_of(points: int, possible: int) -> int:
    """Whole percent, rounded down: 69.9 % is not yet 70."""
    return points * 100 // possible if possible else 0


def points_for(percent: int, possible: int) -> int:
    """The fewest points that make a percentage."""
    return -(-percent * possible // 100)


def decide_level(
    *,
    stage: str,
    answers: Iterable[Answer] | None,
    strong_from: int = 70,
    developing_from: int = 40,
) -> Level:
    """The level of a fund in a stage with these answers (None or none: never assessed).

    A forming fund is forming and a dormant one dormant whatever its score, which is still
    worked out for it to see. An active fund is strong from `strong_from` percent,
    developing from `developing_from`, else it needs support. While a statement waits for
    its score nothing is decided: missing is not zero.
    """
    answers = list(answers or ())
    by_stage = _by_stage(stage)
    unanswered = tuple(answer for answer in answers if answer.score is None)
    if not answers or unanswered:
        return Level(level=by_stage or Fund.Level.NOT_ASSESSED, unanswered=unanswered)
    points = sum(answer.score for answer in answers)
    possible = FULL_SCORE * len(answers)
    percent = percent_of(points, possible)
    if percent >= strong_from:
        earned, next_level, next_from = Fund.Level.STRONG, None, None
    elif percent >= developing_from:
        earned, next_level, next_from = Fund.Level.DEVELOPING, Fund.Level.STRONG, strong_from
    else:
        earned, next_level = Fund.Level.NEEDS_SUPPORT, Fund.Level.DEVELOPING
        next_from = developing_from
    if by_stage:
        next_level, next_from = None, None
    return Level(
        level=by_stage or earned,
        percent=percent,
        points=points,
        possible=possible,
        fields=_field_totals(answers),
        carrying=tuple(answer for answer in answers if answer.score == FULL_SCORE),
        holding_back=tuple(
            sorted((answer for answer in answers if answer.score <= 1), key=lambda each: each.score)
        ),
        next_level=next_level,
        next_from=next_from,
        points_missing=points_for(next_from, possible) - points if next_level else 0,
    )


def _by_stage(stage: str) -> str | None:
    """The level that follows from the stage alone; None for an active fund."""
    return {
        Fund.Stage.FORMING: Fund.Level.FORMING,
        Fund.Stage.DORMANT: Fund.Level.DORMANT,
    }.get(stage)


def _field_totals(answers: list[Answer]) -> tuple[FieldTotal, ...]:
    totals: dict[str, list[int]] = {}
    for answer in answers:
        total = totals.setdefault(answer.field, [0, 0])
        total[0] += answer.score
        total[1] += FULL_SCORE
    return tuple(FieldTotal(field, *total) for field, total in totals.items())
