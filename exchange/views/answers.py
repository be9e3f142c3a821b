"""Marking a reply as the answer of its topic, and taking that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View

from exchange.talk.answering import accept_answer, may_choose_answer, take_answer_back
from exchange.talk.writing import WritingRefused
from exchange.views.post_guards import OfPost


class PostAnswer(OfPost, View):
    """POST marks the post as the answer; `do=undo` takes the mark back."""

    http_method_names = ["post"]

    def post(self, request, pk):
        post = self.shown_post
        if not may_choose_answer(request.rights, post.topic):
            raise PermissionDenied(
                _("Whoever asked says which reply is the answer, or the network's staff.")
            )
        try:
            if request.POST.get("do") == "undo":
                take_answer_back(topic=post.topic, by=request.user)
                messages.success(request, _("No reply is marked as the answer any more."))
            else:
                accept_answer(post=post, by=request.user)
                messages.success(request, _("Marked as the answer. The question links to it."))
        except WritingRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.address)
