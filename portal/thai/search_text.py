"""Decides which text of a record the substring stages of the search look through."""

import html

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from portal.thai.words import normalise, without_marks


class ThaiSearchText(models.Model):
    """A record that keeps its own text in two spellings, written with every ``save``.

    ``search_text`` is the text normalised; ``search_loose`` the same without vowel signs
    and tone marks, in which a mistyped word is still found. Records written with
    ``bulk_create`` or ``update`` call ``fill_search_text`` themselves.
    """

    search_text = models.TextField(_("text for search"), editable=False, blank=True, default="")
    search_loose = models.TextField(
        _("text for forgiving search"), editable=False, blank=True, default=""
    )

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        self.fill_search_text()
        if update_fields is not None:
            update_fields = {*update_fields, "search_text", "search_loose"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def search_text_parts(self) -> list[str]:
        """The texts a reader would expect this record to be found by; HTML is taken off."""
        raise NotImplementedError

    def fill_search_text(self) -> None:
        """Works out both columns from ``search_text_parts``; saves nothing."""
        parts = (html.unescape(strip_tags(part)) for part in self.search_text_parts() if part)
        self.search_text = "\n".join(map(normalise, parts))
        self.search_loose = without_marks(self.search_text)
