"""What an account is told that the exchange keeps of it: everything of its own, and no more."""

import pytest

from exchange.models import Following
from exchange.talk.bookmarking import keep
from exchange.talk.voting import vote
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/en/me/exchange/"


def leave_traces(user, board):
    """A draft, a bookmark, something followed and a vote, all in one board."""
    topic = factories.topic(f"เรื่อง {factories.number()}", board=board, kind="poll")
    factories.draft(user, topic, "ยังไม่จบ")
    keep(post=topic.posts.get(), by=user)
    Following.objects.create(user=user, topic=topic, level="every")
    poll = factories.poll(topic)
    vote(poll=poll, by=user, chosen={poll.options.first().pk: "yes"})
    return topic


def test_the_page_and_the_file_hold_the_same_and_only_ones_own(client, same_queries):
    user, board = factories.user(), factories.board("วงลับ")
    client.force_login(user)
    leave_traces(factories.user(), board)
    page = client.get(ADDRESS).content.decode()
    assert page.count(">0<") == 4
    same_queries(lambda: leave_traces(user, board), lambda: client.get(ADDRESS))
    answer = client.get(f"{ADDRESS}?file")
    assert "attachment" in answer["Content-Disposition"]
    told = answer.json()
    assert {key: len(rows) for key, rows in told.items()} == dict.fromkeys(
        ("unfinished_texts", "bookmarks", "followed", "votes"), 3
    )
    assert told["unfinished_texts"][0]["said"] == "ยังไม่จบ"
    assert told["votes"][0]["said"] == "แบบเดิม: yes"
    page = client.get(ADDRESS).content.decode()
    assert all(row["about"] in page for rows in told.values() for row in rows)
    board.readers = "officers"
    board.save()
    text = client.get(f"{ADDRESS}?file").content.decode()
    assert "เรื่อง" not in text
    assert "แบบเดิม" not in text
    assert "/topics/" not in text
    assert text.count("can no longer read") == 12
    assert text.count("ยังไม่จบ") == 3
