"""Addresses of the funds room."""

urlpatterns = []
