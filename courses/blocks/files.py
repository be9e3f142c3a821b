"""Decides how the files of a whole curriculum are read at once, wherever they stand in it.

Wagtail asks once for each kind of block at each depth: a curriculum has three such places.
Within `files_at_hand` the choosers take what was read beforehand, in one query a library.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy

from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

_at_hand: ContextVar[dict | None] = ContextVar("files_at_hand", default=None)


@contextmanager
def files_at_hand(materials: list[dict]):
    """Reads every document and picture that stored materials name; two queries at most."""
    models = {"document": get_document_model(), "image": get_image_model()}
    read = {}
    for name, model in models.items():
        keys = {value[name] for value in materials if isinstance(value.get(name), int)}
        read[model] = model.objects.in_bulk(keys) if keys else {}
    token = _at_hand.set(read)
    try:
        yield
    finally:
        _at_hand.reset(token)


class AtHand:
    """A chooser that takes its objects from `files_at_hand` where that was called."""

    def bulk_to_python(self, values):
        read = _at_hand.get()
        if read is None:
            return super().bulk_to_python(values)
        known = read[self.model_class]
        return [copy(known[key]) if key in known else None for key in values]

    def deconstruct(self):
        # In migrations it is the plain chooser.
        base = type(self).__mro__[2]
        return (f"{base.__module__}.{base.__name__}", *super().deconstruct()[1:])


class DocumentBlock(AtHand, DocumentChooserBlock):
    """A document of the library."""


class PictureBlock(AtHand, ImageChooserBlock):
    """A picture of the library."""
