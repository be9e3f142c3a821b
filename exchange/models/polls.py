"""Polls: a question with choices or days in a topic, and the votes of people or funds."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.lesson_use import account
from exchange.models.topics import Topic
from portal.funds.models import Fund
from portal.thai.dates import weekday_date
from portal.thai.digits import refuse_national_id


class PollQuerySet(models.QuerySet):
    """Ways to ask for polls."""

    def to_close(self, day: date) -> "PollQuerySet":
        """Those whose last day is over and whose result is not written down yet."""
        return self.filter(closed_at=None, closes_on__lt=day)


class Poll(models.Model):
    """What a topic asks everybody to choose. `result` is kept as text once it is closed."""

    class Way(models.TextChoices):
        ONE = "one", _("one choice")
        SEVERAL = "several", _("several choices")
        DAYS = "days", _("which days suit")

    class Voters(models.TextChoices):
        PEOPLE = "people", _("one vote for each person")
        FUNDS = "funds", _("one vote for each fund")

    topic = models.OneToOneField(
        Topic, verbose_name=_("topic"), related_name="poll", on_delete=models.CASCADE
    )
    way = models.CharField(_("way"), max_length=7, choices=Way, default=Way.ONE)
    voters = models.CharField(_("who votes"), max_length=6, choices=Voters, default=Voters.PEOPLE)
    closes_on = models.DateField(_("last day to vote"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, result="") | Q(closed_at__isnull=False) & ~Q(result=""),
                name="exchange_closed_poll_has_result",
            )
        ]
        indexes = [
            models.Index(
                fields=["closes_on"], condition=Q(closed_at=None), name="exchange_polls_to_close"
            )
        ]

    def __str__(self) -> str:
        return str(self.topic)

    def lines(self) -> list[str]:
        """What it says in words: its result, and while there is none its choices."""
        return self.result.splitlines() or [option.label for option in self.options.all()]

    def is_over(self, day: date | None = None) -> bool:
        """Whether no vote counts any more."""
        return self.closed_at is not None or self.closes_on < (day or timezone.localdate())


class PollOption(models.Model):
    """One thing to choose: some words, or a day."""

    poll = models.ForeignKey(
        Poll, verbose_name=_("poll"), related_name="options", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("text"), max_length=150, blank=True, validators=[refuse_national_id])
    day = models.DateField(_("day"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["poll", "position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="exchange_option_position"),
            models.UniqueConstraint(
                fields=["poll", "text"], condition=~Q(text=""), name="exchange_option_text_once"
            ),
            models.UniqueConstraint(fields=["poll", "day"], name="exchange_option_day_once"),
            models.CheckConstraint(
                condition=Q(day=None) & ~Q(text="") | Q(day__isnull=False, text=""),
                name="exchange_option_is_words_or_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.day)

    @property
    def label(self) -> str:
        """What it says: its words, or the day with its weekday."""
        return self.text or weekday_date(self.day)


class Ballot(models.Model):
    """The vote of a person, or of a fund (then `by` is the officer who voted last)."""

    poll = models.ForeignKey(
        Poll, verbose_name=_("poll"), related_name="ballots", on_delete=models.CASCADE
    )
    fund = models.ForeignKey(
        Fund,
        verbose_name=_("fund"),
        related_name="+",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
    )
    by = account(_("voted by"))
    voted_at = models.DateTimeField(_("voted at"), default=timezone.now)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "fund"],
                condition=Q(fund__isnull=False),
                name="exchange_one_vote_a_fund",
            ),
            models.UniqueConstraint(
                fields=["poll", "by"], condition=Q(fund=None), name="exchange_one_vote_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll} #{self.pk}"


class BallotChoice(models.Model):
    """What a vote says of one choice; a choice it says nothing of is not wanted."""

    class Says(models.TextChoices):
        YES = "yes", _("yes")
        MAYBE = "maybe", _("if need be")

    ballot = models.ForeignKey(Ballot, related_name="choices", on_delete=models.CASCADE)
    option = models.ForeignKey(PollOption, related_name="choices", on_delete=models.CASCADE)
    says = models.CharField(max_length=5, choices=Says, default=Says.YES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "option"], name="exchange_ballot_says_once_of_an_option"
            )
        ]

    def __str__(self) -> str:
        return self.get_says_display()
