"""The parts a curriculum is written with: sessions, their plan and their materials."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


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


class SessionBlock(blocks.StructBlock):
    """One session: what it is for, how long, how it runs, and what it needs."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    minutes = blocks.IntegerBlock(label=_("minutes"), min_value=5, max_value=600)
    method = blocks.ChoiceBlock(
        label=_("method"),
        choices=[
            ("talk", _("talk")),
            ("practice", _("practice")),
            ("group", _("group work")),
            ("exchange", _("exchange between funds")),
            ("visit", _("visit")),
        ],
        default="practice",
    )
    aim = blocks.TextBlock(label=_("what participants can do afterwards"), rows=2)
    plan = blocks.RichTextBlock(
        label=_("plan"), features=["bold", "ol", "ul", "link", "h4"], required=False
    )
    materials = blocks.ListBlock(MaterialBlock(), label=_("materials"), default=[])

    class Meta:
        icon = "time"
        label = _("session")
        template = "courses/blocks/session.html"
