"""A topic with its posts and the reply form; a new topic in a board or in a pair's room."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from exchange.access import takes_replies, takes_topics
from exchange.forms.topics import ReplyForm, TopicForm
from exchange.models import BoardPage, Pair, Topic
from exchange.reading import posts_page, shown_posts
from exchange.text import excerpt
from exchange.views.kept import keep_and_sign_in, take
from exchange.writing import ROOM_CLOSED, WritingRefused, reply, start_topic


def turn_away(request, pk):
    """What somebody gets who may not read a topic; pairs' rooms are hidden from strangers."""
    topic = get_object_or_404(Topic.objects.select_related("board"), pk=pk)
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
        (place.title, place.get_url(request)),
    ]


class WritingView(View):
    """A page one writes on. Whoever is signed out when sending finds the text again."""

    form_class = None

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and not request.rights.signed_in:
            return keep_and_sign_in(request)
        return super().dispatch(request, *args, **kwargs)

    def form(self, place, data=None):
        """The form of this page for the reader, with what was typed before signing in."""
        pair_funds = (place.mentor_id, place.mentee_id) if isinstance(place, Pair) else ()
        return self.form_class(
            data,
            rights=self.request.rights,
            name=self.request.user.shown_name,
            prefer=pair_funds,
            initial={} if data else take(self.request),
        )


class TopicDetail(WritingView):
    """A page of a topic's posts. POST replies."""

    form_class = ReplyForm

    def get(self, request, pk):
        topic = self.visible_topic(pk)
        if topic is None:
            return turn_away(request, pk)
        writes = request.rights.signed_in and takes_replies(topic)
        return self.show(topic, self.form(topic.place) if writes else None)

    def post(self, request, pk):
        topic = self.visible_topic(pk)
        if topic is None:
            return turn_away(request, pk)
        form = self.form(topic.place, request.POST)
        if form.is_valid():
            try:
                return redirect(reply(author=request.user, topic=topic, **form.cleaned_data))
            except WritingRefused as refusal:
                form.add_error(None, str(refusal))
        return self.show(topic, form)

    def visible_topic(self, pk) -> Topic | None:
        visible = Topic.objects.visible_to(self.request.rights)
        return (
            visible.without_search_text()
            .select_related("board", "pair__mentor", "pair__mentee")
            .prefetch_related("subjects")
            .filter(pk=pk)
            .first()
        )

    def show(self, topic, form):
        way_back = crumbs(self.request, topic.place)
        page = posts_page(topic, self.request.GET.get("page"))
        posts = shown_posts(topic, page, self.request.rights)
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
                "form": form,
                "open": takes_replies(topic),
                "preview": excerpt(posts[0].html) if public and posts else "",
            },
        )


class TopicNew(WritingView):
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
        place = self.place(pk)
        form = self.form(place, request.POST)
        if form.is_valid():
            try:
                topic = start_topic(author=request.user, **{self.kind: place}, **form.cleaned_data)
            except WritingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Your topic is there for others to read."))
                return redirect(topic)
        return self.show(place, form)

    def show(self, place, form):
        way_back = crumbs(self.request, place)
        return render(
            self.request,
            "exchange/topic_new.html",
            {
                "board": None,
                "pair": None,
                self.kind: place,
                "form": form,
                "crumbs": way_back,
                "back_url": way_back[-1][1],
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
