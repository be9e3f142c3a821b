"""Addresses of the courses room."""

urlpatterns = []
