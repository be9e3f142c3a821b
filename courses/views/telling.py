"""The list of people still to be told of a change, worked through until it is empty."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from courses.forms.fund_choice import key_in
from courses.models import ToTell
from courses.views.guards import ManagersOnly
from courses.workshops.telling import (
    as_known,
    differences,
    mark_not_reached,
    mark_told,
    take_back,
)

#: Told people shown below the list; what is older is in the past.
MOST_TOLD = 300


class PeopleToTell(ManagersOnly, TemplateView):
    """Whom to call about what; one press for each call, made or in vain."""

    template_name = "courses/workshop_to_tell.html"

    def get_context_data(self, **kwargs):
        rows = ToTell.objects.of(self.workshop).with_people()
        untold = list(rows.untold().order_by("change", "registration__person__sort_key", "pk"))
        told = list(rows.told().order_by("-told_at", "-pk")[:MOST_TOLD])
        now = as_known(self.workshop)
        for row in untold:
            row.news = differences(row.knew, now) if row.change == ToTell.Change.MOVED else []
        return super().get_context_data(
            workshop=self.workshop,
            groups=[
                (ToTell.Change(change), list(people))
                for change, people in groupby(untold, key=lambda row: row.change)
            ],
            count=len(untold),
            told=told,
            crumbs=[
                (_("Workshops"), reverse("workshop_list")),
                (self.workshop.title, self.workshop.get_absolute_url()),
            ],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        row = self._row(request.POST.get("row", ""))
        if row is None:
            messages.info(request, _("This person is not on the list any more."))
        elif request.POST.get("what") == "told":
            mark_told(row=row, by=request.user)
            name = row.registration.person.name
            messages.success(request, _("%(name)s has been told.") % {"name": name})
        elif request.POST.get("what") == "missed":
            seen = request.POST.get("tries", "")
            mark_not_reached(row=row, seen=key_in(seen) or 0)
        elif request.POST.get("what") == "back":
            take_back(row=row)
        return redirect("workshop_to_tell", pk=self.workshop.pk)

    def _row(self, key: str) -> ToTell | None:
        rows = ToTell.objects.of(self.workshop).select_related("registration__person")
        return rows.filter(pk=key_in(key)).first()
