"""A session of a curriculum: what it is for, how long, how it runs, and what it needs."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.guide import GuideBlock
from courses.blocks.materials import MaterialBlock

METHODS = (
    ("talk", _("talk")),
    ("practice", _("practice")),
    ("group", _("group work")),
    ("exchange", _("exchange between funds")),
    ("visit", _("visit")),
)


class SessionValue(blocks.StructValue):
    """A session as a page shows it."""

    @property
    def method_name(self) -> str:
        """The method in the reader's language; empty for one no longer offered."""
        return str(dict(METHODS).get(self.get("method"), ""))


class SessionBlock(blocks.StructBlock):
    """One session. Learners read all of it but the guide."""

    METHODS = METHODS

    title = blocks.CharBlock(label=_("title"), max_length=200)
    minutes = blocks.IntegerBlock(label=_("minutes"), min_value=5, max_value=600)
    method = blocks.ChoiceBlock(label=_("method"), choices=METHODS, default="practice")
    aim = blocks.TextBlock(label=_("what participants can do afterwards"), rows=2)
    plan = blocks.RichTextBlock(
        label=_("plan"), features=["bold", "ol", "ul", "link", "h4"], required=False
    )
    materials = blocks.ListBlock(MaterialBlock(), label=_("materials"), default=[])
    guide = GuideBlock(label=_("trainer's guide"), collapsed=True)

    class Meta:
        icon = "time"
        label = _("session")
        label_format = "{title}"
        value_class = SessionValue
