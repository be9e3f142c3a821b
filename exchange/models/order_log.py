"""What those who keep order have done: rows that are written once and never touched again."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.thai.words import normalise


class NeverChanged(Exception):
    """Somebody tried to change or delete a row of the staff log."""


class StaffNoteQuerySet(models.QuerySet):
    """Ways to ask for rows; what would change or delete them is refused."""

    def like(self, text: str) -> "StaffNoteQuerySet":
        """Rows in which every word of a text stands: who, about what, or why."""
        found = self
        for word in normalise(text).split():
            found = found.filter(
                models.Q(by_name__icontains=word)
                | models.Q(about_name__icontains=word)
                | models.Q(reason__icontains=word)
            )
        return found

    def about(self, record: models.Model) -> "StaffNoteQuerySet":
        """Rows about one record, the newest first."""
        return self.filter(about_kind=record._meta.label_lower, about_id=record.pk)

    def update(self, **changes):
        raise NeverChanged

    def delete(self):
        raise NeverChanged


class StaffNote(models.Model):
    """Who did what to whom or what, and why, in words that outlive the account and the record.

    `by` is empty for what the portal did by itself. Neither key is guarded by the database:
    an account or a topic may go one day, its rows stay. Triggers (see the migration
    ``staff_log``) refuse changes that do not come through this model; on SQLite a migration
    that rebuilds the table has to make them again.
    """

    class Action(models.TextChoices):
        HELD = "held", _("hidden until checked, after reports")
        KEPT = "kept", _("left as it is")
        HIDDEN = "hidden", _("hidden")
        EDITED = "edited", _("changed with a note")
        VERSION_HIDDEN = "version_hidden", _("an earlier version hidden")
        VERSION_SHOWN = "version_shown", _("an earlier version shown again")
        WARNED = "warned", _("warned")
        SILENCED = "silenced", _("may read, not write")
        SUSPENDED = "suspended", _("may not sign in")
        LIFTED = "lifted", _("sanction lifted")
        UPHELD = "upheld", _("sanction upheld after an appeal")
        LOCKED = "locked", _("closed for replies")
        UNLOCKED = "unlocked", _("opened for replies again")
        PINNED = "pinned", _("pinned")
        UNPINNED = "unpinned", _("unpinned")
        MOVED = "moved", _("moved")
        MERGED = "merged", _("put together with another topic")
        SPLIT = "split", _("part made a topic of its own")
        WORD_ADDED = "word_added", _("unwanted word added")
        WORD_CHANGED = "word_changed", _("unwanted word changed")
        WORD_REMOVED = "word_removed", _("unwanted word taken off the list")

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        related_name="+",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        editable=False,
    )
    by_name = models.CharField(_("who"), max_length=200, blank=True, editable=False)
    action = models.CharField(_("what was done"), max_length=20, choices=Action, editable=False)
    about_kind = models.CharField(max_length=100, editable=False)
    about_id = models.BigIntegerField(null=True, editable=False)
    about_name = models.CharField(_("about"), max_length=250, editable=False)
    link = models.CharField(max_length=300, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)

    objects = StaffNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of the staff log")
        verbose_name_plural = _("staff log")
        ordering = ["-at", "-pk"]
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["-at", "-id"], name="exchange_staff_log_newest"),
            models.Index(fields=["about_kind", "about_id"], name="exchange_staff_log_about"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.about_name}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise NeverChanged
