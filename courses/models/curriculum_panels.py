"""Which boxes the editor of a curriculum shows, in which order; the guide has its own part."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

GUIDE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("guide_starts_at"),
            FieldPanel("guide_checklist"),
            FieldPanel("guide_notes"),
        ],
        heading=_("Trainer's guide: read by trainers alone"),
    ),
]

CONTENT_PANELS = [
    FieldPanel("summary"),
    FieldPanel("aims"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("for_leaders"), FieldPanel("for_committee")]),
            FieldRowPanel([FieldPanel("for_working_group"), FieldPanel("for_members")]),
            FieldPanel("level"),
        ],
        heading=_("audience"),
    ),
    FieldPanel("subjects"),
    MultiFieldPanel(
        [FieldPanel("in_thai"), FieldPanel("languages")],
        heading=_("languages"),
    ),
    InlinePanel(
        "prerequisites",
        label=_("prerequisite"),
        heading=_("What must have been attended before"),
        panels=[FieldRowPanel([FieldPanel("needs"), FieldPanel("by")])],
    ),
    FieldPanel("before"),
    FieldPanel("sessions"),
    FieldPanel("materials"),
    MultiFieldPanel(
        [FieldPanel("text"), FieldPanel("typed_hours")],
        heading=_("A talk of one page, without sessions"),
    ),
    *GUIDE_PANELS,
]

PROMOTE_PANELS = [FieldPanel("review_by")]
