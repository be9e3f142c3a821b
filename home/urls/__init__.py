"""Addresses of the home room: directory of funds, search, feeds and my page."""

from django.urls import path

from exchange.views import feeds
from home.views import directory, me, search, undelivered

urlpatterns = [
    path("funds/", directory.FundList.as_view(), name="fund_list"),
    path("funds/<int:pk>/", directory.FundDetail.as_view(), name="fund_detail"),
    path("search/", search.Search.as_view(), name="search"),
    path("me/", me.MyPage.as_view(), name="my_page"),
    path("letters/failed/", undelivered.LettersFailed.as_view(), name="letters_failed"),
    path("letters/failed/<int:pk>/", undelivered.LetterFailed.as_view(), name="letter_failed"),
    path("boards/<int:pk>/feed/", feeds.BoardFeed.as_view(), name="board_feed"),
    path("subjects/<slug:slug>/feed/", feeds.SubjectFeed.as_view(), name="subject_feed"),
    path("funds/<int:pk>/feed/", feeds.FundFeed.as_view(), name="fund_feed"),
]
