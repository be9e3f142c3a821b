"""Topics in the Wagtail admin: coordinators find, pin, close and sort them under subjects.

What others wrote is shown and never changed here.
"""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column

from exchange.models import BoardPage, Topic
from exchange.talk.signature import sign
from portal.funds.access import VISITOR
from portal.funds.admin.policies import RightsPolicy
from portal.funds.admin.views import ListInReach
from portal.funds.admin.viewsets import InReachViewSet, day_column
from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Subject


class TopicPolicy(RightsPolicy):
    """Coordinators tend the topics they can read; nobody adds or deletes one here."""

    def allows(self, rights, action):
        return action in {"view", "change"} and rights.coordinator

    def allows_for(self, rights, action, instance):
        rows = self.model.objects.filter(pk=instance.pk)
        return self.allows(rights, action) and self.visible(rights, rows).exists()

    def visible(self, rights, rows):
        return rows.open_to(rights) if rights.coordinator else rows.none()


class TopicList(ListInReach):
    """Topics, newest first."""

    def prepare(self, queryset):
        return queryset.with_authors().select_related("pair__mentor", "pair__mentee").newest_first()

    def may(self, action, instance):
        """A row in the list is in reach already; asking once more would cost a query a row."""
        return action == "change"


class SeveralField(SeveralRows, django_filters.fields.ModelMultipleChoiceField):
    """The rows a filter ticks."""


class SeveralFilter(django_filters.ModelMultipleChoiceFilter):
    """Topics with one of several rows."""

    field_class = SeveralField


class TopicFilterSet(WagtailFilterSet):
    # By `id`: the key is a foreign key to the page, and SQLite chokes on too large numbers.
    board = django_filters.ModelChoiceFilter(
        label=_("board"), queryset=BoardPage.objects.all(), to_field_name="id"
    )
    subjects = SeveralFilter(label=_("subjects"), queryset=Subject.objects.all())

    class Meta:
        model = Topic
        fields = ["board", "subjects", "pinned", "locked"]


class TopicViewSet(InReachViewSet):
    model = Topic
    name = "topics"
    icon = "comment"
    menu_label = _("Topics")
    menu_order = 220
    add_to_admin_menu = True
    policy = TopicPolicy(Topic)
    index_view_class = TopicList
    search_fields = ["title"]
    filterset_class = TopicFilterSet
    list_display = [
        "title",
        Column("place", label=_("Place"), accessor="place"),
        # The list is signed as for everybody: who wrote for a fund stays with the fund.
        Column("signature", label=_("Written by"), accessor=lambda row: sign(row, VISITOR).name),
        Column("reply_count", label=_("Replies"), sort_key="reply_count"),
        day_column("last_post_at", _("Last post")),
        BooleanColumn("pinned", label=_("Pinned"), sort_key="pinned"),
        BooleanColumn("locked", label=_("Closed"), sort_key="locked"),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(template="exchange/admin/topic_link.html"),
            FieldPanel("title", read_only=True),
            FieldPanel("pinned", help_text=_("Stands above all others in its board or room.")),
            FieldPanel("locked", help_text=_("Can be read, not continued.")),
            FieldPanel("subjects", widget=forms.CheckboxSelectMultiple),
        ]
    )
