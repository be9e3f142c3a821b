"""The read API: JSON, the same rights as the pages, so many questions a minute."""

from time import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import conditional_page

from home.api import RESOURCES, NotUnderstood, item, items

#: Questions of one account, or of one address without an account, in a minute.
A_MINUTE = 120
KEY_DIGITS = 15


def asked_too_often(request) -> int:
    """Seconds to wait, 0 when the reader may ask. Counted in the cache, so a guess within a
    minute, and by each process where the cache is a process's own.
    """
    now = int(time())
    who = request.rights.user_id or get_adapter(request).get_client_ip(request)
    key = f"api:{who}:{now // 60}"
    cache.add(key, 0, 120)
    try:
        number = cache.incr(key)
    except ValueError:  # gone from a full cache in this very moment
        return 0
    return 60 - now % 60 if number > A_MINUTE else 0


@method_decorator(conditional_page, name="dispatch")
class ApiView(View):
    """Answers in JSON whatever happens."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        if wait := asked_too_often(request):
            sentence = f"More than {A_MINUTE} questions in a minute. Please wait {wait} seconds."
            return self.answer({"error": sentence}, status=429, headers={"Retry-After": str(wait)})
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotUnderstood as problem:
            return self.answer({"error": str(problem)}, status=400)
        except Http404:
            return self.answer({"error": "There is nothing here for you to read."}, status=404)

    def resource(self, name: str):
        if name not in RESOURCES:
            raise Http404
        return RESOURCES[name]

    def address(self, path: str) -> str:
        return self.request.build_absolute_uri(path)

    def with_addresses(self, name: str, record: dict) -> dict:
        """With the absolute address of the page (`url`) and of the record itself (`api`)."""
        own = reverse("api_item", args=[name, record["id"]])
        return {**record, "url": self.address(record["url"]), "api": self.address(own)}

    @staticmethod
    def answer(content: dict, **kwargs) -> JsonResponse:
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False}, **kwargs)


class Resources(ApiView):
    """What there is to ask for, and by what each may be narrowed."""

    def get(self, request):
        return self.answer(
            {
                name: {
                    "url": self.address(reverse("api_items", args=[name])),
                    "filters": [*resource.filters, "limit", "before"],
                }
                for name, resource in RESOURCES.items()
            }
        )


class Items(ApiView):
    """A list, the newest first; `next` is the address of the following ones, null at the end."""

    def get(self, request, name):
        asked = {key: value for key, value in request.GET.items() if value}
        found, before = items(self.resource(name), rights=request.rights, asked=asked)
        following = None
        if before is not None:
            query = urlencode({**asked, "before": before})
            following = self.address(f"{request.path}?{query}")
        return self.answer(
            {"items": [self.with_addresses(name, one) for one in found], "next": following}
        )


class Item(ApiView):
    """One record."""

    def get(self, request, name, pk):
        resource = self.resource(name)
        record = None
        if len(str(pk)) <= KEY_DIGITS:
            record = item(resource, rights=request.rights, pk=pk)
        if record is None:
            raise Http404
        return self.answer(self.with_addresses(name, record))
