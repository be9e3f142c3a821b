"""Addresses of the notices room."""

from django.urls import path

from portal.notices.views import notices, stopping

urlpatterns = [
    path("me/notices/", notices.NoticeList.as_view(), name="notice_list"),
    path("me/notices/settings/", notices.NoticeSettings.as_view(), name="notice_settings"),
    path("me/notices/<int:pk>/", notices.NoticeOpen.as_view(), name="notice_open"),
    path("letters/stop/<str:token>/", stopping.LettersStop.as_view(), name="letters_stop"),
]
