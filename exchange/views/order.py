"""The moderators' desk: the queue of reports, one case with all around it, and decisions."""

from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from exchange.forms.order import AnswerForm, DecisionForm
from exchange.models import Case
from exchange.order.appeals import answer
from exchange.order.deciding import DecisionRefused, claim, decide
from exchange.order.queue import (
    around,
    author_in_words,
    earlier_cases,
    page_of_queue,
    quoted_in,
    waiting,
)
from exchange.talk.reading import Pressing, shown


class ForModerators(AccessMixin, View):
    """A page of those who keep order."""

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return self.handle_no_permission()
        if not request.rights.coordinator:
            raise PermissionDenied(_("Coordinators and administrators decide on reports."))
        return super().dispatch(request, *args, **kwargs)


class Queue(ForModerators):
    """What waits, the oldest first."""

    def get(self, request):
        rows, more = page_of_queue(request.rights, after=request.GET.get("after", ""))
        return render(
            request,
            "exchange/order/queue.html",
            {"rows": rows, "more": more, "count": waiting(request.rights).count},
        )


class OfCase(ForModerators):
    """Finds the case of the address, for those who may decide on it."""

    @cached_property
    def case(self) -> Case:
        cases = Case.objects.open_to(self.request.rights).for_list()
        case = cases.filter(pk=self.kwargs["pk"]).first()
        if case is None:
            raise Http404
        return case


class CaseDetail(OfCase):
    """One case. POST decides: on the post, or on its author's answer."""

    def get(self, request, pk):
        return self.show(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.decide(form.cleaned_data)
            except DecisionRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Decided. The author reads it with your reason."))
                return redirect("order_queue")
        return self.show(form)

    def form(self, data=None):
        if self.case.appealed:
            return AnswerForm(data)
        return DecisionForm(data, initial={"body": self.case.post.body})

    def decide(self, said: dict) -> Case:
        if "answer" in said:
            lift = said.pop("answer") == Case.Answer.LIFTED
            return answer(case=self.case, by=self.request.user, lift=lift, **said)
        return decide(case=self.case, by=self.request.user, **said)

    def show(self, form):
        case, rights = self.case, self.request.rights
        holder = case.claimed_at(timezone.now())
        mine = holder is not None and holder.pk == rights.user_id
        return render(
            self.request,
            "exchange/order/case.html",
            {
                "case": case,
                "form": form if mine else None,
                "holder": holder,
                "decided_by_me": case.decided_by_id == rights.user_id,
                "posts": shown(around(case.post), rights),
                "pressing": Pressing(bare=True),
                "quoted": quoted_in(case.post),
                "reports": case.reports.select_related("reporter__person", "fund"),
                "author": author_in_words(case),
                "earlier": earlier_cases(case),
                "crumbs": [(pgettext("about posts", "Reports"), reverse("order_queue"))],
            },
        )


class CaseClaim(OfCase):
    """Takes a case on for half an hour."""

    def post(self, request, pk):
        try:
            claim(case=self.case, by=request.user)
        except DecisionRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect(self.case)
