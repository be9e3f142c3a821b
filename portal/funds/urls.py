"""Addresses of the funds room; directory and public profile are the home room's."""

from django.urls import path

from portal.funds.views import assessment, offices, profile, years

urlpatterns = [
    path("funds/<int:pk>/office/", offices.OfficeRequest.as_view(), name="office_request"),
    path("funds/<int:pk>/edit/", profile.FundEdit.as_view(), name="fund_edit"),
    path("funds/<int:pk>/years/<int:year>/", years.FundYearEdit.as_view(), name="fund_year_edit"),
    path("funds/<int:pk>/assessment/", assessment.FundAssessment.as_view(), name="fund_assessment"),
    path("offices/", offices.OfficeList.as_view(), name="office_list"),
    path("offices/<int:pk>/", offices.OfficeDecide.as_view(), name="office_decide"),
]
