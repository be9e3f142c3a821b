"""The kinds of topics: what somebody means to do when they start one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicKind(models.TextChoices):
    """Chosen at the start; each kind asks its own questions (`exchange.talk.starting`)."""

    TALK = "talk", _("plain talk")
    QUESTION = "question", _("question")
    HELP = "help", _("request for help")
    SHOW = "show", _("show and tell")
    POLL = "poll", _("poll")
    MEETING = "meeting", _("finding a day to meet")

    @classmethod
    def with_answers(cls) -> list["TopicKind"]:
        """Kinds of which one reply can be the answer; older topics are plain talk."""
        return [cls.TALK, cls.QUESTION, cls.HELP]

    @classmethod
    def with_poll(cls) -> list["TopicKind"]:
        """Kinds that ask everybody to choose."""
        return [cls.POLL, cls.MEETING]
