"""Boards, topics and posts; lessons; pairing runs and pairs, one module per idea."""

from exchange.models.boards import BoardPage
from exchange.models.index_page import ExchangeIndexPage
from exchange.models.lesson_index import LessonIndexPage
from exchange.models.lesson_parts import (
    LessonAuthor,
    LessonFigure,
    LessonFile,
    LessonPicture,
    LessonQuote,
)
from exchange.models.lesson_review import LessonReviewTask
from exchange.models.lesson_use import LessonCheck, LessonDoubt, LessonUse, LessonVersion
from exchange.models.lessons import LessonPage
from exchange.models.pairing import Pair, PairingRun, UnmatchedFund
from exchange.models.prizes import PrizeCategory
from exchange.models.topics import Post, Topic

__all__ = [
    "BoardPage",
    "ExchangeIndexPage",
    "LessonAuthor",
    "LessonCheck",
    "LessonDoubt",
    "LessonFigure",
    "LessonFile",
    "LessonIndexPage",
    "LessonPage",
    "LessonPicture",
    "LessonQuote",
    "LessonReviewTask",
    "LessonUse",
    "LessonVersion",
    "Pair",
    "PairingRun",
    "Post",
    "PrizeCategory",
    "Topic",
    "UnmatchedFund",
]
