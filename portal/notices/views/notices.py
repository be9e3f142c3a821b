"""My notices: the list, one that is opened, and which letters come."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from portal.notices.forms import USUAL, SettingsForm
from portal.notices.kinds import About
from portal.notices.models import Notice
from portal.notices.reading import mark_read, page_of
from portal.notices.stopping import addresses_of, set_stopped, stopped_by
from portal.people.identity import person_of


class NoticeList(LoginRequiredMixin, View):
    """The reader's notices, newest first; sending the page's one button reads them all."""

    def get(self, request):
        notices, more = page_of(request.user, before=request.GET.get("before", ""))
        return render(
            request,
            "notices/notice_list.html",
            {
                "notices": notices,
                "more": more,
                "first_page": "before" not in request.GET,
                "crumbs": [(_("My page"), reverse("my_page"))],
            },
        )

    def post(self, request):
        mark_read(user=request.user)
        return redirect("notice_list")


class NoticeOpen(LoginRequiredMixin, View):
    """Leads to what a notice is about, and counts it as read."""

    def get(self, request, pk):
        notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
        if "all" in request.GET and notice.page:
            mark_read(user=request.user, page=notice.page)
            return redirect(notice.page_in(get_language()))
        mark_read(user=request.user, notices=[notice.pk])
        return redirect(notice.link or "notice_list")


class NoticeSettings(LoginRequiredMixin, View):
    """Which letters the reader gets, and in which language."""

    def get(self, request):
        person = person_of(request.user)
        stopped = stopped_by(person)
        form = SettingsForm(
            initial={
                "wanted": [about for about in About.values if about not in stopped],
                "rhythm": person.rhythm or USUAL,
                "language": person.language or settings.LANGUAGE_CODE,
            }
        )
        return self.show(person, form)

    def post(self, request):
        person = person_of(request.user)
        form = SettingsForm(request.POST)
        if not form.is_valid():
            return self.show(person, form)
        wanted = form.cleaned_data["wanted"]
        for about in About.values:
            set_stopped(person=person, about=about, stopped=about not in wanted)
        person.language = form.cleaned_data["language"]
        person.rhythm = form.cleaned_data["rhythm"]
        person.save(update_fields=["language", "rhythm"])
        messages.success(request, _("Saved."))
        return redirect("notice_settings")

    def show(self, person, form):
        return render(
            self.request,
            "notices/settings.html",
            {
                "form": form,
                "address": addresses_of([person.pk]).get(person.pk, ""),
                "crumbs": [
                    (_("My page"), reverse("my_page")),
                    (_("Notices"), reverse("notice_list")),
                ],
            },
        )
