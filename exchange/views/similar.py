"""Topics much like a title, for the script of the form that starts one."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.talk.similar import similar_topics


@require_safe
def similar(request):
    """A piece of a page; empty where nothing is like the title."""
    title = request.GET.get("title", "")
    found = similar_topics(title, request.rights)
    return render(request, "exchange/includes/similar_topics.html", {"similar": found})
