"""A notice to one person, with what became of its letter; and which letters somebody stopped."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import About, Kind
from portal.people.models import Person


class NoticeQuerySet(models.QuerySet):
    """Ways to ask for notices."""

    def of(self, user) -> "NoticeQuerySet":
        """Those to the person behind an account; a summary is a letter only, it says what is
        told already.
        """
        return self.filter(recipient__user=user).exclude(kind=Kind.DIGEST)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def same(self, *, kind: str, key: str) -> "NoticeQuerySet":
        """All that were told about one matter: who was reached, whose letter failed."""
        return self.filter(kind=kind, key=key)

    def to_post(self, moment=None) -> "NoticeQuerySet":
        """Those whose letter is due: not sent yet, and the wait after a failure is over."""
        return self.filter(
            mail=Notice.Mail.WAITING, mail_after__lte=moment or timezone.now()
        ).order_by("mail_after", "pk")

    def mail_failed(self) -> "NoticeQuerySet":
        """Those whose letter was given up."""
        return self.filter(mail=Notice.Mail.FAILED)


class Notice(models.Model):
    """Something one person is told; the text stands as it was told, in the person's language.

    `page` is the address of what several notices can be about, as it reads in the portal's
    first language; unread ones of one page stand as one line (portal.notices.reading).
    `stops` names the single things its letter can be stopped for (portal.notices.matters),
    first the one it was written for.
    The letter's state lies in the row itself, so that nothing to be posted can be lost
    together with a queue.
    """

    class Mail(models.TextChoices):
        NONE = "none", _("no e-mail")
        WAITING = "waiting", _("e-mail on its way")
        SENT = "sent", _("e-mail sent")
        FAILED = "failed", _("the e-mail could not be delivered")
        CALLED = "called", _("told by phone instead")

    #: Told twice of one matter before two entries were found to be one person: both may stay.
    twins_may_stay = True

    recipient = models.ForeignKey(
        Person, verbose_name=_("person"), related_name="notices", on_delete=models.CASCADE
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    key = models.CharField(max_length=100)
    subject = models.CharField(_("subject line"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True)
    page = models.CharField(max_length=300, blank=True)
    page_title = models.CharField(max_length=200, blank=True)
    stops = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=8, choices=Mail, default=Mail.NONE)
    mail_after = models.DateTimeField(null=True, blank=True)
    mail_until = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_problem = models.CharField(max_length=200, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )

    #: How many unread notices a list shows by this one; one more than none stands alone.
    together = 0

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "key"], name="notices_told_once"),
            models.CheckConstraint(
                condition=~Q(mail="waiting") | Q(mail_after__isnull=False),
                name="notices_waiting_letter_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="notices_unread_of_person"
            ),
            models.Index(
                fields=["mail_after"], condition=Q(mail="waiting"), name="notices_letters_to_post"
            ),
            models.Index(
                fields=["recipient"], condition=Q(mail="failed"), name="notices_letters_given_up"
            ),
            models.Index(fields=["kind", "key"], name="notices_of_matter"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("notice_open", args=[self.pk])

    def page_in(self, language: str) -> str:
        """The address of its page as it reads in a language."""
        with translation.override(settings.LANGUAGE_CODE):
            return translate_url(self.page, language)


class LettersStopped(models.Model):
    """Somebody stopped the letters about something, or wants them again; the last row counts."""

    person = models.ForeignKey(Person, related_name="letters_stopped", on_delete=models.CASCADE)
    about = models.CharField(max_length=15, choices=About)
    stopped = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("stopped letters")
        verbose_name_plural = _("stopped letters")
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "about"], name="notices_stopped_by_person")]

    def __str__(self) -> str:
        return self.get_about_display()
