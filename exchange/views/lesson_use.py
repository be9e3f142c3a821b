"""What readers say to a published lesson: we used this, is it outdated, it still holds."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from exchange.forms.lesson_saying import OneLineForm
from exchange.lessons.use import check, doubt, may_check, may_use_for, unsay_use, use
from exchange.lessons.writing import LessonRefused
from exchange.models import LessonDoubt, LessonPage, LessonUse
from exchange.views.lesson_guards import OfLesson
from portal.funds.models import Fund


class Published(OfLesson):
    """A lesson everybody can read; a draft is used, doubted and checked by nobody."""

    def dispatch(self, request, *args, **kwargs):
        if request.rights.signed_in and not self.lesson.live:
            raise Http404(_("There is no such lesson."))
        return super().dispatch(request, *args, **kwargs)


class Saying(Published, View):
    """A page with one line to say."""

    def get(self, request, pk):
        return self.show(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.said(form)
            except LessonRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, self.thanks)
                return redirect(self.address)
        return self.show(form)

    def show(self, form, **more):
        context = {"lesson": self.lesson, "form": form, "crumbs": self.crumbs(), **more}
        return render(self.request, self.template, context)


class LessonUsed(Saying):
    """A fund says in one line how it used the lesson, or takes that back."""

    template = "exchange/lesson_use.html"
    thanks = gettext_lazy("Thank you. Others see that it can be used, and its authors hear of it.")

    def refuse(self) -> str:
        if may_use_for(self.request.rights, self.lesson):
            return ""
        return _("Officers say for their fund that it used the lesson of another fund.")

    def post(self, request, pk):
        if request.POST.get("do") != "unsay":
            return super().post(request, pk)
        for row in self.said_before().filter(fund=_whole(request.POST.get("fund"))):
            unsay_use(lesson=self.lesson, by=request.user, fund=row.fund)
            messages.success(request, _("Taken back."))
        return redirect(self.address)

    def said_before(self):
        funds = may_use_for(self.request.rights, self.lesson)
        return LessonUse.objects.filter(page=self.lesson, fund__in=funds).select_related("fund")

    def form(self, data=None) -> OneLineForm:
        funds = Fund.objects.filter(pk__in=may_use_for(self.request.rights, self.lesson))
        said = self.said_before().first()
        return OneLineForm(
            data,
            initial={"line": said.how, "fund": str(said.fund_id)} if said else {},
            label=_("How did you use it?"),
            hint=_("One line is enough, for example: We now collect savings on market day."),
            longest=LessonUse._meta.get_field("how").max_length,
            missing=_("Please say in one line how you used it."),
            funds=funds,
        )

    def show(self, form):
        return super().show(form, said=self.said_before())

    def said(self, form) -> None:
        use(
            lesson=self.lesson,
            by=self.request.user,
            fund=form.fund,
            how=form.cleaned_data["line"],
        )


class LessonDoubted(Saying):
    """A reader asks whether the lesson still holds."""

    template = "exchange/lesson_doubt.html"
    thanks = gettext_lazy(
        "Thank you. The authors and the trainers see your question and look it through."
    )

    def form(self, data=None) -> OneLineForm:
        return OneLineForm(
            data,
            label=_("What does not hold any more?"),
            hint=_("For example: The rule changed in 2567. Only the authors and trainers read it."),
            longest=LessonDoubt._meta.get_field("reason").max_length,
            missing=_("Please say what does not hold any more."),
        )

    def said(self, form) -> None:
        doubt(lesson=self.lesson, by=self.request.user, reason=form.cleaned_data["line"])


class LessonChecked(Published, View):
    """Open questions about a lesson, and the button that says that it still holds."""

    def refuse(self) -> str:
        if may_check(self.request.rights, self.lesson):
            return ""
        return _("A lesson is checked by the officers of its fund and by the network's trainers.")

    def get(self, request, pk):
        doubts = self.lesson.doubts.open().select_related("by__person")
        context = {"lesson": self.lesson, "doubts": doubts, "crumbs": self.crumbs()}
        return render(request, "exchange/lesson_check.html", context)

    def post(self, request, pk):
        try:
            check(lesson=self.lesson, by=request.user)
        except LessonRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Noted: checked today, it still holds."))
        return redirect(LessonPage.objects.get(pk=self.lesson.pk).get_url())


def _whole(text) -> int:
    """A key that was sent; one that cannot be names nothing."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
