"""Topics and their posts, in a board or in a pair's room."""

import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from exchange.models.boards import BoardPage
from exchange.models.pairing import Pair
from portal.funds.access import Rights
from portal.funds.models import Fund, Office, Subject
from portal.thai.digits import refuse_national_id
from portal.thai.search_text import SearchedInside, ThaiSearchText, plain
from portal.thai.words import normalise

#: Characters of Markdown in one post: some eight printed pages.
LONGEST_POST = 20_000

#: Long texts of a fund that no signature shows.
UNREAD_OF_FUND = ("fund__search_text", "fund__search_loose", "fund__about")


class TopicQuerySet(models.QuerySet):
    """Ways to ask for topics. `exchange.access` says which of them a reader may see."""

    def visible_to(self, rights: Rights) -> "TopicQuerySet":
        """Topics in boards and pairs' rooms the reader may open.

        `exchange.access.may_read` says the same of one topic.
        """
        boards = BoardPage.objects.readable_by(rights).values("pk")
        rooms = Pair.objects.open_to(rights).values("pk")
        return self.filter(Q(board__in=boards) | Q(pair__in=rooms))

    def like(self, text: str) -> "TopicQuerySet":
        """Topics whose title or first post holds every word of a text, unspaced Thai included."""
        found = self
        for word in normalise(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def in_boards(self) -> "TopicQuerySet":
        """Without the talk in pairs' rooms."""
        return self.filter(pair=None)

    def newest_first(self) -> "TopicQuerySet":
        """Those with the newest post first."""
        return self.order_by("-last_post_at", "-pk")

    def pinned_first(self) -> "TopicQuerySet":
        """Pinned ones, then those with the newest post: the order inside a board or room."""
        return self.order_by("-pinned", "-last_post_at", "-pk")

    def unanswered(self) -> "TopicQuerySet":
        """Topics nobody has replied to."""
        return self.filter(reply_count=0)

    def open_questions(self) -> "TopicQuerySet":
        """Topics in boards that still wait for a first reply and may get one, newest first."""
        return self.in_boards().unanswered().filter(locked=False).newest_first()

    def without_search_text(self) -> "TopicQuerySet":
        """Without the columns that hold its first post once more."""
        return self.defer("search_text", "search_loose")

    def with_authors(self) -> "TopicQuerySet":
        """With the board, and with all that a signature shows."""
        return (
            self.select_related("board", "author__person", "fund__subdistrict__parent__parent")
            .without_search_text()
            .defer(*UNREAD_OF_FUND)
        )

    def for_list(self) -> "TopicQuerySet":
        """With all that `exchange/includes/topic_list.html` shows."""
        return self.with_authors().prefetch_related("subjects")


class Written(models.Model):
    """Who wrote something: a person, and the fund and post they wrote for, if any.

    What was written for a fund stays with the fund; the post held is kept as it was.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        related_name="+",
        on_delete=models.SET_NULL,
        null=True,
    )
    fund = models.ForeignKey(
        Fund,
        verbose_name=_("on behalf of"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    post_held = models.CharField(
        _("post in the fund"), max_length=15, choices=Office.Role, blank=True
    )
    created_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(fund=None, post_held="") | Q(fund__isnull=False) & ~Q(post_held=""),
                name="%(app_label)s_%(class)s_for_a_fund_names_the_post",
            )
        ]


class Topic(index.Indexed, ThaiSearchText, Written):
    """A conversation. It stands in one board, or in the room of one pair."""

    board = models.ForeignKey(
        BoardPage,
        verbose_name=_("board"),
        related_name="topics",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    pair = models.ForeignKey(
        Pair,
        verbose_name=_("pair's room"),
        related_name="topics",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    title = models.CharField(_("title"), max_length=200, validators=[refuse_national_id])
    subjects = models.ManyToManyField(
        Subject, verbose_name=_("subjects"), related_name="topics", blank=True
    )
    pinned = models.BooleanField(_("pinned"), default=False)
    locked = models.BooleanField(_("closed for replies"), default=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    last_post_at = models.DateTimeField(editable=False)
    demo = models.BooleanField(_("demonstration"), default=False)

    #: Posts on one page. Numbers have no gaps, so a page is a range of numbers.
    POSTS_A_PAGE = 20

    objects = TopicQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("opening_text"),
        index.FilterField("board_id"),
        index.FilterField("pair_id"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["-last_post_at", "-pk"]
        indexes = [
            models.Index(fields=["board", "-pinned", "-last_post_at"]),
            models.Index(fields=["board", "-last_post_at"]),
            models.Index(fields=["pair", "-pinned", "-last_post_at"]),
            models.Index(fields=["-last_post_at"]),
        ]
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(
                condition=Q(board__isnull=False, pair=None) | Q(board=None, pair__isnull=False),
                name="exchange_topic_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic_detail", args=[self.pk])

    @property
    def place(self):
        """The board or the pair the topic stands in."""
        return self.board or self.pair

    def opening_text(self) -> str:
        """What its first post says, without HTML; the replies are found by themselves."""
        return plain(self._opening_html())

    def search_text_parts(self) -> list[str]:
        """What the substring stages of the search look through."""
        return [self.title, self._opening_html()]

    def _opening_html(self) -> str:
        first = self.posts.filter(number=1) if self.pk else Post.objects.none()
        return first.values_list("html", flat=True).first() or ""


class PostQuerySet(models.QuerySet):
    """Ways to ask for posts."""

    def for_reading(self) -> "PostQuerySet":
        """In order, with all that a post's signature shows."""
        return (
            self.select_related("author__person", "fund__subdistrict__parent__parent")
            .defer(*UNREAD_OF_FUND)
            .order_by("number")
        )

    def visible_to(self, rights: Rights) -> "PostQuerySet":
        """Posts of topics the reader may open."""
        boards = BoardPage.objects.readable_by(rights).values("pk")
        seen = Q(topic__board__in=boards)
        if rights.signed_in:
            rooms = Pair.objects.open_to(rights).values("pk")
            seen |= Q(topic__pair__in=rooms)
        return self.filter(seen)

    def replies(self) -> "PostQuerySet":
        """Without the posts that open a topic."""
        return self.filter(number__gt=1)


class Post(index.Indexed, SearchedInside, Written):
    """One contribution to a topic; number 1 opens it.

    `body` is Markdown as typed, `html` what readers get (made once, when it is written).
    `submission` names one press of the button: sent twice, it is written once.
    """

    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), related_name="posts", on_delete=models.CASCADE
    )
    number = models.PositiveIntegerField(_("number"))
    body = models.TextField(
        _("text"), validators=[MaxLengthValidator(LONGEST_POST), refuse_national_id]
    )
    html = models.TextField(editable=False)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = PostQuerySet.as_manager()

    title_is_of_another = True
    search_fields = [
        index.SearchField("topic_title", boost=2),
        index.SearchField("text"),
        index.FilterField("topic_id"),
    ]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["topic", "number"]
        constraints = [
            *Written.Meta.constraints,
            models.UniqueConstraint(fields=["topic", "number"], name="exchange_post_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="exchange_post_number_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.number}"

    def get_absolute_url(self) -> str:
        """The post's place on its page of the topic."""
        page = (self.number - 1) // Topic.POSTS_A_PAGE + 1
        query = f"?page={page}" if page > 1 else ""
        return f"{self.topic.get_absolute_url()}{query}#post-{self.number}"

    def topic_title(self) -> str:
        return self.topic.title

    def text(self) -> str:
        """What it says, without Markdown or HTML."""
        return plain(self.html)

    def text_for_parts(self) -> str:
        return normalise(self.text())

    @classmethod
    def texts_inside(cls, records: models.QuerySet) -> dict:
        rows = records.values_list("pk", "html")
        return {pk: normalise(plain(html)) for pk, html in rows}

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().select_related("topic")
