"""Names the index fields of Thai text. (Early delivery: the segmenting itself follows.)"""

from wagtail.search import index


class ThaiSearchField(index.SearchField):
    """A field whose Thai words are found one by one."""


class ThaiAutocompleteField(index.AutocompleteField):
    """A field whose Thai words are found by their beginning."""
