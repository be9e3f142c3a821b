"""Decides whether what a curriculum builds on was attended: by the person, or by their fund.

Somebody *has attended* a curriculum who was marked present at one half-day, at least, of one
workshop of it: the same count that a workshop's page gives afterwards. A prerequisite whose
curriculum is not published any more holds nobody up, for nobody new could ever meet it.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from courses.models import Attendance, CurriculumPage, Prerequisite
from courses.models.curriculum_context import HEAVY
from portal.asked_often import AskedOften
from portal.funds.models import Fund
from portal.people.models import Person

#: What is asked of a curriculum that is missing: its name and address.
SLIM = [f"needs__{name}" for name in (*HEAVY, "sessions")]


@dataclass(frozen=True)
class Unmet:
    """A prerequisite not met: the curriculum missing, and one sentence for the reader."""

    prerequisite: Prerequisite
    curriculum: CurriculumPage
    sentence: str


def needs_something(curriculum_id: int) -> bool:
    """Whether anything must have been attended before; one query that reads nothing."""
    return bool(ANYTHING_NEEDED.rows(curriculum_id))


def _anything_needed(curriculum_id: int):
    return Prerequisite.objects.filter(page=curriculum_id).order_by().values_list("pk")[:1]


ANYTHING_NEEDED = AskedOften(_anything_needed, int)


def prerequisites_of(curriculum_id: int) -> list[Prerequisite]:
    """What somebody must have attended before, in the order the author gave; one query."""
    rows = Prerequisite.objects.filter(page_id=curriculum_id, needs__live=True)
    return list(rows.select_related("needs").defer(*SLIM).order_by("sort_order", "pk"))


def unmet(*, curriculum_id: int, person: Person | None, fund: Fund | None) -> list[Unmet]:
    """The prerequisites that neither the person nor the fund meets, in the author's order.

    `person` may be new (not saved) or unknown, `fund` nobody's. Two queries at most, one where
    the curriculum needs nothing.
    """
    wanted = prerequisites_of(curriculum_id)
    if not wanted:
        return []
    by_person, by_fund = _attended([row.needs_id for row in wanted], person, fund)
    met = {Prerequisite.By.PERSON: by_person, Prerequisite.By.FUND: by_fund}
    return [
        Unmet(row, row.needs, _sentence(row, fund))
        for row in wanted
        if row.needs_id not in met[row.by]
    ]


def _attended(curricula: list[int], person, fund) -> tuple[set[int], set[int]]:
    """Those of some curricula that the person attended, and those anybody of the fund did."""
    person_id, fund_id = person and person.pk, fund and fund.pk
    if not (person_id or fund_id):
        return set(), set()
    whose = Q(registration__person=person_id) if person_id else Q(pk__in=[])
    if fund_id:
        whose |= Q(registration__fund=fund_id)
    marks = Attendance.objects.present().filter(whose, half_day__workshop__curriculum__in=curricula)
    found = marks.order_by().values_list(
        "half_day__workshop__curriculum", "registration__person", "registration__fund"
    )
    rows = set(found.distinct())
    by_person = {curriculum for curriculum, one, _fund in rows if person_id and one == person_id}
    by_fund = {curriculum for curriculum, _one, of in rows if fund_id and of == fund_id}
    return by_person, by_fund


def _sentence(row: Prerequisite, fund: Fund | None) -> str:
    title = row.needs.title
    if row.by == Prerequisite.By.PERSON:
        return _("“%(title)s” must have been attended before by the person who comes.") % {
            "title": title
        }
    if fund is None:
        return _("Somebody of the fund must have attended “%(title)s” before: name the fund.") % {
            "title": title
        }
    return _("Nobody of %(fund)s has attended “%(title)s” yet.") % {
        "fund": fund.name,
        "title": title,
    }
