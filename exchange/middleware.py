"""Shows a suspended account the one page that is open to it: until when, why, how to answer."""

from django.conf import settings
from django.shortcuts import render
from django.urls import Resolver404, resolve

from exchange.forms.order import AppealForm
from exchange.order.deciding import may_answer
from exchange.order.sanctions import suspension_of

#: What stays open: reading and answering the decision, signing out.
OPEN = {"order_decision", "account_logout"}


class SuspendedMiddleware:
    """Whoever is suspended can sign in, read why and answer, and do nothing else.

    The end stands in the account's own row, so that this asks the database for nothing;
    a visitor without a session is not even asked who they are.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        suspended = known and request.user.is_authenticated and request.user.suspended
        if suspended and not self.is_open(request.path_info):
            return self.tell(request)
        return self.get_response(request)

    @staticmethod
    def is_open(path: str) -> bool:
        try:
            return resolve(path).url_name in OPEN
        except Resolver404:
            return False

    @staticmethod
    def tell(request):
        case = suspension_of(request.user)
        form = AppealForm() if case and may_answer(case) else None
        context = {"case": case, "form": form, "until": request.user.suspended_until}
        return render(request, "exchange/order/suspended.html", context, status=403)
