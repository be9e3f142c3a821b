"""Decides the made-up yearly figures of a fund: plausible, growing, not always complete.

Known is only what all members of 2566 add up to; every row says that it is a demonstration.
"""

from decimal import Decimal
from random import Random

from home.demo import facts
from home.demo.province import ActivePlan, FormingPlan, level_of
from portal.funds.models import FundYear, WelfarePaid

FIRST_YEAR = 2018
BAHT_A_YEAR = 365

#: By level: growth of members a year, share of members who pay, the state's and the local
#: government's contribution for each baht of the members, share paid out, months in reserve.
HABITS = {
    "strong": ((0.03, 0.09), 0.92, 0.55, 0.30, 0.62, (14, 22)),
    "developing": ((-0.01, 0.06), 0.78, 0.45, 0.15, 0.66, (6, 13)),
    "needs_support": ((-0.05, 0.03), 0.55, 0.35, 0.0, 0.74, (2, 5)),
}
#: Parts of what is paid out, and baht for one person helped.
WELFARE = {
    WelfarePaid.Kind.ILLNESS: (0.34, 400),
    WelfarePaid.Kind.DEATH: (0.26, 5000),
    WelfarePaid.Kind.OLD_AGE: (0.16, 300),
    WelfarePaid.Kind.EDUCATION: (0.10, 500),
    WelfarePaid.Kind.BIRTH: (0.08, 500),
    WelfarePaid.Kind.DISABILITY: (0.06, 500),
}
#: One fund has no row for a year, in two the published sums do not add up: as in real life.
NOT_REPORTED = ("580203", 2020)
MEMBERS_DIFFER = "580402"
MONEY_DIFFERS = "580502"


def years_of(plan: ActivePlan, rng: Random) -> list[FundYear]:
    """The rows of a fund at work, unsaved, from 2561 or its founding on to the report's year."""
    habits = HABITS[level_of(plan)]
    villages = rng.randint(6, 13)
    population = max(rng.randrange(1800, 6500), 4 * plan.members)
    members, rows = plan.members, []
    for year in range(facts.REPORT_YEAR, max(FIRST_YEAR, plan.founded + 1) - 1, -1):
        row = _row(year, members, habits, rng)
        row.villages, row.population = villages, population
        covered = min(villages, round(villages * members / plan.members * (0.4 + plan.points / 80)))
        row.villages_covered = max(1, covered)
        rows.append(row)
        members = round(members / (1 + rng.uniform(*habits[0])))
        population -= rng.randint(5, 40)
    _as_in_real_life(plan, rows)
    return [row for row in rows if (plan.code, row.year) != NOT_REPORTED]


def first_year_of(plan: FormingPlan) -> list[FundYear]:
    """The one row of a fund that is being founded and counted already; none for the others."""
    if plan.members is None:
        return []
    return [
        FundYear(
            year=facts.REPORT_YEAR,
            source=FundYear.Source.DEMO,
            members_reported=plan.members,
            money_from_members=Decimal(plan.members * 90),
            state_contribution=False,
        )
    ]


def _row(year: int, members: int, habits: tuple, rng: Random) -> FundYear:
    _growth, paying, central, local, paid_out, months = habits
    saved = members * BAHT_A_YEAR * paying * rng.uniform(0.95, 1.03)
    children, elderly = (
        round(members * rng.uniform(*share)) for share in ((0.1, 0.15), (0.25, 0.33))
    )
    disadvantaged = round(members * rng.uniform(0.03, 0.07))
    row = FundYear(
        year=year,
        source=FundYear.Source.DEMO,
        members_children=children,
        members_elderly=elderly,
        members_disadvantaged=disadvantaged,
        members_working_age=members - children - elderly - disadvantaged,
        money_from_members=_baht(saved),
        money_from_central=_baht(saved * central * rng.uniform(0.8, 1.1)),
        money_from_local=_baht(saved * local * rng.uniform(0.7, 1.2)) if local else None,
        money_from_others=_baht(saved * rng.uniform(0.01, 0.05)),
        state_contribution=True,
        complete=local > 0,
    )
    spent = float(row.money_in) * paid_out * rng.uniform(0.9, 1.08)
    row.administration = _baht(spent * 0.06)
    row.reserve = _baht(spent / 12 * rng.uniform(*months) * (1 + (year - FIRST_YEAR) / 20))
    row.welfare = [
        WelfarePaid(
            kind=kind, people=max(1, round(spent * share / each)), baht=_baht(spent * share)
        )
        for kind, (share, each) in WELFARE.items()
    ]
    return row


def _as_in_real_life(plan: ActivePlan, rows: list[FundYear]) -> None:
    """What is wrong or special about some funds' figures, the newest row being the first."""
    newest = rows[0]
    if plan.code == MEMBERS_DIFFER:
        newest.members_reported = newest.members
        newest.members_elderly -= 12
    if plan.code == MONEY_DIFFERS:
        newest.money_in_reported = newest.money_in + 1500
    if "town" in plan.tags.split():
        newest.waste_sorted_kg = 4200
        newest.families_followed = 18
        newest.other_help = "ข้าวสารและของใช้จากสมาชิกวันพระ"


def _baht(amount: float) -> Decimal:
    return Decimal(round(amount, -1))
