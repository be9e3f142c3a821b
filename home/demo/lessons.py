"""Decides which lessons the demonstration tells: written, reviewed, used and doubted by the rules.

What the funds went through is made up; their figures are read from their yearly rows.
"""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from uuid import UUID

from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.models import Page, Revision

from exchange.lessons.figures import settle, years_of
from exchange.lessons.from_topic import start_from_posts
from exchange.lessons.pictures import keep_file, keep_picture
from exchange.lessons.review import decide
from exchange.lessons.use import doubt, use
from exchange.lessons.writing import draft_of, save_draft, send_for_review, start_lesson
from exchange.models import (
    LessonFigure,
    LessonIndexPage,
    LessonPage,
    LessonUse,
    LessonVersion,
    PrizeCategory,
    Topic,
)
from home.demo.handouts import workbook
from home.demo.lesson_texts import LESSONS
from home.demo.people import secretary_of
from portal.funds.models import Fund, Subject
from portal.people.models import User

INTRO = "กองทุนเล่าเองว่าเจออะไร ทำอย่างไร ได้ผลหรือไม่ได้ผล อ่าน พิมพ์ และนำไปใช้ได้เลย"
#: After how many days a reader took a lesson up.
USED_AFTER = 60


class LessonBuilder:
    """Has the secretaries of the funds write, the trainer review, and readers answer."""

    def __init__(self, rng: Random, funds: list[Fund], staff: dict[str, User]):
        self.rng, self.funds, self.staff = rng, funds, staff
        self.subjects = {subject.slug: subject for subject in Subject.objects.all()}
        self.prizes = {prize.slug: prize for prize in PrizeCategory.objects.all()}

    def write(self) -> None:
        """All lessons, the library's own words first."""
        library = LessonIndexPage.objects.get()
        library.intro = INTRO
        library.save_revision(user=self.staff["coordinator"]).publish()
        for plan in LESSONS:
            lesson = self._written(plan)
            LessonPage.objects.filter(pk=lesson.pk).update(demo=True)
            if plan["day"] is None:
                continue
            decide(lesson=lesson, by=self.staff["trainer"], approve=True, comment=plan["praise"])
            self._as_of(lesson, plan["day"])
            for number, how in plan["used"]:
                self._used(lesson, self.funds[number], how, plan["day"])
            if plan["doubt"]:
                doubt(lesson=lesson, by=self.staff["weak"], reason=plan["doubt"])

    def _written(self, plan: dict) -> LessonPage:
        """A lesson of a fund, sent to the trainers."""
        fund = self.funds[plan["fund"]]
        author = secretary_of(fund)
        lesson = self._begun(plan, fund, author)
        draft = draft_of(lesson)
        rows = {"figures": [self._figure(fund, *figure) for figure in plan["figures"]]}
        if plan["picture"]:
            picture = keep_picture(content=drawing(self.rng), by=author)
            picture.alt, picture.caption = plan["picture"]
            rows["pictures"] = [picture]
        if plan["file"]:
            name, title = plan["file"]
            rows["files"] = [
                keep_file(content=workbook(name), name=f"{name}.xlsx", title=title, by=author)
            ]
        save_draft(
            lesson=lesson,
            by=author,
            fields={
                **plan["texts"],
                "year": plan["year"],
                "level_then": plan["level"],
                "prize": self.prizes[plan["prize"]],
                "ask_office": "secretary",
            },
            subjects=[self.subjects[slug] for slug in plan["subjects"]],
            rows=rows,
            seen=draft.latest_revision_id,
        )
        send_for_review(lesson=lesson, by=author)
        return LessonPage.objects.get(pk=lesson.pk)

    def _begun(self, plan: dict, fund: Fund, author: User) -> LessonPage:
        begun = {"author": author, "title": plan["title"], "fund": fund, "submission": self._uuid()}
        if not plan["topic"]:
            return start_lesson(**begun)
        topic = Topic.objects.get(title__startswith=plan["topic"])
        numbers = range(1, topic.reply_count + 2)
        return start_from_posts(topic=topic, numbers=numbers, **begun)

    @staticmethod
    def _figure(fund: Fund, measure: str, before: int, after: int) -> LessonFigure:
        """One of the fund's yearly figures, as its record tells it."""
        figure = LessonFigure(measure=measure, year_before=before, year_after=after)
        return settle(figure, years_of(fund, (before, after)))

    def _used(self, lesson: LessonPage, fund: Fund, how: str, day: date) -> None:
        row = use(lesson=lesson, by=secretary_of(fund), fund=fund, how=how)
        later = day + timedelta(days=USED_AFTER + self.rng.randint(0, 200))
        LessonUse.objects.filter(pk=row.pk).update(used_at=_morning(later))

    @staticmethod
    def _as_of(lesson: LessonPage, day: date) -> None:
        """As if it had been written and published on a day of the past."""
        moment = _morning(day)
        Revision.objects.filter(object_id=str(lesson.pk), lesson_version__page=lesson).update(
            created_at=moment
        )
        LessonVersion.objects.filter(page=lesson).update(published_at=moment)
        Page.objects.filter(pk=lesson.pk).update(
            first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
        )

    def _uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 15)))


def drawing(rng: Random) -> bytes:
    """A drawn valley with houses: no photograph, so nobody real is on it."""
    wide, high = 1280, 800
    picture = Image.new("RGB", (wide, high), "#e7f1ec")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((940, 90, 1080, 230), fill="#e8a317")
    for color, top in (("#a9cfc4", 360), ("#5ba294", 450), ("#0d7a70", 560)):
        peaks = [(x, top - rng.randint(0, 120)) for x in range(0, wide + 160, 160)]
        draw.polygon([(0, high), *peaks, (wide, high)], fill=color)
    for x in range(140, wide - 160, 210):
        y = 620 + rng.randint(-20, 60)
        draw.rectangle((x, y, x + 90, y + 70), fill="#fff8e8")
        draw.polygon([(x - 15, y), (x + 45, y - 50), (x + 105, y)], fill="#8a4b2a")
    target = BytesIO()
    picture.save(target, "JPEG", quality=88)
    return target.getvalue()
