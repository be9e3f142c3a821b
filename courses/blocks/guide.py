"""The trainer's guide of a session: what learners never see, search never finds.

Every text in it is kept out of the search index (`search_index=False`).
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

GUIDE_TEXT = ["bold", "italic", "ol", "ul", "link"]


class StepBlock(blocks.StructBlock):
    """One step of the timing plan."""

    minutes = blocks.IntegerBlock(label=_("minutes"), min_value=1, max_value=600)
    what = blocks.CharBlock(label=_("what happens"), max_length=300, search_index=False)

    class Meta:
        icon = "time"
        label = _("step")
        label_format = "{minutes} · {what}"


class GuideBlock(blocks.StructBlock):
    """How to run a session: steps with minutes, what to lay ready, private notes."""

    steps = blocks.ListBlock(StepBlock(), label=_("timing plan"), default=[], collapsed=True)
    checklist = blocks.ListBlock(
        blocks.CharBlock(label=_("thing to lay ready"), max_length=200, search_index=False),
        label=_("checklist"),
        default=[],
        collapsed=True,
    )
    notes = blocks.RichTextBlock(
        label=_("private notes"), features=GUIDE_TEXT, required=False, search_index=False
    )

    class Meta:
        icon = "clipboard-list"
        label = _("trainer's guide")
