"""What the exchange adds to the Wagtail admin."""

from wagtail import hooks

from exchange.admin.prizes import PrizeCategoryViewSet
from exchange.admin.staff_log import StaffLogViewSet
from exchange.admin.topics import TopicViewSet
from exchange.admin.unwanted import UnwantedWordViewSet


@hooks.register("register_admin_viewset")
def lists():
    return [TopicViewSet(), PrizeCategoryViewSet(), StaffLogViewSet(), UnwantedWordViewSet()]
