"""Voting in the poll of a topic."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views import View

from exchange.models import Poll, Topic
from exchange.talk.polls import shown_poll
from exchange.talk.voting import VoteRefused, vote
from exchange.views.poll_shown import vote_form
from exchange.views.topics import turn_away


class Vote(View):
    """POST votes, and leads back to the poll with what came of it."""

    http_method_names = ["post"]

    def post(self, request, pk):
        poll = get_object_or_404(Poll.objects.select_related("topic"), pk=pk)
        if not Topic.objects.visible_to(request.rights).filter(pk=poll.topic_id).exists():
            return turn_away(request, poll.topic_id)
        address = f"{poll.topic.get_absolute_url()}#poll"
        if not request.rights.signed_in:
            return redirect_to_login(address)
        shown = shown_poll(poll, request.rights)
        form = vote_form(shown, request.rights, request.POST)
        if not form.is_valid():
            messages.error(request, next(iter(form.errors.values()))[0])
            return HttpResponseRedirect(address)
        try:
            voted = vote(poll=poll, by=request.user, chosen=form.chosen, fund=form.fund)
        except VoteRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.thanks(voted))
        return HttpResponseRedirect(address)

    @staticmethod
    def thanks(voted) -> str:
        if not voted.replaced:
            return _("Your vote counts. You can change it until the poll ends.")
        if voted.ballot.fund_id:
            return _("The vote your fund gave before is replaced by this one.")
        return _("Your vote is changed.")
