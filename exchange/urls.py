"""Addresses of the exchange room."""

from django.urls import path

from exchange.views import topics

urlpatterns = [
    path("topics/<int:pk>/", topics.TopicDetail.as_view(), name="topic_detail"),
    path("boards/<int:pk>/new/", topics.BoardTopicNew.as_view(), name="topic_new"),
    path("pairs/<int:pk>/new/", topics.PairTopicNew.as_view(), name="pair_topic_new"),
]
