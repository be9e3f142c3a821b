"""Decides what a lesson's authors hear once a year: who used it. Nothing where nobody did."""

from datetime import date

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.lessons.review import lesson_address
from exchange.lessons.use import standing_of
from exchange.models import LessonPage
from portal.funds.models import Office
from portal.notices.kinds import Kind
from portal.notices.telling import tell_all
from portal.people.models import Person
from portal.thai.dates import be_year

#: Funds named in a note; of the others the number is told.
MOST_NAMED = 10


def last_year(day: date | None = None) -> int:
    """The calendar year that is over (CE)."""
    return (day or timezone.localdate()).year - 1


def tell_of_uses(*, year: int | None = None) -> int:
    """Tell the authors of each lesson which funds took it up in a year; once for each year.

    Returns how many lessons were told of.
    """
    year = year or last_year()
    lessons = LessonPage.objects.live().filter(uses__used_at__year=year).annotate(Count("uses"))
    return sum(_tell(lesson, year) for lesson in lessons.order_by("pk"))


def _tell(lesson: LessonPage, year: int) -> bool:
    people = list(_recipients(lesson))
    standing = standing_of(lesson)
    fresh = [use for use in standing.uses if timezone.localtime(use.used_at).year == year]
    if not people or not fresh:
        return False

    def subject(person) -> str:
        return ngettext(
            "In %(year)s %(n)s fund used your lesson: %(title)s",
            "In %(year)s %(n)s funds used your lesson: %(title)s",
            len(fresh),
        ) % {"year": be_year(year), "n": len(fresh), "title": lesson.title}

    def text(person) -> str:
        lines = [f"{use.fund.name}: {use.how}" for use in fresh[:MOST_NAMED]]
        if len(fresh) > MOST_NAMED:
            lines.append(_("and %(n)s more") % {"n": len(fresh) - MOST_NAMED})
        lines.append(
            _("So far %(funds)s funds in %(provinces)s provinces have used it. Thank you.")
            % {"funds": standing.funds, "provinces": standing.provinces}
        )
        return "\n".join(lines)

    tell_all(
        people=people,
        kind=Kind.LESSON,
        key=f"used:{lesson.pk}:{year}",
        subject=subject,
        text=text,
        link=lesson_address(lesson),
    )
    return True


def _recipients(lesson: LessonPage):
    """Today's officers of the fund, or the authors of a lesson of the network."""
    if lesson.fund_id:
        offices = Office.objects.in_force().officers().filter(fund=lesson.fund_id)
        return Person.objects.known().filter(offices__in=offices).distinct()
    return Person.objects.known().filter(user__in=lesson.authors.filter(fund=None).values("author"))
