"""What the exchange keeps of the reader besides what they published, to read and to take along."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from exchange.talk.own_data import as_file, own_data


class OwnData(LoginRequiredMixin, View):
    """A page, or with ``?file`` the same as one file."""

    def get(self, request):
        parts = own_data(user=request.user, rights=request.rights)
        if "file" in request.GET:
            name = f"exchange-{timezone.localdate():%Y-%m-%d}.json"
            return JsonResponse(
                as_file(parts),
                json_dumps_params={"ensure_ascii": False, "indent": 2},
                headers={"Content-Disposition": f'attachment; filename="{name}"'},
            )
        crumbs = [(_("My page"), reverse("my_page"))]
        return render(request, "exchange/own_data.html", {"parts": parts, "crumbs": crumbs})
