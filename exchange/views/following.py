"""Following a topic, board, subject or fund; the page of all one follows; where a post stands."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from exchange.models import Post
from exchange.models.following import TARGETS
from exchange.talk.following import FollowingRefused, follow, followed_by, levels_for, unfollow
from exchange.views.topics import turn_away
from portal.funds.models import Subject
from portal.notices.reading import LARGEST_KEY


class Follow(LoginRequiredMixin, View):
    """How much the reader hears of one thing; back to the page on which it was pressed."""

    DEFAULT = "default"

    def get(self, request, kind, pk):
        # Whoever had to sign in after pressing comes by here.
        return redirect("following_list")

    def post(self, request, kind, pk):
        if kind not in TARGETS or pk > LARGEST_KEY:
            raise Http404
        level = request.POST.get("level", "")
        try:
            if level == self.DEFAULT:
                unfollow(user=request.user, kind=kind, pk=pk)
            else:
                follow(user=request.user, rights=request.rights, kind=kind, pk=pk, level=level)
        except FollowingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved: you hear as much of it as you have chosen."))
        return redirect(self.way_back())

    def way_back(self) -> str:
        back = self.request.POST.get("next", "")
        here = url_has_allowed_host_and_scheme(back, allowed_hosts={self.request.get_host()})
        return back if here else reverse("following_list")


class FollowingList(LoginRequiredMixin, View):
    """All that the reader has chosen, to change or stop each; subjects are added here."""

    def get(self, request):
        followed = followed_by(user=request.user, rights=request.rights)
        chosen = {one.row.subject_id for one in followed}
        return render(
            request,
            "exchange/following_list.html",
            {
                "followed": followed,
                "subjects": Subject.objects.filter(active=True).exclude(pk__in=chosen - {None}),
                "levels": levels_for("subject"),
                "crumbs": [(_("My page"), reverse("my_page"))],
            },
        )

    def post(self, request):
        """Follow a subject chosen from the list."""
        subject = Subject.objects.filter(active=True, slug=request.POST.get("subject", "")).first()
        if subject is None:
            messages.error(request, _("Please choose a subject from the list."))
            return redirect("following_list")
        return Follow.as_view()(request, kind="subject", pk=subject.pk)


class PostPlace(View):
    """Leads to where a post stands today, whatever its number has become."""

    def get(self, request, pk):
        post = get_object_or_404(Post.objects.select_related("topic"), pk=pk)
        if not Post.objects.visible_to(request.rights).filter(pk=pk).exists():
            return turn_away(request, post.topic_id)
        return redirect(post)
