"""Addresses of the people room."""

urlpatterns = []
