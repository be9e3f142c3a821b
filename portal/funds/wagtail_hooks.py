"""What the funds room adds to the Wagtail admin."""

from wagtail import hooks

from portal.funds.admin.choosers import CHOOSERS
from portal.funds.admin.viewsets import FundsGroup, ListsGroup


@hooks.register("register_admin_viewset")
def lists_and_choosers():
    return [FundsGroup(), ListsGroup(), *CHOOSERS]
