"""Making a lesson of a topic: which posts are taken along, for which fund."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from exchange.forms.lessons import PickPostsForm
from exchange.lessons.from_topic import MOST_SHOWN, is_public, posts_to_pick, start_from_posts
from exchange.lessons.writing import LessonRefused, may_begin
from exchange.models import Topic
from exchange.talk.signature import sign
from exchange.talk.text import excerpt
from exchange.views.topics import crumbs, turn_away


class TopicLesson(View):
    """Ticks beside the posts of a topic everybody can read."""

    def dispatch(self, request, *args, pk, **kwargs):
        visible = Topic.objects.visible_to(request.rights).select_related("board", "pair")
        self.topic = visible.filter(pk=pk).first()
        if self.topic is None or not request.rights.signed_in:
            return self.turn_away(request, pk)
        if not may_begin(request.rights):
            raise PermissionDenied(
                _("Lessons are begun by officers of a fund and by the network's trainers.")
            )
        if not is_public(self.topic):
            raise PermissionDenied(
                _("A lesson is made of topics that everybody can read, and this one is not.")
            )
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def turn_away(self, request, pk):
        if self.topic is None:
            return turn_away(request, pk)
        return redirect_to_login(request.get_full_path())

    def get(self, request, pk):
        return self.show(self.form(initial={"title": self.topic.title[:150]}))

    def post(self, request, pk):
        form = self.form(request.POST)
        if form.is_valid():
            picked = {**form.cleaned_data}
            numbers = picked.pop("posts")
            try:
                lesson = start_from_posts(
                    author=request.user, topic=self.topic, numbers=numbers, **picked
                )
            except LessonRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("lesson_write", pk=lesson.pk)
        return self.show(form)

    def form(self, data=None, **kwargs) -> PickPostsForm:
        self.posts = list(posts_to_pick(self.topic))
        numbers = [post.number for post in self.posts]
        return PickPostsForm(data, rights=self.request.rights, numbers=numbers, **kwargs)

    def show(self, form):
        picked = set(form.data.getlist("posts")) if form.is_bound else set()
        rights = self.request.rights
        return render(
            self.request,
            "exchange/lesson_pick.html",
            {
                "topic": self.topic,
                "form": form,
                "posts": [
                    (post, sign(post, rights), excerpt(post.html, 300), str(post.number) in picked)
                    for post in self.posts
                ],
                "cut": self.topic.reply_count + 1 > MOST_SHOWN,
                "crumbs": [
                    *crumbs(self.request, self.topic.place),
                    (self.topic.title, self.topic.get_absolute_url()),
                ],
            },
        )
