"""Names offered while somebody types ``@`` in a board or room; a help, never needed."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View

from exchange.models import BoardPage, Pair
from exchange.talk.mentions import names_like


class Names(View):
    """Funds, and people who have written there as themselves; for those who may write there."""

    def get(self, request, pk):
        if not request.rights.signed_in:
            raise Http404
        place = get_object_or_404(self.places_open(request.rights), id=pk)
        typed = request.GET.get("q", "")[:100]
        names = [{"name": name, "note": note} for name, note in names_like(typed, place=place)]
        return JsonResponse({"names": names})


class BoardNames(Names):
    def places_open(self, rights):
        return BoardPage.objects.readable_by(rights)


class PairNames(Names):
    def places_open(self, rights):
        return Pair.objects.open_to(rights)
