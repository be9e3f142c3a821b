"""A topic with its posts and the reply form; a new topic in a board or in a pair's room."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.access import may_read, may_tend, takes_replies, takes_topics
from exchange.forms.starting import TopicForm
from exchange.forms.topics import ReplyForm
from exchange.models import BoardPage, Pair, Topic
from exchange.talk.answering import may_choose_answer
from exchange.talk.leading_on import (
    led_on,
    old_address,
    page_asked,
    page_of_old,
    where_it_went,
)
from exchange.talk.reading import Pressing, answer_of, posts_page, shown_posts, topic_to_read
from exchange.talk.similar import SAME, similar_topics
from exchange.talk.starting import STARTERS, kind_named
from exchange.talk.text import excerpt
from exchange.talk.unread import first_unread, note_seen
from exchange.talk.writing import (
    ROOM_CLOSED,
    WritingRefused,
    reply,
    start_topic,
)
from exchange.views.composing import ComposingView
from exchange.views.kept import leave_at
from exchange.views.poll_shown import poll_of
from portal.funds.access import rights_today


def turn_away(request, pk):
    """What somebody gets who may not read a topic; pairs' rooms are hidden from strangers."""
    topic = get_object_or_404(Topic.objects.select_related("board"), pk=pk)
    if topic.hidden and Topic.objects.open_to(request.rights).filter(pk=pk).exists():
        return render(request, "exchange/order/topic_hidden.html", status=404)
    if topic.board:
        return topic.board.turn_away(request)
    if request.rights.signed_in:
        raise Http404
    return redirect_to_login(request.get_full_path())


def crumbs(request, place: BoardPage | Pair) -> list[tuple[str, str]]:
    """The way back from a topic: door and board, or door and the pair's room."""
    if isinstance(place, Pair):
        return [
            (_("Pairing"), reverse("pairing_index")),
            (str(place), place.get_absolute_url()),
        ]
    return [
        (_("Exchange"), reverse("wagtail_serve", args=["exchange/"])),
        (place.title, place.url),
    ]


class TopicDetail(ComposingView):
    """A page of a topic's posts. POST replies."""

    form_class = ReplyForm

    def get(self, request, pk):
        topic = self.visible_topic(pk)
        if topic is None:
            return self.lead_on(pk) or turn_away(request, pk)
        if "unread" in request.GET:
            return redirect(first_unread(rights=request.rights, topic=topic) or topic)
        writes = request.rights.signed_in and takes_replies(topic)
        return self.show(topic, self.form(topic) if writes else None)

    def post(self, request, pk):
        topic, self.readers = self.visible_topic(pk), request.POST.get("readers", "")
        if topic is None and (old := where_it_went(pk)):
            topic, self.readers = self.visible_topic(old.topic_id), old.readers
        return self.compose(topic) if topic else turn_away(request, pk)

    def lead_on(self, pk):
        """To where the posts of this old address stand now, for those who may read there."""
        if (old := where_it_went(pk)) is None:
            return None
        if not may_read(self.request.rights, old.topic):
            return turn_away(self.request, old.topic_id)
        there = old.topic.get_absolute_url()
        leave_at(self.request, there)
        asked = page_asked(self.request.GET.get("page"))
        # Without a fragment: browsers carry theirs along, and `was` says of which topic it is,
        # `of` of which of its pages.
        return redirect(f"{there}?page={page_of_old(old, asked)}&was={pk}&of={asked}")

    def publish(self, topic, **fields):
        post = reply(author=self.request.user, topic=topic, readers=self.readers, **fields)
        note_seen(rights=self.request.rights, topic=topic, posts=[post.pk])
        return post

    def visible_topic(self, pk) -> Topic | None:
        return topic_to_read(pk, self.request.rights)

    def show(self, topic, form):
        rights = rights_today(self.request.user)  # itself: `request.rights` stands for it lazily
        way_back = crumbs(self.request, topic.place)
        asked = self.request.GET
        page = posts_page(topic, asked.get("page"))
        was = old_address(asked.get("was"), asked.get("of"))
        posts = shown_posts(topic, page, rights, was=was)
        stood = (was.topic, was.page) if was else (topic.pk, page_asked(asked.get("page")))
        keys = [post.pk for post in posts]
        read_before = note_seen(rights=rights, topic=topic, posts=keys)
        first_new = read_before and next((pk for pk in keys if pk > read_before), None)
        posts = [replace(post, is_new=True) if post.pk == first_new else post for post in posts]
        public = topic.board and topic.board.readers == BoardPage.Readers.EVERYBODY
        return render(
            self.request,
            "exchange/topic_detail.html",
            {
                "topic": topic,
                "crumbs": way_back,
                "board_url": way_back[-1][1],
                "room_open": takes_topics(topic.place),
                "page": page,
                "posts": posts,
                "turns": topic.turns.all() if topic.turned else [],
                "led_on": led_on(*stood, [post.anchor for post in posts]) if topic.turned else [],
                "tends": may_tend(rights, topic),
                "poll": poll_of(topic, rights),
                "answer": answer_of(topic, rights),
                "pressing": Pressing(
                    signed_in=rights.signed_in,
                    quotes_on=page.number if form else None,
                    chooses_answer=may_choose_answer(rights, topic),
                ),
                "form": form,
                "open": takes_replies(topic),
                "preview": excerpt(posts[0].html) if public and posts else "",
            },
        )


