"""Who teaches: what about, where from and how far; and the address of somebody's calendar."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.registration import new_token
from portal.funds.models import Area, Subject
from portal.thai.digits import refuse_national_id


class TrainerProfile(models.Model):
    """What a trainer says of themselves, for those who look for one.

    Being a trainer is a mandate (`portal.funds`), dated; this only describes. `goes_to` are
    provinces and districts; none given: only the home district is known.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("trainer"),
        related_name="trainer_profile",
        on_delete=models.CASCADE,
    )
    subjects = models.ManyToManyField(
        Subject, verbose_name=_("subjects"), related_name="trainers", blank=True
    )
    home_district = models.ForeignKey(
        Area,
        verbose_name=_("home district"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": Area.Kind.DISTRICT},
    )
    goes_to = models.ManyToManyField(
        Area,
        verbose_name=_("goes to"),
        related_name="+",
        blank=True,
        limit_choices_to={"kind__in": [Area.Kind.PROVINCE, Area.Kind.DISTRICT]},
    )
    about = models.CharField(
        _("in a few words"), max_length=500, blank=True, validators=[refuse_national_id]
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("trainer's profile")
        verbose_name_plural = _("trainers' profiles")

    def __str__(self) -> str:
        return self.user.shown_name


class CalendarAddress(models.Model):
    """The secret part of the address at which an account's calendar is read.

    Calendar programs cannot sign in, so whoever knows the address reads the calendar; a new
    `token` makes the old address worthless.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        related_name="calendar_address",
        on_delete=models.CASCADE,
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user)
