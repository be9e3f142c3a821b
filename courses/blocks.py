"""The parts a curriculum is written with: sessions, their plan and their materials."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

MEGABYTE = 1_000_000


class MaterialValue(blocks.StructValue):
    """A material as a page shows it: where it is, what kind and how heavy."""

    @property
    def address(self) -> str:
        """Where it is fetched from; empty when its document was deleted since."""
        document = self.get("document")
        return document.url if document else self.get("link") or ""

    @property
    def kind(self) -> str:
        """The document's kind ("PDF"), or the site a link leads to."""
        document = self.get("document")
        if document:
            return document.file_extension.upper()
        return urlsplit(self.get("link") or "").netloc.removeprefix("www.")

    @property
    def megabytes(self) -> float | None:
        """Size in MB to one decimal, at least 0.1; None for links and unknown sizes."""
        document = self.get("document")
        size = document.file_size if document else None
        return max(round(size / MEGABYTE, 1), 0.1) if size else None


class MaterialBlock(blocks.StructBlock):
    """Something handed out or shown: a document of the library or a link, with its licence."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    document = DocumentChooserBlock(label=_("document"), required=False)
    link = blocks.URLBlock(label=_("link"), required=False)
    note = blocks.CharBlock(
        label=_("note"), required=False, max_length=300, help_text=_("Licence, length, language.")
    )

    class Meta:
        icon = "doc-full"
        label = _("material")
        value_class = MaterialValue

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("document")) == bool(cleaned.get("link")):
            problem = ValidationError(_("Choose a document or give a link: one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"document": problem})
        return cleaned


class SessionValue(blocks.StructValue):
    """A session as a page shows it."""

    @property
    def method_name(self) -> str:
        """The method in the reader's language; empty for one no longer offered."""
        return str(dict(SessionBlock.METHODS).get(self.get("method"), ""))


class SessionBlock(blocks.StructBlock):
    """One session: what it is for, how long, how it runs, and what it needs."""

    METHODS = (
        ("talk", _("talk")),
        ("practice", _("practice")),
        ("group", _("group work")),
        ("exchange", _("exchange between funds")),
        ("visit", _("visit")),
    )

    title = blocks.CharBlock(label=_("title"), max_length=200)
    minutes = blocks.IntegerBlock(label=_("minutes"), min_value=5, max_value=600)
    method = blocks.ChoiceBlock(label=_("method"), choices=METHODS, default="practice")
    aim = blocks.TextBlock(label=_("what participants can do afterwards"), rows=2)
    plan = blocks.RichTextBlock(
        label=_("plan"), features=["bold", "ol", "ul", "link", "h4"], required=False
    )
    materials = blocks.ListBlock(MaterialBlock(), label=_("materials"), default=[])

    class Meta:
        icon = "time"
        label = _("session")
        template = "courses/blocks/session.html"
        value_class = SessionValue
