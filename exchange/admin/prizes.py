"""The list of prize categories in the Wagtail admin, shared by the whole network."""

from django.utils.translation import gettext_lazy as _

from exchange.models import PrizeCategory
from portal.funds.admin.viewsets import SharedListViewSet


class PrizeCategoryViewSet(SharedListViewSet):
    model = PrizeCategory
    name = "prize_categories"
    icon = "pick"
    menu_label = _("Prize categories")
    menu_order = 221
    add_to_admin_menu = True
    form_fields = ["name_th", "name_en", "slug", "position", "active"]
