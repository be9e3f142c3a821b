"""Puts the reader's rights on the request, read only when somebody asks for them."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property

from portal.funds.access import rights_today
from portal.funds.groups import sync_groups


class RightsMiddleware:
    """``request.rights``: a lazy `portal.funds.access.Rights`; no query until it is used.

    Before anything in the Wagtail admin is answered, the account's groups follow its
    mandates, so that an ended mandate closes the admin on its day.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.rights = SimpleLazyObject(lambda: rights_today(request.user))
        if request.path.startswith(self.admin) and request.user.is_authenticated:
            sync_groups(request.user)
        return self.get_response(request)

    @cached_property
    def admin(self) -> str:
        return reverse("wagtailadmin_home")
