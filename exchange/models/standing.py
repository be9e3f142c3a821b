"""What a post and its topic remember of being hidden; decided in `exchange.order`."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.funds.access import Rights


class Standing(models.TextChoices):
    """Whether readers get to see a post."""

    SHOWN = "shown", _("can be read")
    HELD = "held", _("hidden until checked")
    HIDDEN = "hidden", _("hidden by a moderator")


class HidingQuerySet(models.QuerySet):
    """Ways to ask for what may be hidden: `not_hidden` says when it is not, `open_to` what stands
    in places that a reader may open.
    """

    not_hidden = Q()

    def shown(self):
        """Without what is hidden."""
        return self.filter(self.not_hidden)

    def visible_to(self, rights: Rights, **known):
        """What the reader finds in lists, searches, feeds and counts.

        ``boards``: keys of all boards they may read, where these were asked for already.
        """
        return self.open_to(rights, **known).shown()

    def reachable_by(self, rights: Rights):
        """What the reader gets at its own address: a hidden one its author and moderators too."""
        rows = self.open_to(rights)
        if rights.coordinator:
            return rows
        return rows.filter(self.not_hidden | Q(author=rights.user_id, author__isnull=False))


class MayBeHidden(models.Model):
    """Part of a post: its author and the moderators read it whatever it says."""

    standing = models.CharField(
        max_length=6, choices=Standing, default=Standing.SHOWN, editable=False
    )

    class Meta:
        abstract = True


class CountsHidden(models.Model):
    """Part of a topic: it is `hidden` with its opening post; `hidden_replies` are not counted.

    The numbers of posts have no gaps, so `reply_count` goes on counting all of them.
    """

    hidden = models.BooleanField(default=False, editable=False)
    hidden_replies = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def shown_replies(self) -> int:
        """How many replies readers find."""
        return max(self.reply_count - self.hidden_replies, 0)
