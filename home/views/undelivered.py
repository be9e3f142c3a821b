"""Letters that could not be delivered, worked through until nobody is left to be called."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from home.undelivered import described, letters_failed, tell_by_phone
from portal.notices.failing import NotTriedAgain, try_again

LETTERS_A_PAGE = 30


class LettersFailed(LoginRequiredMixin, View):
    """Who could not be written to about what, why, and the number to call."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.rights.coordinator:
            raise PermissionDenied(
                _("Letters that could not be delivered are looked after by the coordinators.")
            )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        failed = letters_failed(request.rights).select_related("recipient")
        page = Paginator(failed, LETTERS_A_PAGE).get_page(request.GET.get("page"))
        return render(
            request,
            "home/letters_failed.html",
            {
                "page": page,
                "letters": described(page),
                "crumbs": [(_("My page"), reverse("my_page"))],
            },
        )


class LetterFailed(LettersFailed):
    """One letter: tried again, or told by phone."""

    http_method_names = ["post"]

    def post(self, request, pk):
        failed = letters_failed(request.rights).select_related("recipient")
        notice = get_object_or_404(failed, pk=pk)
        if request.POST.get("what") == "told":
            tell_by_phone(notice=notice, by=request.user)
            name = notice.recipient.name
            messages.success(request, _("%(name)s has been told.") % {"name": name})
        elif request.POST.get("what") == "again":
            try:
                try_again(notice=notice)
            except NotTriedAgain as problem:
                messages.warning(request, str(problem))
            else:
                messages.success(request, _("The letter is on its way once more."))
        return redirect("letters_failed")