class TopicNew(ComposingView):
    """The form that starts a topic in a place; the place is found by a subclass."""

    form_class = TopicForm

    def get(self, request, pk):
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        place = self.place(pk)
        if not takes_topics(place):
            raise PermissionDenied(ROOM_CLOSED)
        return self.show(place, self.form(place))

    def post(self, request, pk):
        return self.compose(self.place(pk))

    def form_for(self, place, *posted, **kwargs):
        kind = kind_named(self.request.GET.get("kind"))
        return super().form_for(place, *posted, kind=kind, **kwargs)

    #: What a title nobody was shown anything for is much like.
    similar = ()

    def publish(self, place, **fields):
        self.ask_once(fields["title"])
        topic = start_topic(author=self.request.user, **{self.kind: place}, **fields)
        messages.success(self.request, _("Your topic is there for others to read."))
        return topic

    def ask_once(self, title: str) -> None:
        """Without scripts nothing was shown while the title was typed: show it now, once."""
        if self.by_script or self.request.POST.get("similar_seen"):
            return
        self.similar = similar_topics(title, self.request.rights, share=SAME)
        if self.similar:
            raise WritingRefused(
                _("Perhaps this was talked about already. If it is new, publish once more.")
            )

    def show(self, place, form):
        way_back = crumbs(self.request, place)
        return render(
            self.request,
            "exchange/topic_new.html",
            {
                "similar": self.similar,
                "board": None,
                "pair": None,
                self.kind: place,
                "form": form,
                "crumbs": way_back,
                "back_url": way_back[-1][1],
                "starters": STARTERS.values(),
            },
        )


class BoardTopicNew(TopicNew):
    """A new topic in a board."""

    kind = "board"

    def place(self, pk) -> BoardPage:
        # By `id`: asked by the key, which is a foreign key to the page, SQLite chokes on
        # numbers too large for it.
        board = BoardPage.objects.readable_by(self.request.rights).filter(id=pk).first()
        if board is None:
            get_object_or_404(BoardPage, id=pk).turn_away(self.request)
        return board


class PairTopicNew(TopicNew):
    """A new topic in the room of a pair. The room is hidden from all others."""

    kind = "pair"

    def place(self, pk) -> Pair:
        rooms = Pair.objects.open_to(self.request.rights)
        return get_object_or_404(rooms.select_related("mentor", "mentee"), pk=pk)
