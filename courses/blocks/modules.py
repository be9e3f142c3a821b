"""A module of a curriculum: its objectives, and sessions and materials, each if there are any."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.materials import MaterialBlock
from courses.blocks.sessions import SessionBlock


class ModuleBlock(blocks.StructBlock):
    """Sessions that belong together, with what one can do after them."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    objectives = blocks.ListBlock(
        blocks.CharBlock(label=_("objective"), max_length=300),
        label=_("learning objectives"),
        default=[],
        help_text=_("What participants can do after this module, one line each."),
    )
    sessions = blocks.ListBlock(SessionBlock(), label=_("sessions"), default=[], collapsed=True)
    materials = blocks.ListBlock(
        MaterialBlock(), label=_("materials of the whole module"), default=[], collapsed=True
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("module")
        label_format = "{title}"
