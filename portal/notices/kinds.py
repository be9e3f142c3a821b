"""Decides what the portal writes to people about, and what of it one press stops."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class About(TextChoices):
    """What letters are about: each of these can be stopped by itself."""

    REGISTRATIONS = "registrations", _("your registrations: seat, waiting list, changes")
    REMINDERS = "reminders", _("reminders before a workshop")
    INVITATIONS = "invitations", _("invitations to workshops")
    FUNDS = "funds", _("posts and pairing of your funds")
    EXCHANGE = "exchange", _("questions and answers in the exchange")
    DIGEST = "digest", _("the summary of what you missed in the exchange")


class Kind(TextChoices):
    """What a single notice says."""

    SEAT = "seat", _("a seat")
    WAITING = "waiting", _("the waiting list")
    APPROVAL = "approval", _("approval")
    REFUSED = "refused", _("no seat")
    SEAT_CANCELLED = "seat_cancelled", _("a registration cancelled")
    WORKSHOP_CHANGED = "workshop_changed", _("a workshop changed")
    WORKSHOP_CANCELLED = "workshop_cancelled", _("a workshop cancelled")
    REMINDER = "reminder", _("a reminder")
    INVITATION = "invitation", _("an invitation")
    OFFICE = "office", _("a post in a fund")
    PAIRING = "pairing", _("pairing")
    REPLY = "reply", _("an answer in the exchange")
    MENTION = "mention", _("a mention in the exchange")
    FOLLOWED = "followed", _("news of what you follow")
    DIGEST = "digest", _("a summary of what you missed")
    MODERATION = "moderation", _("a decision in the exchange")
    BOOKMARK = "bookmark", _("a post you wanted to come back to")
    LESSON = "lesson", _("a lesson of your fund")


#: What a kind belongs to; the kinds that are not named here are about registrations.
ABOUT = {
    Kind.REMINDER: About.REMINDERS,
    Kind.INVITATION: About.INVITATIONS,
    Kind.OFFICE: About.FUNDS,
    Kind.PAIRING: About.FUNDS,
    Kind.REPLY: About.EXCHANGE,
    Kind.MENTION: About.EXCHANGE,
    Kind.FOLLOWED: About.EXCHANGE,
    Kind.DIGEST: About.DIGEST,
    Kind.MODERATION: About.EXCHANGE,
    Kind.BOOKMARK: About.EXCHANGE,
    Kind.LESSON: About.EXCHANGE,
}


#: Letters about these come in the rhythm a person has chosen (portal.notices.rhythm).
IN_RHYTHM = frozenset({Kind.REPLY, Kind.MENTION, Kind.FOLLOWED})


def about(kind: str) -> About:
    """What a notice of this kind is about."""
    return ABOUT.get(Kind(kind), About.REGISTRATIONS)
