"""The filters beside the admin's lists of workshops and registrations."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from courses.access import workshops_in_reach
from courses.models import Registration, Venue, Workshop
from portal.funds.models import Area
from portal.thai.dates import date_span
from portal.thai.fields import ThaiDateField


class ThaiDateFilter(django_filters.Filter):
    """A day typed in either era."""

    field_class = ThaiDateField


class PlacedFilterSet(WagtailFilterSet):
    """Province; offered are those with a row. `area` is the lookup of the rows' area code."""

    area = "subdistrict__code"

    province = django_filters.ChoiceFilter(label=_("Province"), method="within")

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        super().__init__(data, queryset, request=request, **kwargs)
        codes = self.queryset.order_by().values_list(self.area, flat=True).distinct()
        provinces = Area.objects.provinces().filter(code__in={code[:2] for code in codes})
        self.filters["province"].extra["choices"] = [(area.code, area.name) for area in provinces]

    def within(self, queryset, name, code):
        return queryset.filter(**{f"{self.area}__startswith": code})


class VenueFilterSet(PlacedFilterSet):
    class Meta:
        model = Venue
        fields = []


class WorkshopFilterSet(PlacedFilterSet):
    area = "venue__subdistrict__code"

    since = ThaiDateFilter(label=_("Held from"), field_name="ends_on", lookup_expr="gte")
    until = ThaiDateFilter(label=_("Held until"), field_name="starts_on", lookup_expr="lte")

    class Meta:
        model = Workshop
        fields = ["status"]


class WorkshopChoice(forms.ModelChoiceField):
    """Workshops with their days, because rounds are called alike."""

    def label_from_instance(self, obj) -> str:
        return f"{obj.title} · {date_span(obj.starts_on, obj.ends_on)}"


class WorkshopFilter(django_filters.ModelChoiceFilter):
    field_class = WorkshopChoice


class RegistrationFilterSet(WagtailFilterSet):
    """Workshop, status and the way it came in. Offered are workshops in reach."""

    workshop = WorkshopFilter(
        label=_("Workshop"),
        queryset=lambda request: workshops_in_reach(request.rights, Workshop.objects.all()),
    )

    class Meta:
        model = Registration
        fields = ["status", "channel"]
