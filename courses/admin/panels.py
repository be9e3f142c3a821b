"""Which boxes the admin's forms of workshops and venues show, and in which order."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from courses.admin import forms
from portal.funds.admin.choosers import subdistrict_chooser
from portal.funds.admin.panels import row

VENUE = ObjectList(
    [
        row("name", "room"),
        FieldPanel("subdistrict", widget=subdistrict_chooser.widget),
        FieldPanel("address"),
        row("latitude", "longitude", "capacity"),
        row("power", "signal"),
        row("wheelchair", "parking"),
        FieldPanel("notes"),
    ],
    base_form_class=forms.VenueForm,
)

WORKSHOP = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("title"),
                FieldPanel("curriculum", read_only=True),
                FieldPanel("status", read_only=True),
                FieldPanel("venue"),
                row("starts_on", "ends_on"),
                row("seats", "seats_per_fund"),
                row("opens_at", "closes_at"),
                FieldPanel("about"),
            ],
            heading=_("The workshop"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "half_days",
                    panels=[row("day", "part", "starts_at", "ends_at"), FieldPanel("topic")],
                    label=_("Half-day"),
                    min_num=1,
                )
            ],
            heading=_("Half-days"),
        ),
        ObjectList(
            [
                FieldPanel("districts"),
                FieldPanel("regions"),
                FieldPanel("organisers"),
                row("paid_by", "costs_covered"),
                MultiFieldPanel([row("contact_name", "contact_phone")], heading=_("Whom to ask")),
                FieldPanel("trainers"),
                FieldPanel("demo"),
            ],
            heading=_("People and costs"),
        ),
    ],
    base_form_class=forms.WorkshopForm,
)
