"""Writing a lesson: begin it, find it again, write it step by step, send it and take it back."""

from itertools import zip_longest

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from exchange.forms.lesson_rows import LessonRows
from exchange.forms.lessons import LessonBeginForm, LessonForm
from exchange.lessons import writing as rules
from exchange.lessons.figures import shown_figures
from exchange.lessons.pictures import shown_pictures
from exchange.lessons.reading import shown_quotes
from exchange.lessons.review import comments_of, waiting
from exchange.lessons.writing import LessonRefused
from exchange.models import LessonPage
from exchange.views.lesson_guards import OfLesson, WritersOnly, library_address
from exchange.views.lesson_kept import keep_and_sign_in, take
from exchange.views.lesson_uploading import store_uploads


class LessonNew(OfLesson, View):
    """Title and fund; what follows is written in the draft."""

    form_class = LessonBeginForm
    template = "exchange/lesson_new.html"

    def refuse(self) -> str:
        if rules.may_begin(self.request.rights):
            return ""
        return _("Lessons are begun by officers of a fund and by the network's trainers.")

    def not_signed_in(self):
        return keep_and_sign_in(self.request) if self.request.POST else super().not_signed_in()

    def get(self, request):
        return self.show(self.form_class(take(request), rights=request.rights))

    def post(self, request):
        form = self.form_class(request.POST, rights=request.rights)
        if form.is_valid():
            try:
                lesson = rules.start_lesson(author=request.user, **form.cleaned_data)
            except LessonRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("lesson_write", pk=lesson.pk)
        return self.show(form)

    def show(self, form):
        crumbs = [
            (_("Exchange"), reverse("wagtail_serve", args=["exchange/"])),
            (_("Lessons"), library_address()),
        ]
        return render(self.request, self.template, {"form": form, "crumbs": crumbs})


class MyLessons(OfLesson, TemplateView):
    """Lessons of the reader's funds with how they stand, and what waits for a review."""

    template_name = "exchange/lesson_mine.html"

    def get_context_data(self, **kwargs):
        rights = self.request.rights
        mine = Q(fund__in=rights.officer_of) | Q(owner=rights.user_id)
        lessons = LessonPage.objects.filter(mine).select_related("fund")
        return super().get_context_data(
            lessons=lessons.prefetch_workflow_states().order_by("-latest_revision_created_at")[
                :100
            ],
            waiting=waiting(rights)[:50],
            may_begin=rules.may_begin(rights),
            library=library_address(),
            crumbs=[
                (_("Exchange"), reverse("wagtail_serve", args=["exchange/"])),
                (_("Lessons"), library_address()),
            ],
            **kwargs,
        )


class LessonWrite(WritersOnly, View):
    """The whole lesson on one page, kept on the server with each press of a button."""

    def not_signed_in(self):
        return keep_and_sign_in(self.request) if self.request.POST else super().not_signed_in()

    def get(self, request, pk):
        if self.lesson.in_review:
            return redirect("lesson_draft", pk=pk)
        draft = rules.draft_of(self.lesson)
        typed = take(request)
        if typed is not None:
            messages.info(request, _("What you typed is here again. Please save it now."))
        return self.show(draft, LessonForm(typed, draft=draft), LessonRows(typed, draft=draft))

    def post(self, request, pk):
        draft = rules.draft_of(self.lesson)
        form = LessonForm(request.POST, draft=draft)
        rows = LessonRows(request.POST, request.FILES, draft=draft)
        right = form.is_valid() & rows.is_valid()
        new = store_uploads(rows.uploads, **rows.room(), by=request.user)
        try:
            if right:
                self.keep(form, rows.rows(), new, form.written(), form.subjects_chosen())
                if not rows.uploads.errors:
                    return self.go_on()
            elif any(new.values()):
                # A word is wrong; what was sent along with it is kept all the same.
                self.keep(form, {"pictures": rows.old_pictures, "files": rows.old_files}, new)
        except rules.ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()
            form.data["seen"] = self.fresh().latest_revision_id
        except LessonRefused as refusal:
            form.add_error(None, str(refusal))
        draft = rules.draft_of(self.fresh())
        again = LessonRows(request.POST, draft=draft)
        again.uploads = rows.uploads
        again.is_valid()
        return self.show(draft, form, again)

    def keep(self, form, rows, new, fields=None, subjects=None) -> None:
        rules.save_draft(
            lesson=self.lesson,
            by=self.request.user,
            fields=fields or {},
            subjects=subjects,
            rows={kind: [*items, *new.get(kind, ())] for kind, items in rows.items()},
            seen=form.cleaned_data.get("seen"),
        )

    def fresh(self) -> LessonPage:
        return LessonPage.objects.get(pk=self.lesson.pk)

    def go_on(self):
        """To the next step, to the whole as it will be read, or on its way to the trainers."""
        then = self.request.POST.get("then", "")
        if then == "send":
            return send(self.request, self.lesson)
        if then == "look":
            return redirect("lesson_draft", pk=self.lesson.pk)
        messages.success(self.request, _("Saved. You can go on here or on another day."))
        steps = [slug for slug, _title, _fields in LessonForm.STEPS]
        at = f"?step={then}#{then}" if then in steps else ""
        return redirect(reverse("lesson_write", args=[self.lesson.pk]) + at)

    def show(self, draft, form, rows):
        figures = shown_figures(rows.old_figures, draft.fund)
        pictures = shown_pictures(rows.old_pictures)
        return render(
            self.request,
            "exchange/lesson_write.html",
            {
                "lesson": self.lesson,
                "form": form,
                "rows": rows,
                "figures": list(zip_longest(rows.figures.forms, figures)),
                "pictures": [
                    (one, row[1]) for one, row in zip(pictures, rows.pictures, strict=True)
                ],
                "quotes": [
                    (quote, row[1])
                    for quote, row in zip(
                        shown_quotes(draft, self.request.rights), rows.quotes, strict=True
                    )
                ],
                "steps": form.steps(
                    wrong=rows.wrong_steps, wanted=self.request.GET.get("step", "")
                ),
                "missing": draft.what_is_missing(),
                "comments": comments_of(self.lesson),
                "crumbs": self.crumbs(),
                "draft_address": self.draft_address,
            },
        )


class LessonSend(WritersOnly, View):
    """Hands a draft to the trainers, or takes it back from them; only ever sent by a button."""

    http_method_names = ["post"]

    def post(self, request, pk):
        if request.POST.get("do") != "back":
            return send(request, self.lesson)
        try:
            rules.take_back(lesson=self.lesson, by=request.user)
        except LessonRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("You have it back. Change it, then send it again."))
        return redirect("lesson_write", pk=pk)


def send(request, lesson: LessonPage):
    """To the page that says what happens now, or back to the draft with what is missing."""
    try:
        rules.send_for_review(lesson=lesson, by=request.user)
    except LessonRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("lesson_write", pk=lesson.pk)
    messages.success(
        request, _("It is on its way. A trainer reads it; you hear of it here and by notice.")
    )
    return redirect("lesson_draft", pk=lesson.pk)
