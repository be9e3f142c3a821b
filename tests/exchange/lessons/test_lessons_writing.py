"""A lesson is begun, written step by step, sent and taken back by those who may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation
from wagtail.models import WorkflowPage

from exchange.lessons.writing import (
    ChangedMeanwhile,
    LessonRefused,
    draft_of,
    save_draft,
    send_for_review,
    start_lesson,
    take_back,
)
from exchange.models import LessonPage
from portal.funds.models import Fund, Office
from tests import factories

pytestmark = pytest.mark.django_db

#: Digits with the right checksum, of nobody.
ID_NUMBER = "1101700230708"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def begin(author, fund=None, **kwargs):
    return start_lesson(
        author=author, title="ได้คนรุ่นใหม่ 40 คน", submission=uuid4(), fund=fund, **kwargs
    )


def write(lesson, by, *, seen=None, subjects=None, rows=None, **fields):
    return save_draft(
        lesson=lesson, by=by, fields=fields, subjects=subjects, rows=rows or {}, seen=seen
    )


@pytest.fixture
def fund():
    return factories.fund(level=Fund.Level.DEVELOPING)


@pytest.fixture
def officer(fund):
    return factories.officer(fund)


@pytest.fixture
def lesson(officer, fund):
    return begin(officer, fund)


class TestBeginning:
    def test_an_officer_begins_a_draft_of_the_fund(self, officer, fund):
        lesson = begin(officer, fund)
        assert (lesson.fund, lesson.live, lesson.owner) == (fund, False, officer)
        assert lesson.slug == str(lesson.pk)
        assert lesson.get_url_parts()[2].endswith(f"/lessons/{lesson.pk}/")
        draft = draft_of(lesson)
        assert draft.level_then == Fund.Level.DEVELOPING
        assert [(one.author, one.fund, one.post_held) for one in draft.authors.all()] == [
            (officer, fund, "secretary")
        ]

    def test_a_level_nobody_assessed_is_not_told(self):
        fund = factories.fund()
        assert begin(factories.officer(fund), fund).level_then == ""

    def test_a_trainer_begins_one_of_the_network(self):
        trainer = factories.trainer()
        lesson = begin(trainer)
        assert lesson.fund is None
        assert draft_of(lesson).authors.get().author == trainer

    @pytest.mark.parametrize("who", ["user", "coordinator", "trainer"])
    def test_nobody_begins_in_the_name_of_anothers_fund(self, fund, who):
        with pytest.raises(LessonRefused, match="officers"):
            begin(getattr(factories, who)(), fund)
        assert not LessonPage.objects.exists()

    def test_an_officer_begins_none_for_the_network(self, officer):
        with pytest.raises(LessonRefused):
            begin(officer)

    def test_pressed_twice_it_is_begun_once(self, officer, fund):
        once = {"author": officer, "title": "ก", "submission": uuid4(), "fund": fund}
        assert start_lesson(**once) == start_lesson(**once)
        assert LessonPage.objects.count() == 1

    def test_a_press_of_somebody_else_is_refused(self, officer, fund):
        once = {"title": "ก", "submission": uuid4(), "fund": fund}
        start_lesson(author=officer, **once)
        with pytest.raises(LessonRefused):
            start_lesson(author=factories.officer(fund), **once)

    def test_an_id_number_in_the_title_is_refused(self, officer, fund):
        with pytest.raises(LessonRefused, match="ID number"):
            start_lesson(author=officer, title=ID_NUMBER, submission=uuid4(), fund=fund)
        assert not LessonPage.objects.exists()


class TestWriting:
    def test_each_saving_keeps_what_was_written_and_changes_nothing_published(self, officer, fund):
        lesson = factories.lesson(of_fund=fund, owner=officer)
        write(lesson, officer, why="เพราะ **เพื่อน**\r\nชวนเพื่อน")
        assert draft_of(lesson).why == "เพราะ **เพื่อน**\nชวนเพื่อน"
        assert LessonPage.objects.get(pk=lesson.pk).why == "เพื่อนชวนเพื่อน"
        assert LessonPage.objects.get(pk=lesson.pk).has_unpublished_changes

    def test_what_is_not_named_stays(self, lesson, officer):
        write(lesson, officer, why="หนึ่ง", subjects=[factories.subject()])
        write(lesson, officer, again="สอง")
        draft = draft_of(lesson)
        assert (draft.why, draft.again, draft.subjects.count()) == ("หนึ่ง", "สอง", 1)

    def test_saving_what_is_there_already_makes_no_revision(self, lesson, officer):
        write(lesson, officer, why="หนึ่ง")
        before = lesson.revisions.count()
        write(lesson, officer, why=" หนึ่ง ")
        assert lesson.revisions.count() == before

    def test_whoever_writes_is_credited_once_with_their_post(self, lesson, officer, fund):
        treasurer = factories.officer(fund, role=Office.Role.TREASURER)
        for text in ("ก", "ข"):
            write(lesson, treasurer, why=text)
        write(lesson, officer, why="ค")
        posts = [one.post_held for one in draft_of(lesson).authors.all()]
        assert sorted(posts) == ["secretary", "treasurer"]

    def test_whoever_presses_without_writing_is_not_credited(self, lesson, fund):
        write(lesson, factories.officer(fund), title=lesson.title)
        assert draft_of(lesson).authors.count() == 1

    def test_an_office_that_ended_today_ends_the_right(self, lesson, officer):
        Office.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
        with pytest.raises(LessonRefused, match="officers of its fund today"):
            write(lesson, officer, why="ก")
        assert draft_of(lesson).why == ""

    @pytest.mark.parametrize("who", ["user", "coordinator", "trainer"])
    def test_others_do_not_write_at_a_funds_lesson(self, lesson, who):
        with pytest.raises(LessonRefused):
            write(lesson, getattr(factories, who)(), why="ก")

    def test_an_id_number_is_refused_and_nothing_kept(self, lesson, officer):
        write(lesson, officer, why="เดิม")
        with pytest.raises(LessonRefused, match="ID number"):
            write(lesson, officer, why=f"เลข {ID_NUMBER}", again="ใหม่")
        assert (draft_of(lesson).why, draft_of(lesson).again) == ("เดิม", "")

    def test_somebody_elses_newer_text_is_not_written_over_unawares(self, lesson, officer, fund):
        other = factories.officer(fund)
        seen = lesson.latest_revision_id
        write(lesson, other, why="ของอีกคน", seen=seen)
        with pytest.raises(ChangedMeanwhile, match="while you were writing"):
            write(lesson, officer, why="ของฉัน", seen=seen)
        assert draft_of(lesson).why == "ของอีกคน"
        newest = LessonPage.objects.get(pk=lesson.pk).latest_revision_id
        write(lesson, officer, why="ของฉัน", seen=newest)
        assert draft_of(lesson).why == "ของฉัน"

    def test_ones_own_newer_text_from_another_phone_is_written_over(self, lesson, officer):
        seen = lesson.latest_revision_id
        write(lesson, officer, why="ก", seen=seen)
        write(lesson, officer, why="ข", seen=seen)
        assert draft_of(lesson).why == "ข"


def ready(lesson, by):
    """Everything a reviewer needs."""
    texts = dict.fromkeys(("situation", "happened", "why", "again", "summary"), "เล่าแล้ว")
    write(lesson, by, subjects=[factories.subject()], **texts)
    return LessonPage.objects.get(pk=lesson.pk)


class TestSending:
    def test_what_is_missing_is_said_and_nothing_sent(self, lesson, officer):
        with pytest.raises(LessonRefused, match="Tell what happened") as refused:
            send_for_review(lesson=lesson, by=officer)
        assert "subject" in str(refused.value)
        assert not LessonPage.objects.get(pk=lesson.pk).in_review

    def test_sent_twice_it_is_sent_once(self, lesson, officer):
        lesson = ready(lesson, officer)
        for _time in range(2):
            send_for_review(lesson=lesson, by=officer)
        assert lesson.workflow_states.count() == 1
        assert LessonPage.objects.get(pk=lesson.pk).in_review

    def test_under_review_nobody_changes_it_until_it_is_taken_back(self, lesson, officer):
        lesson = ready(lesson, officer)
        send_for_review(lesson=lesson, by=officer)
        with pytest.raises(LessonRefused, match="Take it back"):
            write(lesson, officer, why="ใหม่")
        for _time in range(2):
            take_back(lesson=lesson, by=officer)
        write(lesson, officer, why="ใหม่")
        assert draft_of(lesson).why == "ใหม่"

    def test_what_is_published_already_is_not_sent_again(self, officer, fund):
        lesson = factories.lesson(of_fund=fund, owner=officer)
        with pytest.raises(LessonRefused, match="Nothing has changed"):
            send_for_review(lesson=lesson, by=officer)

    def test_without_reviewers_the_writer_is_told(self, lesson, officer):
        WorkflowPage.objects.all().delete()
        with pytest.raises(LessonRefused, match="coordinator"):
            send_for_review(lesson=ready(lesson, officer), by=officer)

    def test_others_neither_send_nor_take_back(self, lesson, officer):
        lesson = ready(lesson, officer)
        with pytest.raises(LessonRefused):
            send_for_review(lesson=lesson, by=factories.trainer())
        send_for_review(lesson=lesson, by=officer)
        with pytest.raises(LessonRefused):
            take_back(lesson=lesson, by=factories.officer())
