"""Decides which text of a record a search looks into where whole words find too little."""

import html

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin

from portal.thai.words import normalise, without_marks


def plain(text: str) -> str:
    """A text as a reader sees it: HTML is taken off, its marks for letters are the letters."""
    return html.unescape(strip_tags(text))


class SearchedInside(models.Model):
    """A record that is also found by parts of its words, and by words but for their marks.

    The index keeps its parts (`portal.thai.tokens.part_tokens`); a text is only read where
    all parts of what was typed stand in it.
    """

    #: A reply's title is that of its topic: it helps to find a reply that says something of
    #: the rest, and finds none by itself.
    title_is_of_another = False

    class Meta:
        abstract = True

    def text_for_parts(self) -> str:
        """All that the record may be found by, normalised."""
        raise NotImplementedError

    #: The column from which `text_inside` makes that text, read for many records at once.
    text_inside_from: str

    @staticmethod
    def text_inside(stored: str) -> str:
        return stored


class ThaiSearchText(SearchedInside):
    """A record that keeps its own text in two spellings, written with every ``save``.

    ``search_text`` is the text normalised; ``search_loose`` the same without vowel signs
    and tone marks. Records written with ``bulk_create`` or ``update`` call
    ``fill_search_text`` themselves.
    """

    search_text = models.TextField(_("text for search"), editable=False, blank=True, default="")
    search_loose = models.TextField(
        _("text for forgiving search"), editable=False, blank=True, default=""
    )

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None and isinstance(self, DraftStateMixin):
            # A draft is kept in a revision while the page stays as published: its words must
            # not be found. Publishing saves the whole page.
            return super().save(*args, update_fields=update_fields, **kwargs)
        self.fill_search_text()
        if update_fields is not None:
            update_fields = {*update_fields, "search_text", "search_loose"}
        return super().save(*args, update_fields=update_fields, **kwargs)

    def search_text_parts(self) -> list[str]:
        """The texts a reader would expect this record to be found by; HTML is taken off."""
        raise NotImplementedError

    def fill_search_text(self) -> None:
        """Works out both columns from ``search_text_parts``; saves nothing."""
        parts = (plain(part) for part in self.search_text_parts() if part)
        self.search_text = "\n".join(map(normalise, parts))
        self.search_loose = without_marks(self.search_text)

    def text_for_parts(self) -> str:
        return self.search_text

    text_inside_from = "search_text"
