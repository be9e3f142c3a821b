"""Addresses of the exchange room."""

from django.urls import path

from exchange.views import pairing, topics

urlpatterns = [
    path("topics/<int:pk>/", topics.TopicDetail.as_view(), name="topic_detail"),
    path("boards/<int:pk>/new/", topics.BoardTopicNew.as_view(), name="topic_new"),
    path("pairs/<int:pk>/new/", topics.PairTopicNew.as_view(), name="pair_topic_new"),
    path("pairs/<int:pk>/", pairing.PairDetail.as_view(), name="pair_detail"),
    path("pairs/<int:pk>/answer/", pairing.PairAnswer.as_view(), name="pair_answer"),
    path("pairs/<int:pk>/end/", pairing.PairEnd.as_view(), name="pair_end"),
    path("pairing/", pairing.PairingIndex.as_view(), name="pairing_index"),
    path("pairing/runs/new/", pairing.RunNew.as_view(), name="pairing_run_new"),
    path("pairing/runs/<int:pk>/", pairing.RunDetail.as_view(), name="pairing_run"),
    path("pairing/runs/<int:pk>/discard/", pairing.RunDiscard.as_view(), name="pairing_discard"),
]
