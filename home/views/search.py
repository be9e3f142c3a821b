"""The search page."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from home.forms.search import SearchForm
from home.search import MANY, search
from home.search_kinds import KINDS
from portal.thai.search_backend.results import RANKED
from portal.thai.stop_words import only_stop_words
from portal.thai.tokens import words as words_of

KEY_DIGITS = 15


class Search(TemplateView):
    """One box over everything the reader may see; a plain GET, so that it can be shared."""

    template_name = "home/search.html"

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET, rights=self.request.rights)
        words, kind = form.words, form.chosen_kind
        page = self.number("page") or 1
        found = search(
            words,
            rights=self.request.rights,
            kind=kind,
            narrowing=form.narrowing,
            order=form.chosen_order,
            page=min(page, RANKED // MANY),
            before=self.number("before"),
        )
        alone = next((group for group in found if group.kind == kind), None)
        return super().get_context_data(
            form=form,
            words=words,
            kind=kind,
            kind_label=KINDS[kind].label if kind else "",
            found=[group for group in found if group.rows],
            tabs=[group for group in found if group.count or group.kind == kind],
            alone=alone,
            page=Paginator(range(alone.count), MANY).get_page(page) if alone else None,
            chips=[(text, self.without(name)) for name, text in form.chips],
            anew=f"?{urlencode({'q': words})}",
            asked=bool(words or form.narrowing),
            common=only_stop_words(words_of(words)),
            wordless=bool(words) and not any(words_of(words)),
            near=bool(found) and all(group.near for group in found if group.rows),
            **kwargs,
        )

    def number(self, name: str) -> int | None:
        """A number in the address; none where it is none."""
        typed = self.request.GET.get(name, "")
        return int(typed) if typed.isdecimal() and len(typed) <= KEY_DIGITS else None

    def without(self, name: str) -> str:
        """This page's address without a filter."""
        query = self.request.GET.copy()
        for gone in (name, "page", "before"):
            query.pop(gone, None)
        return f"?{query.urlencode()}"
