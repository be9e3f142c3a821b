"""Addresses of the home room."""

urlpatterns = []
