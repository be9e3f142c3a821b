"""What somebody has begun to write and not yet sent, kept on the server."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.boards import BoardPage
from exchange.models.pairing import Pair
from exchange.models.topics import Post, Topic

#: Where somebody writes: a new topic in a board or room, a reply to a topic, another text for a
#: post.
Place = BoardPage | Pair | Topic | Post


class DraftQuerySet(models.QuerySet):
    """Ways to ask for drafts."""

    def of(self, user_id: int | None) -> "DraftQuerySet":
        """One person's, the newest first."""
        return self.filter(author=user_id).order_by("-saved_at", "-pk")

    def with_places(self) -> "DraftQuerySet":
        """Each with where it stands and how much is attached (`attachment_count`)."""
        places = self.select_related(
            "board", "topic", "pair__mentor", "pair__mentee", "post__topic"
        )
        return places.annotate(attachment_count=Count("attachments"))

    def at(self, place: Place) -> "DraftQuerySet":
        """Those begun in a place."""
        return self.filter(**Draft.place_fields(place))


class Draft(models.Model):
    """One for each person and place. `edition` goes up with each saving.

    `typed` holds what stood in the form, as a browser sends it: a list of values by name.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        related_name="+",
        on_delete=models.CASCADE,
    )
    board = models.ForeignKey(
        BoardPage, related_name="+", on_delete=models.CASCADE, null=True, blank=True
    )
    pair = models.ForeignKey(
        Pair, related_name="+", on_delete=models.CASCADE, null=True, blank=True
    )
    topic = models.ForeignKey(
        Topic, related_name="+", on_delete=models.CASCADE, null=True, blank=True
    )
    post = models.ForeignKey(
        Post, related_name="+", on_delete=models.CASCADE, null=True, blank=True
    )
    typed = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("unfinished text")
        verbose_name_plural = _("unfinished texts")
        constraints = [
            models.CheckConstraint(
                condition=Q(board__isnull=False, pair=None, topic=None, post=None)
                | Q(board=None, pair__isnull=False, topic=None, post=None)
                | Q(board=None, pair=None, topic__isnull=False, post=None)
                | Q(board=None, pair=None, topic=None, post__isnull=False),
                name="exchange_draft_in_one_place",
            ),
            models.UniqueConstraint(fields=["author", "board"], name="exchange_draft_once_a_board"),
            models.UniqueConstraint(fields=["author", "pair"], name="exchange_draft_once_a_pair"),
            models.UniqueConstraint(fields=["author", "topic"], name="exchange_draft_once_a_topic"),
            models.UniqueConstraint(fields=["author", "post"], name="exchange_draft_once_a_post"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.place)

    def get_absolute_url(self) -> str:
        """Where writing goes on."""
        if self.topic_id:
            page = reverse("topic_detail", args=[self.topic_id])
        elif self.board_id:
            page = reverse("topic_new", args=[self.board_id])
        elif self.post_id:
            page = reverse("post_edit", args=[self.post_id])
        else:
            page = reverse("pair_topic_new", args=[self.pair_id])
        return f"{page}#write"

    @staticmethod
    def place_fields(place: Place) -> dict:
        """The field that names this kind of place, with the place."""
        kinds = {BoardPage: "board", Pair: "pair", Topic: "topic", Post: "post"}
        return {kinds[type(place)]: place}

    @property
    def place(self) -> Place:
        return self.topic or self.board or self.pair or self.post

    @property
    def beside(self) -> Topic | None:
        """The topic it replies to or changes a post of; none for a topic that is just begun."""
        return self.post.topic if self.post else self.topic

    @property
    def title(self) -> str:
        """What was typed as the title of a new topic so far."""
        return self.first("title")

    @property
    def text(self) -> str:
        """What was typed as the text so far."""
        return self.first("body")

    def first(self, name: str) -> str:
        """The first value typed under a name."""
        return next(iter(self.typed.get(name, ())), "")
