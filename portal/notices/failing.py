"""Decides what becomes of a letter that was given up: tried once more, or told by phone."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.notices.models import Notice
from portal.notices.posting import post_letters
from portal.notices.stopping import addresses_of
from portal.people.models import User

Mail = Notice.Mail

#: What a mail server's refusal means, by the error it was noted with (`Notice.mail_problem`).
ADDRESS_REFUSED = {"SMTPRecipientsRefused"}
SERVER_REFUSES = {"SMTPAuthenticationError", "SMTPSenderRefused", "SMTPNotSupportedError"}


class NotTriedAgain(Exception):
    """The letter stays given up; the message says why."""


def why_failed(notice: Notice) -> str:
    """Why a letter was given up, in words that help whoever has to call."""
    error = notice.mail_problem.partition(":")[0]
    if error in ADDRESS_REFUSED:
        return _("The address is wrong or takes no letters. Please ask for another one.")
    if error in SERVER_REFUSES:
        return _("This site may not send letters at the moment. Please tell the administrator.")
    return _("The letter could not be handed over, however often it was tried.")


@transaction.atomic
def try_again(*, notice: Notice, moment: datetime | None = None) -> Notice:
    """Put a letter that was given up back into the post, with all its tries.

    What is no longer given up is left as it is. Raises `NotTriedAgain` for a letter that says
    what is over, and for somebody without an address.
    """
    moment = moment or timezone.now()
    current = Notice.objects.select_for_update(of=["self"]).get(pk=notice.pk)
    if current.mail != Mail.FAILED:
        return current
    if current.mail_until is not None and moment > current.mail_until:
        raise NotTriedAgain(_("What this letter says is over by now. Please call."))
    if not addresses_of([current.recipient_id]):
        raise NotTriedAgain(_("No e-mail address of this person is known any more. Please call."))
    current.mail, current.mail_tries, current.mail_after = Mail.WAITING, 0, moment
    current.save(update_fields=["mail", "mail_tries", "mail_after"])
    transaction.on_commit(partial(post_letters.enqueue, [current.pk]), robust=True)
    return current


@transaction.atomic
def note_told_by_phone(*, notice: Notice, by: User, moment: datetime | None = None) -> Notice:
    """Note who told it by phone instead. The first call stands; a letter that went out, too."""
    current = Notice.objects.select_for_update(of=["self"]).get(pk=notice.pk)
    if current.mail == Mail.FAILED:
        current.mail, current.called_by = Mail.CALLED, by
        current.called_at = moment or timezone.now()
        current.save(update_fields=["mail", "called_by", "called_at"])
    return current
