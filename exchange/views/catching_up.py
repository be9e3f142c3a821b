"""The page "since you last came": what the reader has missed in the exchange."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from exchange.models.keyset import KeysetPage, keyset_page
from exchange.talk.catching_up import catch_up, follows_anything, missed

TOPICS_A_PAGE = 20


@dataclass(frozen=True)
class Part:
    """One of the two lists; `key` names it in the address."""

    key: str
    title: str
    paged: KeysetPage


class CatchUp(LoginRequiredMixin, View):
    """Unread topics of what one follows, then of the boards; sending its button reads them all."""

    def get(self, request):
        followed, rest = missed(request.rights)
        titles = {"followed": _("In what you follow"), "boards": _("In the boards")}
        only = request.GET.get("of")
        parts = [
            Part(key, titles[key], self.page(topics, only))
            for key, topics in (("followed", followed), ("boards", rest))
            if only not in titles or only == key
        ]
        return render(
            request,
            "exchange/catch_up.html",
            {
                "parts": parts,
                "anything": any(part.paged.rows for part in parts),
                "whole": only not in titles,
                "follows": follows_anything(request.rights),
                "crumbs": [(_("My page"), reverse("my_page"))],
            },
        )

    def page(self, topics, only) -> KeysetPage:
        query = self.request.GET if only else {}
        return keyset_page(
            topics.for_list(),
            size=TOPICS_A_PAGE,
            before=query.get("before", ""),
            after=query.get("after", ""),
        )

    def post(self, request):
        catch_up(rights=request.rights)
        messages.success(request, _("Everything counts as read now."))
        return redirect("catch_up")
