"""Changing a post, reading how it came to say what it says, hiding one of its earlier texts."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from exchange.access import answers_for, keeps_order, takes_replies
from exchange.forms.editing import EditForm, OpeningEditForm, ReasonForm
from exchange.models import Post, PostVersion
from exchange.talk.editing import (
    CLOSED,
    NOT_YOURS,
    ChangedMeanwhile,
    edit,
    hide_version,
    show_version,
)
from exchange.talk.history import history_page, shown_texts
from exchange.talk.writing import ROOM_CLOSED, WritingRefused
from exchange.views.composing import ComposingView
from exchange.views.topics import crumbs, turn_away


def visible_post(request, pk) -> Post | None:
    """The post with its topic and place, if the reader may open the topic."""
    posts = Post.objects.visible_to(request.rights).select_related(
        "topic__board", "topic__pair__mentor", "topic__pair__mentee", "author__person",
        "edited_by__person", "fund__subdistrict__parent__parent",
    )  # fmt: skip
    return posts.filter(pk=pk).first()


def turn_away_from_post(request, pk):
    """What somebody gets who may not read a post: the same as for its topic."""
    return turn_away(request, get_object_or_404(Post.objects.only("topic_id"), pk=pk).topic_id)


def way_back(request, post: Post) -> list[tuple[str, str]]:
    return [*crumbs(request, post.topic.place), (post.topic.title, post.get_absolute_url())]


class PostEdit(ComposingView):
    """The form in which whoever answers for a post changes it, and what is attached to it."""

    #: The post as somebody else left it meanwhile.
    theirs = None

    def get(self, request, pk):
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        post = visible_post(request, pk)
        if post is None:
            return turn_away_from_post(request, pk)
        if not answers_for(request.rights, post):
            raise PermissionDenied(NOT_YOURS)
        if not takes_replies(post.topic):
            raise PermissionDenied(CLOSED if post.topic.locked else ROOM_CLOSED)
        return self.show(post, self.form(post))

    def post(self, request, pk):
        post = visible_post(request, pk)
        if post is None:
            return turn_away_from_post(request, pk)
        if not answers_for(request.rights, post):
            return self.get(request, pk)
        return self.compose(post)

    def form_for(self, post, *posted, **kwargs):
        self.form_class = OpeningEditForm if post.number == 1 else EditForm
        stands = {"title": post.topic.title, "body": post.body, "edition": post.edition}
        return super().form_for(post, *posted, initial=stands, **kwargs)

    def publish(self, post, **fields):
        try:
            return edit(by=self.request.user, post=post, **fields)
        except ChangedMeanwhile as change:
            self.theirs = change.post
            raise

    def show(self, post, form):
        if self.theirs:
            form.begins_from(self.theirs.edition)
        return render(
            self.request,
            "exchange/post_edit.html",
            {
                "post": post,
                "form": form,
                "theirs": self.theirs,
                "crumbs": way_back(self.request, post),
            },
        )


class PostHistory(View):
    """How a post came to say what it says."""

    def get(self, request, pk):
        post = visible_post(request, pk)
        if post is None:
            return turn_away_from_post(request, pk)
        staff = keeps_order(request.rights, post.topic)
        page = history_page(post, request.GET.get("page"))
        context = {
            "post": post,
            "page": page,
            "texts": shown_texts(post, page, request.rights, reads_hidden=staff),
            "staff": staff,
            "crumbs": way_back(request, post),
        }
        return render(request, "exchange/post_history.html", context)


class VersionOfPost(View):
    """An earlier text of a post, for those who keep order."""

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        self.post_shown = visible_post(request, kwargs["pk"])
        if self.post_shown is None:
            return turn_away_from_post(request, kwargs["pk"])
        if not keeps_order(request.rights, self.post_shown.topic):
            raise PermissionDenied(_("Only coordinators hide what others wrote."))
        versions = PostVersion.objects.filter(post=self.post_shown, number=kwargs["number"])
        self.version = get_object_or_404(versions)
        return super().dispatch(request, *args, **kwargs)

    def to_history(self, said: str):
        messages.success(self.request, said)
        return redirect("post_history", self.post_shown.pk)


class VersionHide(VersionOfPost):
    """The form that asks why an earlier text is hidden."""

    def get(self, request, pk, number):
        return self.show(ReasonForm())

    def post(self, request, pk, number):
        form = ReasonForm(request.POST)
        if form.is_valid():
            try:
                hide_version(by=request.user, version=self.version, **form.cleaned_data)
            except WritingRefused as refusal:
                form.add_error("reason", str(refusal))
            else:
                return self.to_history(_("The earlier text is hidden from readers."))
        return self.show(form)

    def show(self, form):
        context = {
            "post": self.post_shown,
            "version": self.version,
            "form": form,
            "crumbs": way_back(self.request, self.post_shown),
        }
        return render(self.request, "exchange/version_hide.html", context)


class VersionShow(VersionOfPost):
    """Gives an earlier text that was hidden back to its readers."""

    http_method_names = ["post"]

    def post(self, request, pk, number):
        show_version(by=request.user, version=self.version)
        return self.to_history(_("The earlier text can be read again."))
