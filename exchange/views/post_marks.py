"""What a reader does with a single post: say that it helped, keep it for another day."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from exchange.forms.post_marks import BookmarkForm, HelpedForm
from exchange.models import Bookmark, PostHelp
from exchange.talk.bookmarking import keep, kept_by, let_go
from exchange.talk.helping import may_say_helped, say_helped, unsay_helped
from exchange.talk.signature import sign
from exchange.talk.text import excerpt
from exchange.talk.writing import WritingRefused
from exchange.views.post_guards import OfPost
from portal.funds.models import Fund

#: Kept posts on one page of the list.
KEPT_A_PAGE = 20


class AboutPost(OfPost, View):
    """A page about one post: its form, what was said with it before."""

    def show(self, form, **more):
        post = self.shown_post
        context = {
            "post": post,
            "signed": sign(post, self.request.rights),
            "passage": excerpt(post.html),
            "address": self.address,
            "form": form,
            "crumbs": self.crumbs(),
            **more,
        }
        return render(self.request, self.template, context)


class PostHelped(AboutPost):
    """It helped us: one line for a fund or for oneself, or taken back (`do=unsay`)."""

    template = "exchange/post_helped.html"

    def dispatch(self, request, *args, **kwargs):
        rights, post = request.rights, self.shown_post
        if post and rights.signed_in and not may_say_helped(rights, post):
            raise PermissionDenied(_("What helped is said by others, not by those who wrote it."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return self.show(self.form(), said=self.said())

    def post(self, request, pk):
        if request.POST.get("do") == "unsay":
            return self.unsay()
        form = self.form(request.POST)
        if form.is_valid():
            try:
                say_helped(
                    post=self.shown_post,
                    by=request.user,
                    fund=form.fund,
                    how=form.cleaned_data["how"],
                )
            except WritingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Thank you. Others see that this can be used."))
                return redirect(self.address)
        return self.show(form, said=self.said())

    def unsay(self):
        """Take back the row of the fund that was sent, or one's own."""
        for row in self.said():
            if str(row.fund_id or "") == self.request.POST.get("fund", ""):
                unsay_helped(post=self.shown_post, by=self.request.user, fund=row.fund)
                messages.success(self.request, _("Taken back."))
        return redirect(self.address)

    def said(self) -> list[PostHelp]:
        """What the reader, or one of their funds, has said already."""
        rows = PostHelp.objects.filter(post=self.shown_post).select_related("fund")
        rights = self.request.rights
        own = rows.filter(fund=None, by=rights.user_id) | rows.filter(fund__in=rights.officer_of)
        return list(own)

    def form(self, data=None) -> HelpedForm:
        funds = Fund.objects.filter(pk__in=self.request.rights.officer_of)
        said = self.said()
        known = {"how": said[0].how, "said_for": str(said[0].fund_id or "me")} if said else {}
        name = self.request.user.shown_name
        return HelpedForm(data, funds=list(funds), name=name, initial=known)


class PostBookmark(AboutPost):
    """Keep a post, with the day to be reminded on, or let it go (`do=drop`)."""

    template = "exchange/post_bookmark.html"

    def get(self, request, pk):
        kept = self.kept()
        return self.show(BookmarkForm(initial={"remind_on": kept.remind_on if kept else None}))

    def post(self, request, pk):
        if request.POST.get("do") == "drop":
            let_go(post=self.shown_post, by=request.user)
            messages.success(request, _("The bookmark is gone."))
            return redirect(self.address)
        form = BookmarkForm(request.POST)
        if form.is_valid():
            try:
                keep(post=self.shown_post, by=request.user, remind_on=form.day)
            except WritingRefused as refusal:
                form.add_error("remind_on", str(refusal))
            else:
                messages.success(request, _("Kept. You find it on your page under “Bookmarks”."))
                return redirect(self.address)
        return self.show(form)

    def kept(self) -> Bookmark | None:
        return Bookmark.objects.filter(user=self.request.user, post=self.shown_post).first()

    def show(self, form):
        return super().show(form, kept=self.kept(), soon=BookmarkForm.SOON)


class BookmarkList(LoginRequiredMixin, TemplateView):
    """Everything the reader keeps, the nearest day first."""

    template_name = "exchange/bookmark_list.html"

    def get_context_data(self, **kwargs):
        rows = kept_by(self.request.rights)
        page = Paginator(rows, KEPT_A_PAGE).get_page(self.request.GET.get("page"))
        for row in page:
            row.signed = sign(row.post, self.request.rights)
            row.passage = excerpt(row.post.html)
        crumbs = [(_("My page"), reverse("my_page"))]
        return super().get_context_data(page=page, crumbs=crumbs, **kwargs)
