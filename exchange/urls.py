"""Addresses of the exchange room."""

from django.urls import path

from exchange.views import (
    lesson_paper,
    lesson_review,
    lesson_topic,
    lesson_use,
    lessons,
    pairing,
    topics,
)

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
    path("lessons/new/", lessons.LessonNew.as_view(), name="lesson_new"),
    path("lessons/mine/", lessons.MyLessons.as_view(), name="lesson_mine"),
    path("lessons/<int:pk>/write/", lessons.LessonWrite.as_view(), name="lesson_write"),
    path("lessons/<int:pk>/send/", lessons.LessonSend.as_view(), name="lesson_send"),
    path("lessons/<int:pk>/draft/", lesson_review.LessonDraft.as_view(), name="lesson_draft"),
    path(
        "lessons/<int:pk>/versions/<int:number>/",
        lesson_review.LessonVersionView.as_view(),
        name="lesson_version",
    ),
    path("lessons/<int:pk>/print/", lesson_paper.LessonPrint.as_view(), name="lesson_print"),
    path("lessons/<int:pk>/used/", lesson_use.LessonUsed.as_view(), name="lesson_used"),
    path("lessons/<int:pk>/outdated/", lesson_use.LessonDoubted.as_view(), name="lesson_doubted"),
    path("lessons/<int:pk>/checked/", lesson_use.LessonChecked.as_view(), name="lesson_checked"),
    path("topics/<int:pk>/lesson/", lesson_topic.TopicLesson.as_view(), name="topic_lesson"),
]
