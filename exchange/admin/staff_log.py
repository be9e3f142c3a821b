"""The staff log in the Wagtail admin: administrators read it, and nobody does anything else."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from exchange.models import StaffNote
from portal.funds.admin.policies import RightsPolicy
from portal.funds.admin.views import ListInReach
from portal.funds.admin.viewsets import InReachViewSet
from portal.thai.dates import short_datetime


class AdministratorsRead(RightsPolicy):
    """Reading is for administrators; adding, changing and deleting is for nobody."""

    def allows(self, rights, action):
        return rights.administrator and action == "view"


class StaffLogFilterSet(WagtailFilterSet):
    class Meta:
        model = StaffNote
        fields = ["action"]


class StaffLogViewSet(InReachViewSet):
    model = StaffNote
    name = "staff_log"
    icon = "history"
    menu_label = _("Staff log")
    menu_order = 223
    add_to_admin_menu = True
    policy = AdministratorsRead(StaffNote)
    index_view_class = ListInReach
    search_fields = ["reason"]
    filterset_class = StaffLogFilterSet
    form_fields = []
    list_display = [
        Column("at", label=_("When"), accessor=lambda row: short_datetime(row.at), sort_key="at"),
        Column("by_name", label=_("Who"), accessor=lambda row: row.by_name or _("the portal")),
        Column("action", label=_("What was done"), accessor="get_action_display"),
        Column("about", label=_("About"), accessor=lambda row: _about(row)),
        Column("reason", label=_("Reason")),
    ]


def _about(row: StaffNote):
    if not row.link:
        return row.about_name
    return format_html('<a href="{}">{}</a>', row.link, row.about_name)
