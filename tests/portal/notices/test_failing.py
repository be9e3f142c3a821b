"""What becomes of a letter that was given up: tried once more, or told by phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.notices.failing import NotTriedAgain, note_told_by_phone, try_again, why_failed
from portal.notices.models import Notice
from portal.notices.posting import WAITS
from tests import factories

pytestmark = pytest.mark.django_db


def given_up(*, email="b@example.org", **changes) -> Notice:
    return Notice.objects.create(
        **{
            "recipient": factories.person(email=email),
            "kind": "seat",
            "key": "1",
            "subject": "ได้ที่นั่ง",
            "mail": Notice.Mail.FAILED,
            "mail_tries": len(WAITS),
            "mail_problem": "SMTPRecipientsRefused: 550",
            **changes,
        }
    )


def test_it_goes_out_when_it_is_tried_again(mailoutbox, django_capture_on_commit_callbacks):
    notice = given_up()
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            try_again(notice=notice)
    notice.refresh_from_db()
    assert (notice.mail, notice.mail_problem) == (Notice.Mail.SENT, "")
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "changes", [{"mail_until": timezone.now() - timedelta(days=1)}, {"email": ""}]
)
def test_what_is_over_or_has_no_address_stays_given_up(changes):
    notice = given_up(**changes)
    with pytest.raises(NotTriedAgain):
        try_again(notice=notice)
    assert Notice.objects.mail_failed().get() == notice


def test_the_first_who_called_stands(django_capture_on_commit_callbacks, mailoutbox):
    notice, first, second = given_up(), factories.user(), factories.user()
    note_told_by_phone(notice=notice, by=first)
    kept = note_told_by_phone(notice=notice, by=second)
    assert (kept.mail, kept.called_by) == (Notice.Mail.CALLED, first)
    assert kept.called_at
    with django_capture_on_commit_callbacks(execute=True):
        try_again(notice=notice)
    assert not mailoutbox


def test_a_letter_that_went_out_was_not_told_by_phone():
    notice = given_up(mail=Notice.Mail.SENT)
    assert note_told_by_phone(notice=notice, by=factories.user()).called_at is None


def test_why_it_failed_is_said_in_words(db):
    words = {
        why_failed(Notice(mail_problem=problem))
        for problem in ("SMTPRecipientsRefused: x", "SMTPAuthenticationError: x", "OSError: x", "")
    }
    assert len(words) == 3
