"""Calendars of workshops: one workshop, a province's or everybody's, and a reader's own."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from courses.models import CalendarAddress
from courses.workshops.calendars import (
    NO_PART,
    calendar_of,
    parts_of,
    public_workshops,
    renew_address,
    stamp_of,
    workshop_for_calendar,
)
from portal.funds.models import Area

#: Seconds for which nobody needs to ask again, and for which a long calendar is kept here.
FRESH, KEPT = 900, 6 * 3600
CALENDAR = "text/calendar; charset=utf-8"


class WorkshopCalendar(View):
    """One workshop, for the calendar of whoever presses "add"."""

    def get(self, request, pk):
        workshop = workshop_for_calendar(pk)
        if workshop is None:
            raise Http404(_("There is no such workshop."))
        return _answer(
            request, [(workshop, NO_PART)], name=workshop.title, filename=f"workshop-{pk}.ics"
        )


class WorkshopsCalendar(View):
    """All workshops, or those of a province, to subscribe to. Made once for each change and day."""

    def get(self, request, province=""):
        name = _("Workshops")
        if province:
            # What is no number is no code; PostgreSQL takes no null byte at all.
            code = province if province.isdecimal() else None
            area = get_object_or_404(Area.objects.provinces(), pk=code)
            name = f"{name} · {area.name}"
        found = public_workshops(province=province)
        origin = _origin(request)
        parts = (origin, request.path, timezone.localdate().isoformat(), stamp_of(found))
        etag = quote_etag(sha256(" ".join(parts).encode()).hexdigest()[:32])
        known = get_conditional_response(request, etag=etag)
        if known is not None:
            return _kept_by_everybody(known, etag)

        def made() -> bytes:
            entries = ((workshop, NO_PART) for workshop in found)
            return calendar_of(entries, name=name, origin=origin)

        body = cache.get_or_set(f"calendar:{etag}", made, KEPT)
        return _kept_by_everybody(HttpResponse(body, content_type=CALENDAR), etag)


class OwnCalendarFeed(View):
    """A reader's own calendar at its secret address; a program reads it without signing in."""

    def get(self, request, token):
        address = get_object_or_404(CalendarAddress.objects.select_related("user"), token=token)
        if not address.user.is_active:
            raise Http404
        entries = parts_of(address.user)
        return _answer(request, entries, name=_("My workshops"), public=False)


class MyCalendar(LoginRequiredMixin, TemplateView):
    """Shows a reader the address of their own calendar and how to add it; makes a new one."""

    template_name = "courses/my_calendar.html"

    def post(self, request):
        had_one = CalendarAddress.objects.filter(user=request.user).exists()
        renew_address(user=request.user)
        messages.success(
            request,
            _("There is a new address. The one before shows nothing any more.")
            if had_one
            else _("Your calendar has an address now."),
        )
        return redirect("my_calendar")

    def get_context_data(self, **kwargs):
        found = CalendarAddress.objects.filter(user=self.request.user).first()
        address = ""
        if found:
            path = reverse("own_calendar_feed", args=[found.token])
            address = self.request.build_absolute_uri(path)
        return super().get_context_data(
            address=address,
            webcal=f"webcal://{address.partition('://')[2]}" if address else "",
            made_at=found.made_at if found else None,
            crumbs=[(_("My page"), reverse("my_page"))],
            **kwargs,
        )


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _kept_by_everybody(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _answer(
    request: HttpRequest, entries, *, name: str, public: bool = True, filename: str = ""
) -> HttpResponse:
    """A short calendar, or 304 for whoever has it already."""
    body = calendar_of(entries, name=name, origin=_origin(request))
    etag = quote_etag(sha256(body).hexdigest()[:32])
    response = HttpResponse(body, content_type=CALENDAR)
    if filename:
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
    if public:
        _kept_by_everybody(response, etag)
    else:
        response["ETag"] = etag
        patch_cache_control(response, private=True, max_age=FRESH)
        response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=response)
