"""When a letter goes out, what stands in it, and what becomes of one that fails."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.notices import posting
from portal.notices.kinds import About, Kind
from portal.notices.letters import letter
from portal.notices.models import Notice
from portal.notices.posting import WAITS, post_due
from portal.notices.stopping import set_stopped
from portal.notices.telling import tell
from tests import factories

pytestmark = pytest.mark.django_db


def waiting(*, language="", **changes) -> Notice:
    """A notice whose letter has not been posted."""
    person = factories.person(email="b@example.org", language=language)
    return tell(
        person=person,
        **{
            "kind": Kind.SEAT,
            "key": "1",
            "subject": "ได้ที่นั่ง <b>7</b>",
            "text": "เริ่ม 9 โมง\nห้องจามจุรี & สวน",
            "link": "/workshops/",
            **changes,
        },
    ).notice


@pytest.fixture
def mail_is_down(monkeypatch):
    def fail(self, **kwargs):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(EmailMessage, "send", fail)


def test_a_letter_says_it_in_plain_text_and_in_html(mailoutbox):
    notice = waiting()
    assert post_due() == 1
    sent = mailoutbox[0]
    assert sent.subject == "ได้ที่นั่ง <b>7</b>"
    assert "เริ่ม 9 โมง\nห้องจามจุรี & สวน" in sent.body
    assert f"{settings.WAGTAILADMIN_BASE_URL}/workshops/" in sent.body
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "<b>7</b>" not in html
    assert "เริ่ม 9 โมง<br>ห้องจามจุรี &amp; สวน" in html
    assert '<html lang="th">' in html
    assert "หยุด" in sent.body
    notice.refresh_from_db()
    assert (notice.mail, notice.mail_tries) == (Notice.Mail.SENT, 1)
    assert notice.mailed_at is not None


def test_an_english_reader_gets_an_english_letter(mailoutbox):
    waiting(language="en")
    post_due()
    assert "To stop these" in mailoutbox[0].body
    assert '<html lang="en">' in mailoutbox[0].alternatives[0][0]
    assert "/en/letters/stop/" in mailoutbox[0].extra_headers["List-Unsubscribe"]


def test_mail_programs_find_the_press_that_stops(client, mailoutbox):
    notice = waiting()
    post_due()
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in mailoutbox[0].body
    path = address.removeprefix(settings.WAGTAILADMIN_BASE_URL)
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not tell(
        person=notice.recipient, kind=Kind.SEAT, key="2", subject="x", text="", link=""
    ).mail


def test_no_header_can_be_slipped_in():
    notice = waiting()
    notice.subject = "ประชุม\nBcc: all@example.org"
    assert "\n" not in letter(notice=notice, address="b@example.org").subject
    with pytest.raises((BadHeaderError, ValueError)):
        letter(notice=notice, address="b@example.org\nBcc: all@example.org").message()


def test_a_letter_is_posted_once(mailoutbox):
    waiting()
    assert (post_due(), post_due()) == (1, 0)
    assert len(mailoutbox) == 1


def test_of_two_that_post_at_once_one_does(mailoutbox):
    notice = waiting()
    seen_by_both = Notice.objects.select_related("recipient").get()
    connection = mail.get_connection()
    now = timezone.now()
    assert posting._post(notice, connection, now)
    assert not posting._post(seen_by_both, connection, now)
    assert len(mailoutbox) == 1


def test_a_failure_waits_and_is_tried_again(mail_is_down, monkeypatch, mailoutbox):
    notice = waiting()
    now = timezone.now()
    assert post_due(moment=now) == 0
    notice.refresh_from_db()
    assert notice.mail == Notice.Mail.WAITING
    assert notice.mail_problem.startswith("ConnectionRefusedError")
    monkeypatch.undo()
    assert post_due(moment=now + WAITS[0] / 2) == 0
    assert post_due(moment=now + WAITS[0]) == 1
    notice.refresh_from_db()
    assert (notice.mail, notice.mail_problem) == (Notice.Mail.SENT, "")
    assert len(mailoutbox) == 1


def test_after_the_last_try_it_is_given_up_and_shown(mail_is_down, client):
    user = factories.user(email="a@example.org")
    tell(person=user.person, kind=Kind.SEAT, key="1", subject="ที่นั่ง", text="", link="")
    now = timezone.now()
    for wait in WAITS:
        post_due(moment=now)
        now += wait
    notice = Notice.objects.get()
    assert (notice.mail, notice.mail_tries) == (Notice.Mail.FAILED, len(WAITS))
    assert Notice.objects.mail_failed().get() == notice
    assert post_due(moment=now + timedelta(days=9)) == 0
    client.force_login(user)
    assert "ส่งอีเมลไม่สำเร็จ" in client.get("/me/notices/").content.decode()


def test_one_bad_address_holds_up_nobody(mailoutbox):
    bad = waiting()
    type(bad.recipient).objects.filter(pk=bad.recipient.pk).update(email="no address\n")
    waiting(key="2")
    assert post_due() == 1
    assert len(mailoutbox) == 1


def test_what_was_stopped_meanwhile_is_not_posted(mailoutbox):
    notice = waiting()
    set_stopped(person=notice.recipient, about=About.REGISTRATIONS, stopped=True)
    assert post_due() == 0
    notice.refresh_from_db()
    assert notice.mail == Notice.Mail.NONE


def test_nothing_is_posted_after_its_time(mailoutbox):
    now = timezone.now()
    waiting(until=now + timedelta(hours=1))
    assert post_due(moment=now + timedelta(hours=2)) == 0
    assert mailoutbox == []


def test_the_timer_posts_what_the_queue_forgot(mailoutbox, capsys):
    waiting()
    call_command("send_letters")
    assert len(mailoutbox) == 1
    assert "1 letters sent" in capsys.readouterr().out


def test_in_production_a_worker_posts(django_capture_on_commit_callbacks, mailoutbox):
    """Telling only writes a row for the worker; the worker's own command posts the letter."""
    database = {"BACKEND": "django_tasks_db.DatabaseBackend"}
    with override_settings(TASKS={**settings.TASKS, "letters": database}):
        with django_capture_on_commit_callbacks(execute=True):
            waiting()
        assert mailoutbox == []
        assert DBTaskResult.objects.get().backend_name == "letters"


def test_a_failed_letter_is_put_back_into_the_queue(mail_is_down):
    database = {"BACKEND": "django_tasks_db.DatabaseBackend"}
    with override_settings(TASKS={**settings.TASKS, "letters": database}):
        waiting()
        now = timezone.now()
        post_due(moment=now)
        assert DBTaskResult.objects.get().run_after == now + WAITS[0]
