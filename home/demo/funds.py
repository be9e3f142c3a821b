"""Decides what is known of each fund: who it is, its figures, its road, its self-assessment."""

from datetime import date, timedelta
from itertools import accumulate
from random import Random

from home.demo import facts
from home.demo.figures import first_year_of, years_of
from home.demo.province import ACTIVE, FORMING, ActivePlan, FormingPlan
from portal.funds.levels import assess, refresh_level
from portal.funds.models import (
    Area,
    FoundingStep,
    Fund,
    FundFoundingStep,
    FundNeed,
    FundOffer,
    FundTag,
    Rubric,
    RubricStatement,
    Subject,
)

MADE_UP = "ข้อมูลของกองทุนนี้เป็นตัวอย่างสำหรับสาธิต ยกเว้นชื่อตำบล"
COUNTED_ALREADY = f"กำลังจัดตั้ง และรายงานปี 2566 นับไว้แล้วใน 37 กองทุน {MADE_UP}"
PROOF = "มาดูสมุดและวันทำงานของเราได้ (ตัวอย่าง)"
ASSESSED_ON = date(2023, 3, 27)
#: The step of the checklist on whose day a fund counts as founded, from 1.
REGISTRATION = 9
LAST_STEP_ON = date(2023, 3, 20)
#: Some active funds have kept the papers of their founding.
KEPT_FOUNDING = 6


class FundBuilder:
    """Makes the funds of the province; the network's lists are read once."""

    def __init__(self, rng: Random, entered_by):
        self.rng, self.entered_by = rng, entered_by
        self.areas = Area.objects.inside(facts.PROVINCE).in_bulk()
        self.subjects = {subject.slug: subject for subject in Subject.objects.all()}
        self.tags = {tag.slug: tag for tag in FundTag.objects.all()}
        self.steps = list(FoundingStep.objects.all())
        self.rubric = Rubric.objects.current(ASSESSED_ON)

    def active(self) -> list[Fund]:
        """The funds at work, in the order of `province.ACTIVE`, with their levels."""
        return [self._active(plan, number) for number, plan in enumerate(ACTIVE)]

    def forming(self) -> list[Fund]:
        """The funds being founded, in the order of `province.FORMING`."""
        return [self._forming(plan) for plan in FORMING]

    def _active(self, plan: ActivePlan, number: int) -> Fund:
        founded = date(plan.founded, self.rng.randint(1, 12), self.rng.randint(1, 28))
        fund = self._fund(
            plan,
            stage=Fund.Stage.ACTIVE,
            founded_on=founded,
            rules_year=plan.founded,
            rules_amendments=self.rng.randint(0, 3),
            about=MADE_UP,
            mentor_capacity=plan.mentees,
        )
        fund.offers = [
            FundOffer(subject=self.subjects[slug], rank=rank, proof=PROOF if rank == 1 else "")
            for rank, slug in enumerate(plan.offers.split(), 1)
        ]
        fund.years = years_of(plan, self.rng)
        if number < KEPT_FOUNDING:
            fund.founding_steps = self._road(len(self.steps), founded, step=REGISTRATION)
        self._keep(fund, plan)
        assess(
            fund=fund,
            rubric=self.rubric,
            scores=self._scores(plan.points),
            assessed_on=ASSESSED_ON,
            assessed_by=self.entered_by,
            demo=True,
        )
        return fund

    def _forming(self, plan: FormingPlan) -> Fund:
        fund = self._fund(
            plan,
            stage=Fund.Stage.FORMING,
            about=MADE_UP if plan.members is None else COUNTED_ALREADY,
        )
        fund.years = first_year_of(plan)
        fund.founding_steps = self._road(plan.steps, LAST_STEP_ON, step=plan.steps)
        self._keep(fund, plan)
        refresh_level(fund)
        return fund

    def _fund(self, plan: ActivePlan | FormingPlan, **details) -> Fund:
        area = self.areas[plan.code]
        return Fund(name=f"กองทุนสวัสดิการชุมชนตำบล{area.name_th}", subdistrict=area, **details)

    def _keep(self, fund: Fund, plan: ActivePlan | FormingPlan) -> None:
        fund.tags = [self.tags[slug] for slug in plan.tags.split()]
        fund.needs = [
            FundNeed(subject=self.subjects[slug], rank=rank)
            for rank, slug in enumerate(plan.needs.split(), 1)
        ]
        fund.full_clean()
        fund.save()

    def _road(self, count: int, day: date, *, step: int) -> list[FundFoundingStep]:
        """The first steps of the checklist, some weeks apart, one of them (from 1) on a day."""
        weeks = [0, *accumulate(self.rng.randint(2, 9) for _step in range(count - 1))]
        return [
            FundFoundingStep(step=each, done_on=day + timedelta(weeks=week - weeks[step - 1]))
            for each, week in zip(self.steps, weeks, strict=False)
        ]

    def _scores(self, points: int) -> dict[int, int]:
        """Answers that add up to some points, with areas a fund is better and worse in."""
        statements = list(self.rubric.statements.all())
        ease = {field: self.rng.uniform(0.6, 1.4) for field in RubricStatement.Field.values}
        scores = dict.fromkeys((each.pk for each in statements), 0)
        for _point in range(points):
            open_still = [each for each in statements if scores[each.pk] < 3]
            chosen = self.rng.choices(open_still, [ease[each.field] for each in open_still])[0]
            scores[chosen.pk] += 1
        return scores
