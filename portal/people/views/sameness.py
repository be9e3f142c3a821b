"""Entries that may be one person: side by side, put together, kept apart, taken back."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.people.merging import MergeError, merge, rows_of, undo
from portal.people.models import Merge, SimilarPair
from portal.people.similar import compare_new_people, in_words, two_people

PAIRS_A_PAGE = 10
MERGES_A_PAGE = 30


class Coordinators(LoginRequiredMixin):
    """Coordinators of any province and administrators: a person belongs to no province."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.rights.coordinator:
            raise PermissionDenied(
                _("Whether two entries are one person is decided by the coordinators.")
            )
        return super().dispatch(request, *args, **kwargs)


class SimilarPeople(Coordinators, View):
    """Pairs on which nobody has decided; entries that are new are compared first."""

    def get(self, request):
        compare_new_people()
        return self.show()

    def show(self, *, failed: SimilarPair | None = None, refusal: str = ""):
        pairs = SimilarPair.objects.undecided().select_related("one__user", "two__user")
        page = Paginator(pairs, PAIRS_A_PAGE).get_page(self.request.GET.get("page"))
        rows = rows_of(person for pair in page for person in (pair.one, pair.two))
        return render(
            self.request,
            "people/similar.html",
            {
                "page": page,
                "pairs": [
                    {
                        "pair": pair,
                        "reasons": in_words(pair),
                        "entries": [
                            {"person": person, "rows": rows[person.pk]}
                            for person in (pair.one, pair.two)
                        ],
                    }
                    for pair in page
                ],
                "failed": failed,
                "refusal": refusal,
            },
        )


class SimilarDecide(SimilarPeople):
    """One decision about one pair; what cannot be done comes back with the reason."""

    http_method_names = ["post"]

    def post(self, request, pk):
        pairs = SimilarPair.objects.select_related("one", "two")
        pair = get_object_or_404(pairs, pk=pk)
        choice = request.POST.get("keep", "")
        kept = {str(person.pk): person for person in (pair.one, pair.two)}
        if request.POST.get("same") == "no":
            two_people(pair=pair, by=request.user)
            messages.success(request, _("Noted: these are two people."))
        elif choice in kept:
            keep = kept.pop(choice)
            (gone,) = kept.values()
            try:
                merge(keep=keep, gone=gone, by=request.user)
            except MergeError as refusal:
                return self.show(failed=pair, refusal=str(refusal))
            messages.success(request, _("%(name)s is one entry now.") % {"name": keep})
        else:
            return self.show(failed=pair, refusal=_("Please choose which entry to keep."))
        return redirect("similar_people")


class MergesPage(Coordinators, View):
    """Who put which entries together, and took it back."""

    def show(self, *, failed: Merge | None = None, refusal: str = ""):
        merges = Merge.objects.select_related("keep", "gone", "by__person", "undone_by__person")
        page = Paginator(merges, MERGES_A_PAGE).get_page(self.request.GET.get("page"))
        context = {"page": page, "failed": failed, "refusal": refusal}
        return render(self.request, "people/merges.html", context)


class Merges(MergesPage):
    """The list."""

    def get(self, request):
        return self.show()


class MergeUndo(MergesPage):
    """Takes one merge back."""

    def post(self, request, pk):
        done = get_object_or_404(Merge.objects.select_related("keep", "gone"), pk=pk)
        try:
            undo(merge=done, by=request.user)
        except MergeError as refusal:
            return self.show(failed=done, refusal=str(refusal))
        messages.success(request, _("These are two entries again."))
        return redirect("merge_list")
