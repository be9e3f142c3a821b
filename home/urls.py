"""Addresses of the home room: directory of funds, search and my page."""

from django.urls import path

from home.views import directory, me, search

urlpatterns = [
    path("funds/", directory.FundList.as_view(), name="fund_list"),
    path("funds/<int:pk>/", directory.FundDetail.as_view(), name="fund_detail"),
    path("search/", search.Search.as_view(), name="search"),
    path("me/", me.MyPage.as_view(), name="my_page"),
]
