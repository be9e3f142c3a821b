"""What those who tend the boards do to a topic: pin, close, move, merge, split."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from exchange.access import may_tend
from exchange.forms.tending import LockForm, MergeForm, MoveForm, SplitForm
from exchange.models import Topic
from exchange.talk.regrouping import merge_topics, split_topic
from exchange.talk.signature import sign
from exchange.talk.tending import NOT_YOURS_TO_TEND, move_topic, set_locked, set_pinned
from exchange.talk.text import excerpt
from exchange.talk.writing import WritingRefused
from exchange.views.topics import crumbs, turn_away

#: Replies offered for splitting, the newest; an old conversation is not taken apart.
MOST_OFFERED = 100
DONE = gettext_lazy("Done. Everybody reads in the topic what was done, and why.")


class TendingView(View):
    """A page about one topic, for those who tend it."""

    def dispatch(self, request, pk):
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        visible = Topic.objects.visible_to(request.rights).without_search_text()
        topics = visible.select_related("board", "pair__mentor", "pair__mentee")
        self.topic = topics.filter(pk=pk).first()
        if self.topic is None:
            return turn_away(request, pk)
        if not may_tend(request.rights, self.topic):
            raise PermissionDenied(NOT_YOURS_TO_TEND)
        return super().dispatch(request, pk)

    def show(self, template: str, **context):
        way_back = [
            *crumbs(self.request, self.topic.place),
            (self.topic.title, self.topic.get_absolute_url()),
        ]
        return render(self.request, template, {"topic": self.topic, "crumbs": way_back, **context})

    def carry_out(self, form, rule, **told):
        """The topic a rule answers with; None where the form or the rule has something to say."""
        if form.is_valid():
            try:
                return rule(by=self.request.user, **told, **form.cleaned_data)
            except WritingRefused as refusal:
                form.add_error(None, str(refusal))
        return None


class TopicTend(TendingView):
    """Pin, close, move or merge a topic; what is pressed names itself in `do`."""

    def get(self, request, pk):
        return self.page()

    def post(self, request, pk):
        do = request.POST.get("do", "")
        if do in ("pin", "unpin"):
            set_pinned(by=request.user, topic=self.topic, pinned=do == "pin")
            return redirect(self.topic)
        if do not in ("lock", "unlock", "move", "merge"):
            return self.page()
        form = self.form(do, request.POST)
        about = {
            "lock": (set_locked, {"topic": self.topic, "locked": True}),
            "unlock": (set_locked, {"topic": self.topic, "locked": False}),
            "move": (move_topic, {"topic": self.topic}),
            "merge": (merge_topics, {"gone": self.topic}),
        }
        rule, told = about[do]
        if done := self.carry_out(form, rule, **told):
            messages.success(
                request, _("Done. Everybody reads in the topic what was done, and why.")
            )
            return redirect(done)
        return self.page(**{"lock" if do == "unlock" else do: form})

    def form(self, do: str, *posted):
        if do in ("lock", "unlock"):
            return LockForm(*posted, prefix="lock")
        kind = MoveForm if do == "move" else MergeForm
        return kind(*posted, prefix=do, topic=self.topic, rights=self.request.rights)

    def page(self, **forms):
        for do in ("lock", "move", "merge"):
            forms.setdefault(do, self.form(do))
        return self.show("exchange/topic_tend.html", **forms)


class TopicSplit(TendingView):
    """Some replies become a topic of their own."""

    def get(self, request, pk):
        return self.page(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if made := self.carry_out(form, split_topic, topic=self.topic):
            messages.success(
                request, _("Done. Everybody reads in the topic what was done, and why.")
            )
            return redirect(made)
        return self.page(form)

    def form(self, *posted):
        replies = self.topic.posts.for_reading().filter(number__gt=1).order_by("-number")
        offered = [
            (
                post.pk,
                _("No. %(n)s · %(who)s: %(text)s")
                % {
                    "n": post.number,
                    "who": sign(post, self.request.rights),
                    "text": excerpt(post.html, 90),
                },
            )
            for post in replies[:MOST_OFFERED]
        ]
        return SplitForm(*posted, replies=offered[::-1])

    def page(self, form):
        return self.show("exchange/topic_split.html", form=form)
