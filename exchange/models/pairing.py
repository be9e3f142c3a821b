"""A pairing run, the pairs it proposes, and how the funds answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.funds.access import Rights
from portal.funds.models import Area, Fund
from portal.thai.digits import refuse_national_id


class PairingRunQuerySet(models.QuerySet):
    """Ways to ask for runs."""

    def in_reach(self, rights: Rights) -> "PairingRunQuerySet":
        """Runs of the provinces the reader coordinates."""
        if rights.whole_nation:
            return self.all()
        return self.filter(province__in=rights.provinces)


class PairingRun(models.Model):
    """One computation of pairs for a province. A preview until it is published."""

    class Status(models.TextChoices):
        PREVIEW = "preview", _("preview")
        PUBLISHED = "published", _("published")
        DISCARDED = "discarded", _("discarded")

    province = models.ForeignKey(
        Area,
        verbose_name=_("province"),
        related_name="pairing_runs",
        on_delete=models.PROTECT,
        limit_choices_to={"kind": Area.Kind.PROVINCE},
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PREVIEW)
    weights = models.JSONField(_("weights of the score"), default=dict)
    total = models.BigIntegerField(
        _("total of the plan"),
        default=0,
        help_text=_("In thousandths of a point, as the solver optimised it."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("run by"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(_("answers wanted by"), null=True, blank=True)
    demo = models.BooleanField(_("demonstration"), default=False)

    objects = PairingRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing run")
        verbose_name_plural = _("pairing runs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.province} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("pairing_run", args=[self.pk])


class PairQuerySet(models.QuerySet):
    """Ways to ask for pairs."""

    def of_fund(self, fund_id: int) -> "PairQuerySet":
        """Pairs in which the fund takes part, on either side."""
        return self.filter(Q(mentor_id=fund_id) | Q(mentee_id=fund_id))

    def of_funds(self, fund_ids) -> "PairQuerySet":
        return self.filter(Q(mentor_id__in=fund_ids) | Q(mentee_id__in=fund_ids))

    def open_to(self, rights: Rights) -> "PairQuerySet":
        """Pairs whose room the reader may open; `exchange.access.may_enter_room` in SQL."""
        if rights.whole_nation:
            return self.all()
        theirs = ~Q(status=Pair.Status.PROPOSED) & (
            Q(mentor__in=rights.committee_of) | Q(mentee__in=rights.committee_of)
        )
        for code in rights.provinces:
            theirs |= Q(mentor__subdistrict__code__startswith=code)
            theirs |= Q(mentee__subdistrict__code__startswith=code)
        return self.filter(theirs)

    def at_work(self) -> "PairQuerySet":
        """Accepted by both."""
        return self.filter(status=Pair.Status.ACCEPTED)

    def asked(self) -> "PairQuerySet":
        """Published and waiting for at least one answer."""
        return self.filter(status=Pair.Status.ASKED)

    def with_funds(self) -> "PairQuerySet":
        """With both funds and their places at hand."""
        return self.select_related(
            "run",
            "mentor__subdistrict__parent__parent",
            "mentee__subdistrict__parent__parent",
        )


class Pair(models.Model):
    """A strong fund and one it is to help, with the score in its four terms.

    Terms are thousandths of a point and add up to `score`.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed, not published")
        ASKED = "asked", _("waiting for answers")
        ACCEPTED = "accepted", _("accepted by both")
        DECLINED = "declined", _("declined")
        ENDED = "ended", _("ended")

    class Answer(models.TextChoices):
        NONE = "none", _("no answer yet")
        YES = "yes", _("accepted")
        NO = "no", _("declined")

    run = models.ForeignKey(
        PairingRun, verbose_name=_("run"), related_name="pairs", on_delete=models.CASCADE
    )
    mentor = models.ForeignKey(
        Fund,
        verbose_name=_("mentor fund"),
        related_name="pairs_as_mentor",
        on_delete=models.PROTECT,
    )
    mentee = models.ForeignKey(
        Fund,
        verbose_name=_("mentee fund"),
        related_name="pairs_as_mentee",
        on_delete=models.PROTECT,
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    subjects_points = models.PositiveIntegerField(_("subjects"))
    distance_points = models.PositiveIntegerField(_("distance"))
    likeness_points = models.PositiveIntegerField(_("likeness"))
    gap_points = models.PositiveIntegerField(_("level gap"))
    km = models.PositiveIntegerField(_("kilometres by road, estimated"), null=True, blank=True)
    facts = models.JSONField(
        _("what the score rests on"),
        default=dict,
        help_text=_("As it stood on the day of the run."),
    )
    mentor_answer = models.CharField(max_length=5, choices=Answer, default=Answer.NONE)
    mentor_answered_at = models.DateTimeField(null=True, blank=True)
    mentor_answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    mentee_answer = models.CharField(max_length=5, choices=Answer, default=Answer.NONE)
    mentee_answered_at = models.DateTimeField(null=True, blank=True)
    mentee_answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    decline_reason = models.CharField(
        _("why not"), max_length=300, blank=True, validators=[refuse_national_id]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="exchange_pair_two_funds"
            ),
            models.UniqueConstraint(
                fields=["run", "mentee"], name="exchange_pair_mentee_once_a_run"
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(status__in=["asked", "accepted"]),
                name="exchange_pair_alive_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(mentor_answer="yes", mentee_answer="yes"),
                name="exchange_pair_accepted_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.mentee}"

    def get_absolute_url(self) -> str:
        return reverse("pair_detail", args=[self.pk])

    def answer_of(self, fund_id: int) -> str:
        """The answer one of the two funds has given so far."""
        return self.mentor_answer if fund_id == self.mentor_id else self.mentee_answer

    @property
    def score(self) -> int:
        """Thousandths of a point: the sum of the terms shown."""
        return self.subjects_points + self.distance_points + self.likeness_points + self.gap_points


class UnmatchedFund(models.Model):
    """A fund that wanted a mentor and got none in a run, with the reason in a word."""

    run = models.ForeignKey(PairingRun, related_name="unmatched", on_delete=models.CASCADE)
    fund = models.ForeignKey(Fund, related_name="+", on_delete=models.CASCADE)
    reason = models.CharField(max_length=30)

    class Meta:
        verbose_name = _("fund without a mentor")
        verbose_name_plural = _("funds without a mentor")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "fund"], name="exchange_unmatched_once_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.fund}: {self.reason}"
