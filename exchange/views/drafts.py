"""What the reader has begun to write, wherever it was; each can be gone on with or thrown away."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from exchange.models import Draft
from exchange.talk.drafts import throw_away
from exchange.talk.unfinished import unfinished_of

#: So many are shown; nobody begins more.
MOST_SHOWN = 100


class MyDrafts(LoginRequiredMixin, TemplateView):
    """The reader's own, the newest first."""

    template_name = "exchange/my_drafts.html"

    def get_context_data(self, **kwargs):
        drafts = unfinished_of(self.request.rights, most=MOST_SHOWN)
        crumbs = [(_("My page"), reverse("my_page"))]
        return super().get_context_data(drafts=drafts, crumbs=crumbs, **kwargs)


class DraftThrownAway(LoginRequiredMixin, View):
    """Throws one away; only ever sent by a button."""

    http_method_names = ["post"]

    def post(self, request, pk):
        draft = get_object_or_404(Draft.objects.of(request.user.pk), pk=pk)
        throw_away(author=request.user, draft=draft)
        messages.success(request, _("The unfinished text is thrown away."))
        return redirect("my_drafts")
