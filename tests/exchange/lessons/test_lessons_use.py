"""Readers say that they used a lesson, ask whether it holds; its authors check it again."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from exchange.lessons.telling import last_year, tell_of_uses
from exchange.lessons.use import check, doubt, doubted, standing_of, unsay_use, use
from exchange.lessons.writing import LessonRefused
from exchange.models import LessonDoubt, LessonUse
from portal.funds.access import rights_of
from portal.funds.models import Office
from portal.notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db

ID_NUMBER = "1101700230708"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def lesson(fund):
    return factories.lesson(of_fund=fund)


def used(lesson, subdistrict="580101", how="ใช้แล้ว", **kwargs) -> LessonUse:
    other = factories.fund(subdistrict=subdistrict)
    row = use(lesson=lesson, by=factories.officer(other), fund=other, how=how)
    LessonUse.objects.filter(pk=row.pk).update(**kwargs)
    return row


class TestUsing:
    def test_funds_and_provinces_are_counted(self, lesson):
        for place in ("580101", "580104", "500101"):
            used(lesson, place)
        standing = standing_of(lesson)
        assert (standing.funds, standing.provinces) == (3, 2)

    def test_said_again_the_line_is_changed_and_the_day_stays(self, lesson):
        row = used(lesson, used_at=timezone.now() - timedelta(days=100))
        again = use(lesson=lesson, by=row.by, fund=row.fund, how=" ดีขึ้น\n มาก ")
        assert (again.pk, again.how) == (row.pk, "ดีขึ้น มาก")
        assert again.used_at < timezone.now() - timedelta(days=99)

    def test_the_database_keeps_one_line_a_fund(self, lesson):
        row = used(lesson)
        with pytest.raises(IntegrityError), transaction.atomic():
            LessonUse.objects.create(page=lesson, fund=row.fund, how="อีกครั้ง")

    def test_a_fund_does_not_use_its_own_lesson(self, lesson, fund):
        with pytest.raises(LessonRefused, match="another fund"):
            use(lesson=lesson, by=factories.officer(fund), fund=fund, how="ใช้แล้ว")

    @pytest.mark.parametrize("role", [Office.Role.COMMITTEE, Office.Role.MEMBER])
    def test_only_officers_say_so_for_a_fund(self, lesson, role):
        other = factories.fund()
        with pytest.raises(LessonRefused):
            use(lesson=lesson, by=factories.officer(other, role=role), fund=other, how="ใช้แล้ว")

    @pytest.mark.parametrize("how", ["", "ก" * 201, ID_NUMBER])
    def test_the_line_is_checked(self, lesson, how):
        with pytest.raises(LessonRefused):
            used(lesson, how=how)
        assert not LessonUse.objects.exists()

    def test_a_draft_is_not_used(self, fund):
        with pytest.raises(LessonRefused):
            used(factories.lesson(of_fund=fund, published=False))

    def test_it_is_taken_back_by_the_fund_alone(self, lesson):
        row = used(lesson)
        with pytest.raises(LessonRefused):
            unsay_use(lesson=lesson, by=factories.officer(), fund=row.fund)
        for _time in range(2):
            unsay_use(lesson=lesson, by=row.by, fund=row.fund)
        assert not lesson.uses.exists()


class TestDoubting:
    def test_its_fund_and_trainers_see_it_and_checking_answers_it(self, lesson, fund):
        officer, reader = factories.officer(fund), factories.user()
        doubt(lesson=lesson, by=reader, reason="ระเบียบเปลี่ยนแล้ว")
        for somebody in (officer, factories.trainer()):
            (row,) = doubted(rights_of(somebody))
            assert (row, row.doubt_count) == (lesson, 1)
        for somebody in (reader, factories.officer(), factories.coordinator()):
            assert not doubted(rights_of(somebody)).exists()
        check(lesson=lesson, by=officer)
        assert standing_of(lesson).doubts == 0
        assert not doubted(rights_of(officer)).exists()

    def test_asked_again_the_reason_is_changed(self, lesson):
        reader = factories.user()
        for reason in ("หนึ่ง", "สอง"):
            doubt(lesson=lesson, by=reader, reason=reason)
        assert [one.reason for one in lesson.doubts.all()] == ["สอง"]

    def test_after_a_check_somebody_may_ask_anew(self, lesson, fund):
        reader = factories.user()
        doubt(lesson=lesson, by=reader, reason="หนึ่ง")
        check(lesson=lesson, by=factories.trainer())
        doubt(lesson=lesson, by=reader, reason="สอง")
        assert lesson.doubts.count() == 2
        assert standing_of(lesson).doubts == 1

    def test_the_database_keeps_one_open_question_a_reader(self, lesson):
        asked = doubt(lesson=lesson, by=factories.user(), reason="ก")
        with pytest.raises(IntegrityError), transaction.atomic():
            LessonDoubt.objects.create(page=lesson, by=asked.by, reason="ข")

    def test_a_new_version_answers_too(self, lesson):
        doubt(lesson=lesson, by=factories.user(), reason="ก")
        lesson.save_revision().publish()
        assert standing_of(lesson).doubts == 0

    @pytest.mark.parametrize("reason", ["", "ก" * 301, ID_NUMBER])
    def test_the_reason_is_checked(self, lesson, reason):
        with pytest.raises(LessonRefused):
            doubt(lesson=lesson, by=factories.user(), reason=reason)


class TestChecking:
    def test_the_last_day_is_the_check_or_the_publishing(self, lesson, fund):
        assert standing_of(lesson).checked_at == lesson.last_published_at
        done = check(lesson=lesson, by=factories.officer(fund))
        assert standing_of(lesson).checked_at == done.checked_at

    def test_checked_twice_a_day_it_is_noted_once(self, lesson, fund):
        officer = factories.officer(fund)
        assert check(lesson=lesson, by=officer) == check(lesson=lesson, by=officer)

    @pytest.mark.parametrize("who", ["user", "officer", "coordinator"])
    def test_others_do_not_check(self, lesson, who):
        with pytest.raises(LessonRefused, match="officers of its fund"):
            check(lesson=lesson, by=getattr(factories, who)())


class TestYearlyNote:
    @pytest.fixture
    def last(self):
        return timezone.make_aware(datetime(last_year(), 6, 1))

    def test_todays_officers_hear_once_which_funds_used_it(self, lesson, fund, last):
        chair = factories.officer(fund, role=Office.Role.CHAIR)
        left = factories.office(of_fund=fund, ends_on=timezone.localdate() - timedelta(days=1))
        row = used(lesson, how="ย้ายวันรับออม", used_at=last)
        used(lesson, how="ปีนี้")
        assert [tell_of_uses(), tell_of_uses()] == [1, 1]
        notice = Notice.objects.get(recipient=chair.person)
        assert lesson.title in notice.subject
        assert row.fund.name in notice.text
        assert "ย้ายวันรับออม" in notice.text
        assert "ปีนี้" not in notice.text
        assert not Notice.objects.filter(recipient=left.person).exists()

    def test_nothing_is_said_where_nobody_used_it_in_the_year(self, lesson, fund, last):
        used(lesson)
        used(factories.lesson(of_fund=fund), used_at=last - timedelta(days=366))
        assert tell_of_uses() == 0
        assert not Notice.objects.exists()

    def test_authors_of_a_lesson_of_the_network_hear_of_it(self, last):
        trainer = factories.trainer()
        used(factories.lesson(owner=trainer), used_at=last)
        assert tell_of_uses() == 1
        assert Notice.objects.get().recipient == trainer.person

    def test_the_command_takes_a_buddhist_year(self, lesson, fund):
        factories.officer(fund)
        used(lesson, used_at=timezone.make_aware(datetime(2023, 6, 1)))
        out = StringIO()
        call_command("tell_lesson_uses", "--year", "2566", stdout=out)
        assert out.getvalue() == "1 lessons\n"
        assert Notice.objects.exists()
