"""Addresses of the read API, version 1; they stay when the pages' addresses change."""

from django.urls import path

from home.views import api

urlpatterns = [
    path("", api.Resources.as_view(), name="api"),
    path("<slug:name>/", api.Items.as_view(), name="api_items"),
    path("<slug:name>/<int:pk>/", api.Item.as_view(), name="api_item"),
]
