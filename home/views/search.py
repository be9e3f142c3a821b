"""The search page."""

from django.views.generic import TemplateView

from home.forms import SearchForm
from home.search import search


class Search(TemplateView):
    """One box over everything the reader may see; a plain GET, so that it can be shared."""

    template_name = "home/search.html"

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET)
        form.is_valid()
        words = form.cleaned_data.get("q", "")
        return super().get_context_data(
            form=form,
            words=words,
            found=search(
                words,
                rights=self.request.rights,
                kind=form.cleaned_data.get("kind", ""),
            ),
            **kwargs,
        )
