"""A trainer reviews a lesson; two different people stand behind what is published."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from exchange.lessons.reading import version_of
from exchange.lessons.review import comments_of, decide, may_review, sent_back, waiting
from exchange.lessons.writing import LessonRefused, draft_of, save_draft, send_for_review
from exchange.models import LessonPage
from exchange.models.lesson_people import may_release
from portal.funds.access import rights_of
from portal.notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def officer(fund):
    return factories.officer(fund)


@pytest.fixture
def trainer():
    return factories.trainer()


def sent(fund, officer, **kwargs) -> LessonPage:
    """A draft with everything in it, on its way to the trainers."""
    lesson = factories.lesson(of_fund=fund, owner=officer, published=False, **kwargs)
    send_for_review(lesson=lesson, by=officer)
    return LessonPage.objects.get(pk=lesson.pk)


def change(lesson, by, **fields):
    save_draft(lesson=lesson, by=by, fields=fields, rows={}, seen=None)
    return LessonPage.objects.get(pk=lesson.pk)


class TestApproving:
    def test_approved_it_is_published_numbered_and_its_authors_told(self, fund, officer, trainer):
        lesson = decide(lesson=sent(fund, officer), by=trainer, approve=True, comment="ดีมาก")
        assert lesson.live
        assert [version.number for version in lesson.versions.all()] == [1]
        notice = Notice.objects.get(recipient=officer.person)
        assert lesson.title in notice.subject
        assert notice.link.endswith(f"/lessons/{lesson.pk}/")

    def test_approved_twice_it_is_published_once(self, fund, officer, trainer):
        lesson = sent(fund, officer)
        decide(lesson=lesson, by=trainer, approve=True)
        with pytest.raises(LessonRefused, match="does not wait"):
            decide(lesson=lesson, by=trainer, approve=True)
        assert lesson.versions.count() == 1

    @pytest.mark.parametrize("who", ["user", "coordinator", "officer"])
    def test_only_trainers_decide(self, fund, officer, who):
        lesson = sent(fund, officer)
        with pytest.raises(LessonRefused):
            decide(lesson=lesson, by=getattr(factories, who)(), approve=True)
        assert not LessonPage.objects.get(pk=lesson.pk).live

    def test_nobody_approves_what_they_wrote(self, fund):
        both = factories.trainer()
        factories.office(both, fund)
        lesson = sent(fund, both)
        with pytest.raises(LessonRefused, match="Two people"):
            decide(lesson=lesson, by=both, approve=True)

    def test_nor_does_an_officer_of_its_fund_who_wrote_nothing(self, fund, officer):
        colleague = factories.trainer()
        factories.office(colleague, fund, role="treasurer")
        lesson = sent(fund, officer)
        assert not may_release(lesson, colleague)
        with pytest.raises(LessonRefused, match="Two people"):
            decide(lesson=lesson, by=colleague, approve=True)

    def test_a_lesson_of_the_network_is_approved_by_another_trainer(self, trainer):
        lesson = factories.lesson(owner=trainer, published=False)
        send_for_review(lesson=lesson, by=trainer)
        with pytest.raises(LessonRefused):
            decide(lesson=lesson, by=trainer, approve=True)
        assert decide(lesson=lesson, by=factories.trainer(), approve=True).live

    def test_a_mandate_that_ended_reviews_no_more(self, fund, officer, trainer):
        lesson = sent(fund, officer)
        trainer.mandates.update(ends_on="2020-01-02")
        assert not may_review(rights_of(trainer), lesson, trainer)
        with pytest.raises(LessonRefused):
            decide(lesson=lesson, by=trainer, approve=True)

    def test_publishing_past_the_review_is_refused(self, fund, officer, trainer):
        lesson = factories.lesson(of_fund=fund, owner=officer, published=False)
        for somebody in (officer, factories.user()):
            with pytest.raises(PermissionDenied):
                lesson.get_latest_revision().publish(user=somebody)
        assert not LessonPage.objects.get(pk=lesson.pk).live
        may = lesson.permissions_for_user(trainer)
        assert may.can_edit()
        assert not may.can_publish()


class TestAskingForChanges:
    def test_the_comment_stands_before_the_writers_and_they_are_told(self, fund, officer, trainer):
        lesson = sent(fund, officer)
        decide(lesson=lesson, by=trainer, approve=False, comment="ขอตัวเลขก่อนทำ")
        lesson = LessonPage.objects.get(pk=lesson.pk)
        assert not lesson.in_review
        assert [(one.who, one.text) for one in comments_of(lesson)] == [
            (trainer.shown_name, "ขอตัวเลขก่อนทำ")
        ]
        assert list(sent_back(rights_of(officer))) == [lesson]
        assert not sent_back(rights_of(factories.officer())).exists()
        notice = Notice.objects.get(recipient=officer.person)
        assert notice.text == "ขอตัวเลขก่อนทำ"
        assert notice.link.endswith(f"/lessons/{lesson.pk}/write/")

    @pytest.mark.parametrize(("comment", "why"), [("", "what should be"), ("1101700230708", "ID")])
    def test_a_comment_is_needed_and_holds_no_id_number(self, fund, officer, trainer, comment, why):
        lesson = sent(fund, officer)
        with pytest.raises(LessonRefused, match=why):
            decide(lesson=lesson, by=trainer, approve=False, comment=comment)
        assert LessonPage.objects.get(pk=lesson.pk).in_review

    def test_changed_and_sent_again_it_waits_again(self, fund, officer, trainer):
        lesson = sent(fund, officer)
        decide(lesson=lesson, by=trainer, approve=False, comment="เพิ่มเหตุผล")
        lesson = change(lesson, officer, why="เพราะเพื่อนชวนเพื่อน จริงๆ")
        send_for_review(lesson=lesson, by=officer)
        assert list(waiting(rights_of(trainer))) == [lesson]
        decide(lesson=lesson, by=trainer, approve=True)
        assert LessonPage.objects.get(pk=lesson.pk).why.endswith("จริงๆ")

    def test_comments_beside_the_text_show_their_part(self, fund, officer, trainer):
        lesson = sent(fund, officer)
        lesson.wagtail_admin_comments.create(user=trainer, text="ตรงนี้", contentpath="why")
        (comment,) = comments_of(lesson)
        assert (comment.about, comment.text) == ("Why", "ตรงนี้")


class TestNewVersions:
    def test_the_old_text_stays_until_the_new_one_is_approved(self, fund, officer, trainer):
        lesson = decide(lesson=sent(fund, officer), by=trainer, approve=True)
        lesson = change(lesson, officer, why="ฉบับสอง")
        send_for_review(lesson=lesson, by=officer)
        assert LessonPage.objects.get(pk=lesson.pk).why == "เพื่อนชวนเพื่อน"
        lesson = decide(lesson=lesson, by=trainer, approve=True)
        assert lesson.why == "ฉบับสอง"
        assert [version.number for version in lesson.versions.all()] == [1, 2]
        _version, text = version_of(lesson, 1)
        assert text.why == "เพื่อนชวนเพื่อน"

    def test_a_reviewer_of_the_first_version_may_review_the_second(self, fund, officer, trainer):
        lesson = decide(lesson=sent(fund, officer), by=trainer, approve=True)
        lesson = change(lesson, officer, why="ฉบับสอง")
        send_for_review(lesson=lesson, by=officer)
        assert may_review(rights_of(trainer), LessonPage.objects.get(pk=lesson.pk), trainer)

    def test_an_old_text_never_moves_the_lesson_to_another_fund(self, fund, officer):
        lesson = factories.lesson(of_fund=fund, owner=officer)
        revision = lesson.latest_revision
        revision.content["fund"] = factories.fund().pk
        revision.save()
        assert draft_of(lesson).fund == fund


class TestWaiting:
    def test_trainers_see_what_waits_longest_first(self, fund, officer, trainer):
        lessons = [sent(fund, officer) for _each in range(2)]
        assert list(waiting(rights_of(trainer))) == lessons

    def test_what_somebody_sent_themselves_does_not_wait_for_them(self, trainer):
        lesson = factories.lesson(owner=trainer, published=False)
        send_for_review(lesson=lesson, by=trainer)
        assert not waiting(rights_of(trainer)).exists()
        assert waiting(rights_of(factories.trainer())).exists()

    def test_others_have_nothing_to_review(self, fund, officer):
        sent(fund, officer)
        for somebody in (officer, factories.coordinator(), factories.user()):
            assert not waiting(rights_of(somebody)).exists()
