"""A lesson as it will be read, for its writers and reviewers; the review; its older versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from exchange.forms.lesson_saying import ReviewForm
from exchange.lessons.reading import read, version_of
from exchange.lessons.review import comments_of, decide, may_review
from exchange.lessons.warning import warnings_of
from exchange.lessons.writing import LessonRefused, draft_of, may_write
from exchange.views.lesson_guards import DraftReaders, OfLesson


class LessonDraft(DraftReaders, View):
    """The newest text in full. Reviewers decide on it here (POST)."""

    def get(self, request, pk):
        return self.show(ReviewForm())

    def post(self, request, pk):
        form = ReviewForm(request.POST)
        approve = request.POST.get("decision") == "approve"
        if form.is_valid():
            try:
                decide(
                    lesson=self.lesson,
                    by=request.user,
                    approve=approve,
                    comment=form.cleaned_data["comment"],
                )
            except LessonRefused as refusal:
                form.add_error("comment", str(refusal))
            else:
                messages.success(
                    request,
                    _("It is published. Thank you.")
                    if approve
                    else _("The authors are told what should be changed. Thank you."),
                )
                return redirect("lesson_mine")
        return self.show(form)

    def show(self, form):
        draft, rights = draft_of(self.lesson), self.request.rights
        return render(
            self.request,
            "exchange/lesson_draft.html",
            {
                "page": draft,
                "lesson": read(draft, rights),
                "stored": self.lesson,
                "form": form,
                "missing": draft.what_is_missing(),
                "warnings": warnings_of(draft),
                "comments": comments_of(self.lesson),
                "may_review": may_review(rights, self.lesson, self.request.user),
                "may_write": may_write(rights, self.lesson),
                "crumbs": self.crumbs() if self.lesson.live else self.crumbs()[:2],
            },
        )


class LessonVersionView(OfLesson, View):
    """A published version of the past, in the page's own dress."""

    sign_in_first = False

    def get(self, request, pk, number):
        found = version_of(self.lesson, number) if self.lesson.live else None
        if found is None:
            raise Http404(_("There is no such version."))
        version, text = found
        return render(
            request,
            "exchange/lesson_version.html",
            {
                "page": text,
                "lesson": read(text, request.rights),
                "version": version,
                "today": self.lesson.get_url(),
                "crumbs": self.crumbs(),
            },
        )
