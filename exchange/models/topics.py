"""Topics and their posts, in a board or in a pair's room."""

import uuid
from collections.abc import Iterable

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from exchange.models.boards import BoardPage
from exchange.models.edited import Edited
from exchange.models.numbered import Numbered
from exchange.models.pairing import Pair
from exchange.models.standing import CountsHidden, HidingQuerySet, MayBeHidden, Standing
from exchange.models.topic_kinds import TopicKind
from exchange.models.written import Written
from portal.funds.access import Rights
from portal.funds.models import Subject
from portal.thai.digits import refuse_national_id
from portal.thai.search_text import SearchedInside, ThaiSearchText, plain
from portal.thai.words import normalise

#: Characters of Markdown in one post: some eight printed pages.
LONGEST_POST = 20_000

#: Long texts of a fund that no signature shows.
UNREAD_OF_FUND = ("fund__search_text", "fund__search_loose", "fund__about")


def _in_places_open_to(rights: Rights, boards: Iterable[int] | None, topic: str = "") -> Q:
    """Of topics (or what a lookup leads from to one): in a board or room the reader may open."""
    if boards is None:
        boards = BoardPage.objects.readable_by(rights).values("pk")
    seen = Q(**{f"{topic}board__in": boards})
    if rights.signed_in:
        rooms = Pair.objects.open_to(rights).values("pk")
        seen |= Q(**{f"{topic}pair__in": rooms})
    return seen


class TopicQuerySet(HidingQuerySet):
    """Ways to ask for topics. `exchange.access` says which of them a reader may see."""

    not_hidden = Q(hidden=False)

    def open_to(self, rights: Rights, *, boards: Iterable[int] | None = None) -> "TopicQuerySet":
        """Topics in boards and pairs' rooms the reader may open, hidden ones too.

        `exchange.access.may_read` says the same of one topic. ``boards`` as in `visible_to`.
        """
        return self.filter(_in_places_open_to(rights, boards))

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
        """Topics nobody has replied to, as readers see them."""
        return self.filter(reply_count=models.F("hidden_replies"))

    def answered(self) -> "TopicQuerySet":
        """Topics of which one reply is marked as the answer."""
        return self.filter(answer__isnull=False)

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
        rows = self.with_authors().select_related("answer").defer("answer__body", "answer__html")
        return rows.prefetch_related("subjects")


class Topic(index.Indexed, ThaiSearchText, CountsHidden, Written):
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
    kind = models.CharField(_("kind"), max_length=10, choices=TopicKind, default=TopicKind.TALK)
    subjects = models.ManyToManyField(
        Subject, verbose_name=_("subjects"), related_name="topics", blank=True
    )
    pinned = models.BooleanField(_("pinned"), default=False)
    locked = models.BooleanField(_("closed for replies"), default=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    last_post_at = models.DateTimeField(editable=False)
    #: The highest anchor its posts have had, where posts were put in or taken out.
    last_anchor = models.PositiveIntegerField(default=0, editable=False)
    demo = models.BooleanField(_("demonstration"), default=False)

    #: Posts new to the reader, where a list has asked (exchange.talk.unread).
    new_posts = 0

    POSTS_A_PAGE = Numbered.A_PAGE

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
            models.Index(fields=["board", "-pinned", "-last_post_at", "-id"]),
            models.Index(fields=["board", "-last_post_at", "-id"]),
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

    @property
    def answered(self) -> bool:
        """Whether one reply is marked as the answer."""
        return getattr(self, "answer", None) is not None

    def opening_text(self) -> str:
        """What its first post says, without HTML, and its poll; replies are found by themselves."""
        return "\n".join([plain(self._opening_html()), *self._poll_lines()])

    def search_text_parts(self) -> list[str]:
        """What the substring stages of the search look through."""
        return [self.title, self._opening_html(), *self._poll_lines()]

    def _poll_lines(self) -> list[str]:
        """What its poll asks to choose from, or came to."""
        asks = self.kind in TopicKind.with_poll() and self.pk
        poll = getattr(self, "poll", None) if asks else None
        return poll.lines() if poll else []

    def _opening_html(self) -> str:
        first = self.posts.filter(number=1) if self.pk else Post.objects.none()
        return first.values_list("html", flat=True).first() or ""


class PostQuerySet(HidingQuerySet):
    """Ways to ask for posts."""

    not_hidden = Q(standing=Standing.SHOWN, topic__hidden=False)

    def for_reading(self) -> "PostQuerySet":
        """In order, with all that a post's signature shows."""
        return (
            self.select_related("author__person", "fund__subdistrict__parent__parent")
            .defer(*UNREAD_OF_FUND)
            .order_by("number")
        )

    def open_to(self, rights: Rights, *, boards: Iterable[int] | None = None) -> "PostQuerySet":
        """Posts of topics the reader may open, hidden ones too."""
        return self.filter(_in_places_open_to(rights, boards, "topic__"))

    def untold(self) -> "PostQuerySet":
        """Those whose followers have not been told yet, oldest first; hidden ones wait."""
        return self.shown().filter(told_at=None).order_by("created_at", "pk")

    def replies(self) -> "PostQuerySet":
        """Without the posts that open a topic."""
        return self.filter(number__gt=1)


class Post(index.Indexed, SearchedInside, Numbered, MayBeHidden, Edited, Written):
    """One contribution to a topic; number 1 opens it.

    `body` is Markdown as typed, `html` what readers get (made once, when it is written).
    `submission` names one press of the button: sent twice, it is written once. `answers` is
    the topic itself where this reply is marked as its answer; a reply that moves to another
    topic leaves that mark behind.
    """

    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), related_name="posts", on_delete=models.CASCADE
    )
    body = models.TextField(
        _("text"), validators=[MaxLengthValidator(LONGEST_POST), refuse_national_id]
    )
    html = models.TextField(editable=False)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    #: When those who follow it were told (exchange.talk.telling); empty: still to be done.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    answers = models.OneToOneField(
        Topic,
        verbose_name=_("is the answer of"),
        related_name="answer",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
    )

    objects = PostQuerySet.as_manager()

    title_is_of_another, text_inside_from = True, "html"
    search_fields = [
        index.SearchField("topic_title", boost=2),
        index.SearchField("text"),
        index.FilterField("topic_id"),
    ]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["topic", "number"]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(told_at=None), name="exchange_posts_untold"
            ),
            models.Index(fields=["topic", "id"], name="exchange_posts_as_written"),
        ]
        constraints = [
            *Numbered.Meta.constraints,
            *Written.Meta.constraints,
            *Edited.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answers=None) | Q(answers=F("topic"), number__gt=1),
                name="exchange_answer_is_a_reply_of_its_topic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.number}"

    def get_absolute_url(self) -> str:
        """The post's place on its page of the topic."""
        query = f"?page={self.page}" if self.page > 1 else ""
        return f"{self.topic.get_absolute_url()}{query}#post-{self.named}"

    @cached_property
    def put_right(self) -> bool:
        """Whether somebody who keeps order has ever changed its text."""
        return bool(self.edited_why) or self.versions.exclude(why="").exists()

    def topic_title(self) -> str:
        return self.topic.title

    def text(self) -> str:
        """What it says, without Markdown or HTML."""
        return plain(self.html)

    def text_for_parts(self) -> str:
        return self.text_inside(self.html)

    @staticmethod
    def text_inside(stored: str) -> str:
        return normalise(plain(stored))

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().select_related("topic")
