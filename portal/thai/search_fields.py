"""The index fields of Thai text: Wagtail's own, for the backend cuts every text into words."""

from wagtail.search.index import AutocompleteField as ThaiAutocompleteField
from wagtail.search.index import SearchField as ThaiSearchField

__all__ = ["ThaiAutocompleteField", "ThaiSearchField"]
