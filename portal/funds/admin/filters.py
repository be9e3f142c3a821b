"""The filters beside the admin's lists; they offer only places with rows in reach."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.funds.models import Area, Assessment, Fund, FundYear, Office


class PlaceFilterSet(WagtailFilterSet):
    """Province and, once one is chosen or there is only one, its districts.

    `area` is the lookup of the rows' area code.
    """

    area = "subdistrict__code"

    province = django_filters.ChoiceFilter(label=_("Province"), method="within")
    district = django_filters.ChoiceFilter(label=_("District"), method="within")

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        super().__init__(data, queryset, request=request, **kwargs)
        provinces = self.provinces()
        codes = {area.code for area in provinces}
        self.filters["province"].extra["choices"] = [(area.code, area.name) for area in provinces]
        chosen = (data or {}).get("province") or (min(codes) if len(codes) == 1 else "")
        districts = Area.objects.districts().in_use().inside(chosen) if chosen in codes else ()
        if districts:
            self.filters["district"].extra["choices"] = [
                (area.code, area.name) for area in districts
            ]
        else:
            del self.filters["district"]

    def provinces(self) -> list[Area]:
        """Provinces with a fund in the account's reach."""
        rights = self.request.rights
        funds = Fund.objects.all() if rights.trainer else rights.funds_in_reach(Fund.objects.all())
        return list(Area.objects.provinces().filter(code__in=funds.counts_by_province()))

    def within(self, queryset, name, code):
        return queryset.filter(**{f"{self.area}__startswith": code})


class FundFilterSet(PlaceFilterSet):
    class Meta:
        model = Fund
        fields = ["stage", "level"]


class OfFundFilterSet(PlaceFilterSet):
    area = "fund__subdistrict__code"


class FundYearFilterSet(OfFundFilterSet):
    class Meta:
        model = FundYear
        fields = ["year", "source", "complete"]


class AssessmentFilterSet(OfFundFilterSet):
    class Meta:
        model = Assessment
        fields = ["rubric"]


class OfficeFilterSet(OfFundFilterSet):
    class Meta:
        model = Office
        fields = ["status", "role"]


class AreaFilterSet(WagtailFilterSet):
    within = django_filters.ChoiceFilter(label=_("Province"), method="inside")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["within"].extra["choices"] = [
            (area.code, area.name) for area in Area.objects.provinces()
        ]

    def inside(self, queryset, name, code):
        return queryset.inside(code)

    class Meta:
        model = Area
        fields = ["kind", "region", "mountain", "in_use"]
