"""Reports of posts, and the cases in which moderators decide on them."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.topics import UNREAD_OF_FUND, Post, Topic
from portal.funds.access import Rights
from portal.funds.models import Fund
from portal.people.models import User
from portal.thai.digits import refuse_national_id

#: Characters a moderator or an author says about a case.
LONGEST_SAID = 2_000


class SaidField(models.TextField):
    """What a moderator or an author says: not too long, no ID numbers."""

    default_validators = [MaxLengthValidator(LONGEST_SAID), refuse_national_id]


class CaseQuerySet(models.QuerySet):
    """Ways to ask for cases."""

    def open_to(self, rights: Rights) -> "CaseQuerySet":
        """Those the reader may decide: a moderator, where they may read, never about themselves.

        `exchange.order.access.may_decide` says the same of one post.
        """
        if not rights.coordinator:
            return self.none()
        topics = Topic.objects.open_to(rights).order_by().values("pk")
        theirs = Q(author=rights.user_id, author__isnull=False)
        theirs |= Q(post__fund__in=rights.officer_of, post__fund__isnull=False)
        return self.filter(post__topic__in=topics).exclude(theirs)

    def waiting(self) -> "CaseQuerySet":
        """Those that wait for a moderator, the one that waits longest first."""
        return self.filter(waits_since__isnull=False).order_by("waits_since", "pk")

    def later_than(self, since: datetime, pk: int) -> "CaseQuerySet":
        """Of those that wait, the ones behind a place in the queue."""
        return self.filter(Q(waits_since__gt=since) | Q(waits_since=since, pk__gt=pk))

    def in_force(self, moment: datetime | None = None) -> "CaseQuerySet":
        """Those whose measure binds its author at a moment."""
        moment = moment or timezone.now()
        return self.filter(until__gt=moment, decided_at__lte=moment, lifted_at=None)

    def for_list(self) -> "CaseQuerySet":
        """With the post, its place, its author, and how many reported it (`voices`).

        Counted for each row by itself: grouped, all that wait would be sorted for one page.
        """
        reports = Report.objects.filter(case=OuterRef("pk")).order_by().values("case")
        return (
            self.select_related(
                "author__person",
                "claimed_by__person",
                "decided_by__person",
                "post__author__person",
                "post__fund__subdistrict__parent__parent",
                "post__topic__board",
                "post__topic__pair__mentor",
                "post__topic__pair__mentee",
            )
            .defer(
                *(f"post__{name}" for name in UNREAD_OF_FUND),
                "post__topic__search_text",
                "post__topic__search_loose",
            )
            .annotate(voices=Coalesce(Subquery(reports.values_list(Count("pk"))), 0))
        )


class Case(models.Model):
    """One time that a post was reported, and what was decided.

    `waits_since` is set while a moderator has to decide, first on the post and then on an
    appeal; the queue is in its order. A measure against the author lies in the case too, so
    that each has a reason, an end, and a way to answer.
    """

    class Outcome(models.TextChoices):
        KEPT = "kept", _("The post stays as it is")
        EDITED = "edited", _("The post is changed, with a note")
        HIDDEN = "hidden", _("The post is hidden")

    class Measure(models.TextChoices):
        NONE = "", _("Nothing")
        WARNED = "warned", _("A warning")
        SILENCED = "silenced", _("May read, not write, until a day")
        SUSPENDED = "suspended", _("May not use the portal until a day")

    class Answer(models.TextChoices):
        NONE = "", "–"
        UPHELD = "upheld", _("The decision stands")
        LIFTED = "lifted", _("The decision is taken back")

    post = models.ForeignKey(Post, related_name="cases", on_delete=models.CASCADE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="cases", on_delete=models.SET_NULL, null=True
    )
    opened_at = models.DateTimeField(default=timezone.now)
    waits_since = models.DateTimeField(null=True, default=timezone.now)
    held = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True
    )
    claimed_until = models.DateTimeField(null=True)

    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    measure = models.CharField(max_length=9, choices=Measure, blank=True)
    reason = SaidField(blank=True)
    until = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True
    )
    decided_at = models.DateTimeField(null=True)

    appeal = SaidField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    answer_reason = SaidField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True
    )
    answered_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(
                fields=["waits_since", "id"],
                condition=Q(waits_since__isnull=False),
                name="exchange_cases_waiting",
            ),
            models.Index(fields=["author", "until"], name="exchange_measures_of_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(decided_at=None),
                name="exchange_one_open_case_a_post",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="")
                | Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(reason=""),
                name="exchange_case_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(measure__in=["silenced", "suspended"], until__isnull=False)
                | Q(measure__in=["", "warned"], until=None),
                name="exchange_measure_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(appealed_at=None, appeal="") | Q(decided_at__isnull=False),
                name="exchange_appeal_after_decision",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("decided_by")),
                name="exchange_appeal_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)

    def get_absolute_url(self) -> str:
        return reverse("order_case", args=[self.pk])

    @property
    def appealed(self) -> bool:
        """Whether the author has answered and nobody has decided on that yet."""
        return self.appealed_at is not None and self.answered_at is None

    def claimed_at(self, moment: datetime) -> User | None:
        """Who is working on it at a moment; a claim ends by itself."""
        return self.claimed_by if self.claimed_until and self.claimed_until > moment else None


class Report(models.Model):
    """Somebody asks that a post be looked at, once for each person and post.

    `fund` is the fund the report counts for; empty where the person had no confirmed office.
    """

    class Reason(models.TextChoices):
        PERSON = "person", _("It tells something private about a person: illness, debts, a number")
        RUDE = "rude", _("It is rude or hurts somebody")
        SPAM = "spam", _("It sells something or has nothing to do with funds")
        FRAUD = "fraud", _("It looks like fraud or asks for money")
        WRONG = "wrong", _("It gives wrong advice that may cost a fund money")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, related_name="reports", on_delete=models.CASCADE)
    post = models.ForeignKey(Post, related_name="reports", on_delete=models.CASCADE)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.SET_NULL, null=True
    )
    fund = models.ForeignKey(Fund, related_name="+", on_delete=models.PROTECT, null=True)
    reason = models.CharField(_("What is wrong with it?"), max_length=6, choices=Reason)
    line = models.CharField(
        _("In one line"), max_length=300, blank=True, validators=[refuse_national_id]
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "reporter"], name="exchange_reported_once_a_person"
            )
        ]
        indexes = [models.Index(fields=["reporter", "at"], name="exchange_reports_of_person")]

    def __str__(self) -> str:
        return self.get_reason_display()
