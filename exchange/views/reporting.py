"""Everybody's part in keeping order: reporting a post, reading a decision, answering it once."""

from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from exchange.forms.order import AppealForm, ReportForm
from exchange.models import Case, Post, Standing, Topic
from exchange.order.appeals import appeal
from exchange.order.deciding import DecisionRefused, may_answer
from exchange.order.reporting import ReportRefused, report
from exchange.talk.signature import sign
from exchange.talk.text import excerpt
from exchange.views.topics import turn_away


class PostReport(AccessMixin, View):
    """Why somebody wants a post to be looked at."""

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return self.handle_no_permission()
        if self.reported is None:
            raise Http404
        if (
            not Topic.objects.reachable_by(request.rights)
            .filter(pk=self.reported.topic_id)
            .exists()
        ):
            return turn_away(request, self.reported.topic_id)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def reported(self) -> Post | None:
        posts = Post.objects.for_reading().select_related("topic")
        return posts.filter(pk=self.kwargs["pk"]).first()

    def get(self, request, pk):
        return self.show(ReportForm())

    def post(self, request, pk):
        form = ReportForm(request.POST)
        if form.is_valid():
            try:
                report(post=self.reported, by=request.user, **form.cleaned_data)
            except ReportRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("Thank you. A moderator looks at the post, the oldest first.")
                )
                return redirect(self.reported)
        return self.show(form)

    def show(self, form):
        post = self.reported
        return render(
            self.request,
            "exchange/order/report.html",
            {
                "form": form,
                "post": post,
                "signature": sign(post, self.request.rights),
                "begins": excerpt(post.html) if post.standing == Standing.SHOWN else "",
                "crumbs": [(post.topic.title, post.topic.get_absolute_url())],
            },
        )


class Decision(AccessMixin, View):
    """What was decided on the reader's own post and why. POST answers, once."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def case(self) -> Case:
        cases = Case.objects.filter(pk=self.kwargs["pk"], author=self.request.user)
        case = cases.select_related("post__topic").prefetch_related("reports").first()
        if case is None:
            raise Http404
        return case

    def get(self, request, pk):
        return self.show(AppealForm() if may_answer(self.case) else None)

    def post(self, request, pk):
        form = AppealForm(request.POST)
        if form.is_valid():
            try:
                appeal(case=self.case, by=request.user, words=form.cleaned_data["words"])
            except DecisionRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Your answer is sent. Another moderator reads it."))
                return redirect("order_decision", pk=pk)
        return self.show(form)

    def show(self, form):
        case = self.case
        return render(
            self.request,
            "exchange/order/decision.html",
            {
                "case": case,
                "form": form,
                "why": sorted({one.get_reason_display() for one in case.reports.all()}),
            },
        )
