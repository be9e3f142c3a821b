"""Puts the reader's rights on the request, read only when somebody asks for them."""

from django.utils.functional import SimpleLazyObject

from portal.funds.access import rights_of


class RightsMiddleware:
    """``request.rights``: a lazy `portal.funds.access.Rights`; no query until it is used."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.rights = SimpleLazyObject(lambda: rights_of(request.user))
        return self.get_response(request)
