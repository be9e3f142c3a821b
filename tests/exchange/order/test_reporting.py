"""Reports: who may send one, whose count, and what hides a post until it is checked."""

import pytest

from exchange.models import Case, Pair, Report, StaffNote
from exchange.order.reporting import ENOUGH_VOICES, REPORTS_A_DAY, ReportRefused, report, voices
from portal.notices.models import Notice
from tests import factories
from tests.exchange.order.made import a_post, an_officer, reported

pytestmark = pytest.mark.django_db


def test_one_report_opens_a_case_and_hides_nothing():
    post = a_post()
    case = reported(post)
    post.refresh_from_db()
    assert (post.standing, case.held, case.author) == ("shown", False, post.author)
    assert case.waits_since is not None
    assert not Notice.objects.exists()


def test_the_same_person_reports_a_post_once():
    post, by = a_post(), factories.user()
    first = report(post=post, by=by, reason="rude")
    assert report(post=post, by=by, reason="spam") == first
    assert Report.objects.get().reason == "rude"


def test_three_funds_hide_it_and_its_author_reads_why():
    post = a_post(author=factories.user())
    case = reported(post, voices=3)
    post.refresh_from_db()
    post.topic.refresh_from_db()
    assert (post.standing, case.held) == ("held", True)
    assert (post.topic.hidden, post.topic.hidden_replies, post.topic.shown_replies) == (False, 1, 1)
    notice = Notice.objects.get(recipient=post.author.person)
    assert str(Report.Reason.SPAM.label) in notice.text
    assert notice.link == f"/decisions/{case.pk}/"
    assert StaffNote.objects.get().action == StaffNote.Action.HELD


def test_ten_people_of_one_fund_are_one_voice():
    fund, post = factories.fund(), a_post()
    for _one in range(10):
        report(post=post, by=factories.officer(fund), reason="spam")
    assert voices(Case.objects.get()) == 1


def test_all_without_a_confirmed_office_are_one_voice_together():
    post = a_post()
    for _one in range(5):
        report(post=post, by=factories.user(), reason="spam")
    asked_only = factories.office(factories.user(), status="asked").person.user
    report(post=post, by=asked_only, reason="spam")
    report(post=post, by=an_officer("580101"), reason="spam")
    post.refresh_from_db()
    assert (voices(Case.objects.get()), post.standing) == (2, "shown")
    report(post=post, by=an_officer("580102"), reason="spam")
    post.refresh_from_db()
    assert (ENOUGH_VOICES, post.standing) == (3, "held")


def test_somebody_of_two_funds_speaks_for_the_one_that_has_not_spoken():
    first, second, post = factories.fund(), factories.fund(subdistrict="580101"), a_post()
    report(post=post, by=factories.officer(first), reason="spam")
    both = factories.officer(first)
    factories.office(both, second)
    assert report(post=post, by=both, reason="spam").fund == second


def test_nobody_reports_their_own_post_or_what_they_cannot_read():
    post = a_post()
    with pytest.raises(ReportRefused):
        report(post=post, by=post.author, reason="spam")
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    closed = factories.board(readers="officers")
    for hidden in (a_post(pair=pair), a_post(board=closed)):
        with pytest.raises(ReportRefused):
            report(post=hidden, by=factories.user(), reason="spam")
    assert not Case.objects.exists()


def test_an_id_number_in_the_line_is_refused():
    with pytest.raises(ReportRefused):
        report(post=a_post(), by=factories.user(), reason="spam", line="1101700230708")
    assert not Report.objects.exists()


def test_nobody_reports_without_end():
    by = factories.user()
    post = a_post()
    for _one in range(REPORTS_A_DAY):
        other = a_post(board=post.topic.board)
        report(post=other, by=by, reason="spam")
    with pytest.raises(ReportRefused):
        report(post=post, by=by, reason="spam")


def test_the_form_keeps_what_was_typed_and_thanks(client):
    post = a_post()
    client.force_login(factories.user())
    address = f"/posts/{post.pk}/report/"
    html = client.post(address, {"line": "ดูให้ที"}).content.decode()
    assert "ดูให้ที" in html
    answer = client.post(address, {"reason": "rude", "line": "ดูให้ที"}, follow=True)
    assert answer.redirect_chain[0][0] == post.get_absolute_url()
    assert Report.objects.get().line == "ดูให้ที"


def test_a_key_too_large_is_not_there(client):
    client.force_login(factories.user())
    assert client.get(f"/posts/{2**70}/report/").status_code == 404
