"""Decides when a letter goes out, how often it is tried again, and when it is given up.

The queue is the notices themselves (`Notice.mail`); a background task only looks sooner
than the timer does. Whoever posts claims the row first, so that two never post it twice.
"""

import logging
from datetime import datetime, timedelta

from django.core import mail
from django.db.models import F
from django.utils import timezone
from django_tasks import task, task_backends

from portal.notices.kinds import about
from portal.notices.letters import letter
from portal.notices.models import Notice
from portal.notices.stopping import addresses_of, stopped_by

log = logging.getLogger(__name__)

#: The queue of letters, apart from the tasks of other packages (see settings.TASKS).
BACKEND = "letters"
#: How long to wait after the first failure, the second, and so on; then it is given up.
WAITS = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(hours=24),
)


@task(backend=BACKEND)
def post_letters(notices: list[int]) -> int:
    """Post the letters of some notices (their keys) that are due; how many went out."""
    return post_due(among=notices)


def post_due(*, among: list[int] | None = None, moment: datetime | None = None) -> int:
    """Post every letter that is due, or those of `among`; how many went out.

    One connection to the mail server serves all. What fails is tried again later, and
    given up after the last of `WAITS`; nothing else is undone by it.
    """
    due = Notice.objects.to_post(moment)
    if among is not None:
        due = due.filter(pk__in=among)
    connection = mail.get_connection()
    sent = sum(
        _post(notice, connection, moment or timezone.now())
        for notice in due.select_related("recipient")
    )
    try:
        connection.close()
    except Exception:
        log.warning("the connection to the mail server did not close")
    return sent


def _post(notice: Notice, connection, moment: datetime) -> bool:
    """Post one letter, unless somebody else is at it; whether it went out."""
    again_at = moment + WAITS[min(notice.mail_tries, len(WAITS) - 1)]
    claimed = Notice.objects.filter(
        pk=notice.pk, mail=Notice.Mail.WAITING, mail_tries=notice.mail_tries
    ).update(mail_tries=F("mail_tries") + 1, mail_after=again_at)
    if not claimed:
        return False
    notice.mail_tries += 1
    recipient = notice.recipient
    address = addresses_of([recipient.pk]).get(recipient.pk)
    late = notice.mail_until is not None and moment > notice.mail_until
    if late or not address or about(notice.kind) in stopped_by(recipient):
        _note(notice, mail=Notice.Mail.NONE)
        return False
    try:
        letter(notice=notice, address=address, connection=connection).send()
    except Exception as problem:  # whatever a mail server does, the next letter goes out
        _failed(notice, problem, again_at)
        return False
    _note(notice, mail=Notice.Mail.SENT, mailed_at=moment, mail_problem="")
    return True


def _failed(notice: Notice, problem: Exception, again_at: datetime):
    """Note why a letter did not go out, and see to the next try if there is one."""
    given_up = notice.mail_tries >= len(WAITS)
    log.warning(
        "letter of notice %s, try %s: %s", notice.pk, notice.mail_tries, type(problem).__name__
    )
    _note(
        notice,
        mail=Notice.Mail.FAILED if given_up else Notice.Mail.WAITING,
        mail_problem=f"{type(problem).__name__}: {problem}"[:200].replace("\x00", ""),
    )
    if not given_up and task_backends[BACKEND].supports_defer:
        post_letters.using(run_after=again_at).enqueue([notice.pk])


def _note(notice: Notice, **changes):
    Notice.objects.filter(pk=notice.pk).update(**changes)
