"""A fund asked to send people, with seats that wait for its answer."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.registration import new_token
from courses.models.workshop import Workshop
from portal.funds.models import Fund
from portal.thai.digits import refuse_national_id


class InvitationQuerySet(models.QuerySet):
    """Ways to ask for invitations."""

    def keeping(self) -> "InvitationQuerySet":
        """Those whose seats nobody else may have."""
        return self.filter(released_at=None)

    def unanswered(self) -> "InvitationQuerySet":
        return self.filter(answer=Invitation.Answer.NONE)


class Invitation(models.Model):
    """An invitation of one fund to one workshop.

    Its `seats` are kept for the fund until it says no, or until the end of the day
    `answer_by` without an answer; `released_at` is then set under the workshop's lock.
    Where a workshop is by invitation only, a fund may send that many people and no more.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("no answer yet")
        YES = "yes", _("coming")
        NO = "no", _("not coming")

    workshop = models.ForeignKey(
        Workshop, verbose_name=_("workshop"), related_name="invitations", on_delete=models.CASCADE
    )
    fund = models.ForeignKey(
        Fund, verbose_name=_("fund"), related_name="invitations", on_delete=models.PROTECT
    )
    seats = models.PositiveSmallIntegerField(_("seats"))
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=5, choices=Answer, default=Answer.NONE)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    note = models.CharField(_("note"), max_length=300, blank=True, validators=[refuse_national_id])
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    reminded_at = models.DateTimeField(_("last asked again"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "fund"], name="courses_invitation_fund_once"
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1), name="courses_invitation_has_seats"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund} · {self.workshop}"

    def get_absolute_url(self) -> str:
        """The private link with which the fund answers: works without an account."""
        return reverse("invitation_answer", args=[self.token])
