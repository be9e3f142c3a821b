"""Template tags of lessons: one lesson as its reader sees it, and lessons beside other things."""

from django import template

from exchange.lessons.from_topic import lessons_of, may_pick
from exchange.lessons.reading import ShownLesson, read
from exchange.lessons.use import may_check, may_use_for
from exchange.lessons.writing import may_begin, may_write
from exchange.models import LessonPage
from portal.funds.access import VISITOR

register = template.Library()

#: Lessons shown beside a curriculum, a fund or on the front page; all are a link away.
BESIDE = 4


@register.simple_tag(takes_context=True)
def shown_lesson(context, page: LessonPage) -> ShownLesson:
    """``{% shown_lesson page as lesson %}``: for the reader whose `rights` the page knows."""
    return read(page, context.get("rights", VISITOR))


@register.simple_tag(takes_context=True)
def lesson_rights(context, page: LessonPage) -> dict[str, bool]:
    """``{% lesson_rights page as may %}``: which buttons a reader gets."""
    rights = context.get("rights", VISITOR)
    return {
        "write": may_write(rights, page),
        "check": may_check(rights, page),
        "use": bool(may_use_for(rights, page)),
    }


@register.simple_tag(takes_context=True)
def saves_data(context) -> bool:
    """``{% saves_data as saving %}``: whether the reader's browser asks to be spared pictures."""
    return context["request"].headers.get("Save-Data", "").lower() == "on"


@register.simple_tag(takes_context=True)
def may_begin_lesson(context) -> bool:
    """``{% may_begin_lesson as begins %}``: whether the reader may write lessons at all."""
    return may_begin(context.get("rights", VISITOR))


@register.simple_tag
def lessons_about(subjects) -> list[LessonPage]:
    """``{% lessons_about page.subjects.all as lessons %}``: the newest on any of some subjects."""
    subjects = list(subjects)
    if not subjects:
        return []
    return list(LessonPage.objects.published().about(subjects).for_list().newest_first()[:BESIDE])


@register.simple_tag
def lessons_of_fund(fund) -> list[LessonPage]:
    """``{% lessons_of_fund fund as lessons %}``: what a fund has published, newest first."""
    return list(LessonPage.objects.published().filter(fund=fund).for_list().newest_first())


@register.simple_tag
def lessons_used_by(fund) -> list[LessonPage]:
    """``{% lessons_used_by fund as lessons %}``: lessons of others that a fund says it used."""
    found = LessonPage.objects.published().filter(uses__fund=fund)
    return list(found.for_list().newest_first())


@register.simple_tag
def newest_lessons() -> list[LessonPage]:
    """``{% newest_lessons as lessons %}``: the newest of all."""
    return list(LessonPage.objects.published().for_list().newest_first()[:BESIDE])


@register.simple_tag(takes_context=True)
def topic_lessons(context, topic) -> dict:
    """``{% topic_lessons topic as made %}``: lessons made of a topic, and whether the reader may
    make one.
    """
    rights = context.get("rights", VISITOR)
    return {"lessons": lessons_of(topic), "may_pick": may_pick(rights, topic)}
