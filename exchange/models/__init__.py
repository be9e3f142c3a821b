"""Boards, topics and posts; pairing runs and pairs, one module per idea."""

from exchange.models.boards import BoardPage
from exchange.models.index_page import ExchangeIndexPage
from exchange.models.pairing import Pair, PairingRun, UnmatchedFund
from exchange.models.topics import Post, Topic

__all__ = [
    "BoardPage",
    "ExchangeIndexPage",
    "Pair",
    "PairingRun",
    "Post",
    "Topic",
    "UnmatchedFund",
]
