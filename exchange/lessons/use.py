"""Decides what readers do with a published lesson: say that they used it, doubt it, check it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Min, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.lessons.writing import LessonRefused, lesson_lock, may_write
from exchange.models import LessonCheck, LessonDoubt, LessonPage, LessonUse
from exchange.talk.text import tidy
from portal.funds.access import Rights, rights_of
from portal.funds.models import Fund
from portal.people.models import User


@dataclass(frozen=True)
class Standing:
    """How a lesson stands today: who used it, when it was checked, whether it is doubted."""

    uses: list[LessonUse]
    checked_at: datetime | None
    doubts: int

    @property
    def funds(self) -> int:
        return len(self.uses)

    @property
    def provinces(self) -> int:
        return len({use.fund.subdistrict_id[:2] for use in self.uses})


def standing_of(lesson: LessonPage) -> Standing:
    """Two queries: uses with their funds; the last check with the open doubts."""
    doubts = LessonDoubt.objects.open().filter(page=lesson.pk).order_by().values("page")
    checked, asked = (
        LessonPage.objects.filter(pk=lesson.pk)
        .annotate(doubted=Subquery(doubts.annotate(n=Count("pk")).values("n")))
        .values_list(Max("checks__checked_at"), "doubted")
        .get()
    )
    moments = [moment for moment in (checked, lesson.last_published_at) if moment]
    return Standing(
        uses=list(lesson.uses.select_related("fund__subdistrict__parent__parent")),
        checked_at=max(moments, default=None),
        doubts=asked or 0,
    )


def may_check(rights: Rights, lesson: LessonPage) -> bool:
    """Whether somebody may say that a lesson still holds: its fund's officers, and trainers."""
    return may_write(rights, lesson) or rights.trainer


def may_use_for(rights: Rights, lesson: LessonPage) -> list[int]:
    """The funds for which somebody may say that they used a lesson; not the one that tells it."""
    return [pk for pk in rights.officer_of if pk != lesson.fund_id]


def use(*, lesson: LessonPage, by: User, fund: Fund, how: str) -> LessonUse:
    """A fund says in one line how it used a lesson; said again, the line is changed."""
    how = _checked(LessonUse, "how", how)
    with _published(lesson) as locked:
        if fund.pk not in may_use_for(rights_of(by), locked):
            raise LessonRefused(
                _("An officer of another fund says that they used a lesson, not its own fund.")
            )
        row, _made = LessonUse.objects.update_or_create(
            page=locked,
            fund=fund,
            defaults={"how": how, "by": by},
            create_defaults={"how": how, "by": by, "used_at": timezone.now()},
        )
        return row


def unsay_use(*, lesson: LessonPage, by: User, fund: Fund) -> None:
    """Take back that a fund used a lesson; repeated, nothing happens."""
    with _published(lesson) as locked:
        if not rights_of(by).acts_for(fund.pk):
            raise LessonRefused(_("Only an officer of the fund can take this back."))
        locked.uses.filter(fund=fund).delete()


def doubt(*, lesson: LessonPage, by: User, reason: str) -> LessonDoubt:
    """Ask whether a lesson still holds. Asked again before a check, the reason is changed."""
    reason = _checked(LessonDoubt, "reason", reason)
    with _published(lesson) as locked:
        if not rights_of(by).signed_in:
            raise LessonRefused(_("Please sign in first."))
        asked = locked.doubts.open().filter(by=by).first()
        if asked is None:
            try:
                with transaction.atomic():
                    return LessonDoubt.objects.create(page=locked, by=by, reason=reason)
            except IntegrityError:
                asked = locked.doubts.open().get(by=by)
        asked.reason = reason
        asked.save(update_fields=["reason"])
        return asked


def check(*, lesson: LessonPage, by: User) -> LessonCheck:
    """Say that a lesson still holds today, which answers every doubt. Once a day is enough."""
    with _published(lesson) as locked:
        if not may_check(rights_of(by), locked):
            raise LessonRefused(
                _("A lesson is checked by the officers of its fund and by the network's trainers.")
            )
        now = timezone.now()
        locked.doubts.open().update(answered_at=now)
        today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        done = locked.checks.filter(by=by, checked_at__gte=today).first()
        return done or LessonCheck.objects.create(page=locked, by=by, checked_at=now)


def doubted(rights: Rights):
    """Published lessons with open doubts that the account may answer, longest first, with
    `since` and `doubt_count`.
    """
    if not rights.signed_in:
        return LessonPage.objects.none()
    lessons = LessonPage.objects.live().filter(doubts__isnull=False)
    if not rights.trainer and not rights.administrator:
        lessons = lessons.filter(fund__in=rights.officer_of)
    open_only = Q(doubts__answered_at=None)
    return (
        lessons.annotate(
            since=Min("doubts__created_at", filter=open_only),
            doubt_count=Count("doubts", filter=open_only, distinct=True),
        )
        .filter(doubt_count__gt=0)
        .select_related("fund")
        .order_by("since", "pk")
    )


@contextmanager
def _published(lesson: LessonPage) -> Iterator[LessonPage]:
    """The lesson, locked, while everybody may read it; refuses what is no longer there."""
    with lesson_lock(lesson.pk) as locked:
        if not locked.live:
            raise LessonRefused(_("This lesson is no longer there."))
        yield locked


def _checked(model, name: str, typed: str) -> str:
    """One line as it is stored, once the model field's own rules have passed it."""
    line = " ".join(tidy(typed).split())
    try:
        return model._meta.get_field(name).clean(line, None)
    except ValidationError as problem:
        raise LessonRefused(" ".join(problem.messages)) from problem
