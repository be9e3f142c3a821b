"""Decides when a letter goes out, how often it is tried again, and when it is given up.

The queue is the notices themselves (`Notice.mail`); a background task only looks sooner
than the timer does. Whoever posts claims the row first, so that two never post it twice.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import mail
from django.db.models import F, Max
from django.utils import timezone
from django_tasks import task, task_backends

from portal.notices.kinds import about
from portal.notices.letters import letter
from portal.notices.matters import matters
from portal.notices.models import Notice
from portal.notices.rhythm import at_once
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

#: After a letter about a page, the next ones to the same person wait so long and go as one.
GATHERED = timedelta(hours=1)


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


def gathered_until(people: Iterable[int], page: str, moment: datetime) -> dict[int, datetime]:
    """Until when a letter about a page waits for those to come, for whom (by key) it has to wait.

    Whoever had a letter about the page just now gets what follows in one letter.
    """
    people = list(people)
    if not page or not people:
        return {}
    sent = Notice.objects.filter(recipient__in=people, page=page, mailed_at__gt=moment - GATHERED)
    last = sent.order_by().values_list("recipient").annotate(last=Max("mailed_at"))
    return {person: mailed_at + GATHERED for person, mailed_at in last}


def _post(notice: Notice, connection, moment: datetime) -> bool:
    """Post one letter, unless somebody else is at it; whether it went out.

    What else waits for the same person about the same page goes along in it.
    """
    if not _claimed(notice, moment):
        return False
    recipient = notice.recipient
    address = addresses_of([recipient.pk]).get(recipient.pk)
    if not address or not _still_wanted(notice, moment):
        _note([notice], mail=Notice.Mail.NONE)
        return False
    others = _of_the_same_page(notice, moment)
    try:
        letter(notice=notice, others=others, address=address, connection=connection).send()
    except Exception as problem:  # whatever a mail server does, the next letter goes out
        for each in (notice, *others):
            _failed(each, problem)
        return False
    _note([notice, *others], mail=Notice.Mail.SENT, mailed_at=moment, mail_problem="")
    return True


def _claimed(notice: Notice, moment: datetime) -> bool:
    """Whether this process is the one that posts a letter; the next try is set for later."""
    again_at = moment + WAITS[min(notice.mail_tries, len(WAITS) - 1)]
    claimed = Notice.objects.filter(
        pk=notice.pk, mail=Notice.Mail.WAITING, mail_tries=notice.mail_tries
    ).update(mail_tries=F("mail_tries") + 1, mail_after=again_at)
    if claimed:
        notice.mail_tries += 1
        notice.mail_after = again_at
    return bool(claimed)


def _still_wanted(notice: Notice, moment: datetime) -> bool:
    """Whether a letter is not too late, was not stopped since, and its page not read already."""
    person = notice.recipient
    return not (
        (notice.mail_until is not None and moment > notice.mail_until)
        or (notice.page and notice.read_at)
        or about(notice.kind) in stopped_by(person)
        or not at_once(kind=notice.kind, rhythm=person.rhythm)
        or any(one.stopped for one in matters(person=person, names=notice.stops).values())
    )


def _of_the_same_page(notice: Notice, moment: datetime) -> list[Notice]:
    """What else is due for the same person about the same page, oldest first."""
    if not notice.page:
        return []
    due = Notice.objects.to_post(moment).unread().exclude(pk=notice.pk)
    due = due.filter(recipient=notice.recipient_id, page=notice.page)
    return [other for other in due.order_by("pk") if _claimed(other, moment)]


def _failed(notice: Notice, problem: Exception):
    """Note why a letter did not go out, and see to the next try if there is one."""
    given_up = notice.mail_tries >= len(WAITS)
    log.warning(
        "letter of notice %s, try %s: %s", notice.pk, notice.mail_tries, type(problem).__name__
    )
    _note(
        [notice],
        mail=Notice.Mail.FAILED if given_up else Notice.Mail.WAITING,
        mail_problem=f"{type(problem).__name__}: {problem}"[:200].replace("\x00", ""),
    )
    if not given_up and task_backends[BACKEND].supports_defer:
        post_letters.using(run_after=notice.mail_after).enqueue([notice.pk])


def _note(notices: list[Notice], **changes):
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(**changes)
