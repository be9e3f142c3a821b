"""Boards, topics and posts; lessons; pairing runs and pairs, one module per idea."""

from exchange.models.attachments import Attachment
from exchange.models.boards import BoardPage
from exchange.models.drafts import Draft
from exchange.models.following import Following
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
from exchange.models.mentions import Mention
from exchange.models.order import Case, Report
from exchange.models.order_log import NeverChanged, StaffNote
from exchange.models.pairing import Pair, PairingRun, UnmatchedFund
from exchange.models.polls import Ballot, BallotChoice, Poll, PollOption
from exchange.models.post_marks import Bookmark, PostHelp
from exchange.models.prizes import PrizeCategory
from exchange.models.seen import CaughtUp, TopicSeen
from exchange.models.standing import Standing
from exchange.models.topic_kinds import TopicKind
from exchange.models.topics import Post, Topic
from exchange.models.turns import OldPlace, OldTopic, TopicTurn
from exchange.models.unwanted import UnwantedWord
from exchange.models.versions import PostVersion

__all__ = [
    "Attachment",
    "Ballot",
    "BallotChoice",
    "BoardPage",
    "Bookmark",
    "Case",
    "CaughtUp",
    "Draft",
    "ExchangeIndexPage",
    "Following",
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
    "Mention",
    "NeverChanged",
    "OldPlace",
    "OldTopic",
    "Pair",
    "PairingRun",
    "Poll",
    "PollOption",
    "Post",
    "PostHelp",
    "PostVersion",
    "PrizeCategory",
    "Report",
    "StaffNote",
    "Standing",
    "Topic",
    "TopicKind",
    "TopicSeen",
    "TopicTurn",
    "UnmatchedFund",
    "UnwantedWord",
]
