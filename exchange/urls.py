"""Addresses of the exchange room."""

urlpatterns = []
