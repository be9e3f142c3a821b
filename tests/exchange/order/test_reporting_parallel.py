"""Reports that come at once: one case, hidden once, and what happens without the lock."""

from contextlib import contextmanager
from threading import Barrier

import pytest

from exchange.models import Case, StaffNote, Topic
from exchange.order import reporting
from exchange.order.reporting import report, voices
from tests.exchange.at_once import at_once
from tests.exchange.order.made import a_post, an_officer

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = ("580101", "580102", "580701", "580702")


def test_reports_at_once_make_one_case_and_hide_once():
    post, people = a_post(), [an_officer(place) for place in PLACES]
    answers = at_once(lambda by: report(post=post, by=by, reason="spam"), people)
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    # Whoever comes after the third reads that it is hidden already.
    assert all(isinstance(answer, reporting.ReportRefused) for answer in refused)
    case = Case.objects.get()
    post.refresh_from_db()
    assert (case.held, post.standing) == (True, "held")
    assert StaffNote.objects.filter(action=StaffNote.Action.HELD).count() == 1


def test_without_the_lock_each_of_them_hides_it(monkeypatch):
    post, people = a_post(), [an_officer(place) for place in PLACES[:3]]
    Case.objects.create(post=post, author=post.author)
    together = Barrier(3)

    @contextmanager
    def no_lock(topic_id):
        yield Topic.objects.get(pk=topic_id)

    def counted_together(case):
        together.wait(timeout=60)
        return voices(case)

    monkeypatch.setattr(reporting, "topic_lock", no_lock)
    monkeypatch.setattr(reporting, "voices", counted_together)
    at_once(lambda by: report(post=post, by=by, reason="spam"), people)
    assert StaffNote.objects.filter(action=StaffNote.Action.HELD).count() == 3
