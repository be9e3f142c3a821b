"""Pages of a long list: complete, stable while new posts come in, and found by the index."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import Topic
from exchange.models.keyset import keyset_page, pinned_first_page
from tests import factories

pytestmark = pytest.mark.django_db


def topics(board, number, *, same_moment=False) -> list[Topic]:
    """Topics of a board, the newest first."""
    author, now = factories.user(), timezone.now()
    made = Topic.objects.bulk_create(
        Topic(
            board=board,
            author=author,
            title=f"กระทู้ {n}",
            last_post_at=now if same_moment else now - timedelta(minutes=n),
        )
        for n in range(number)
    )
    return made[::-1] if same_moment else made


def walk(board, size=3, *, between=lambda: None) -> list[list[Topic]]:
    """All pages from the newest to the oldest."""
    pages = [keyset_page(board.topics.all(), size=size)]
    while pages[-1].older:
        between()
        pages.append(keyset_page(board.topics.all(), size=size, before=pages[-1].older))
    return pages


@pytest.mark.parametrize("same_moment", [False, True])
@pytest.mark.parametrize("number", [0, 1, 3, 4, 9, 10])
def test_walking_down_shows_each_once_and_walking_up_leads_back(number, same_moment):
    board = factories.board()
    made = topics(board, number, same_moment=same_moment)
    pages = walk(board)
    assert [topic for page in pages for topic in page.rows] == made
    assert not pages[0].newer
    page = pages[-1]
    for earlier in reversed(pages[:-1]):
        page = keyset_page(board.topics.all(), size=3, after=page.newer)
        assert page.rows == earlier.rows
    assert not page.newer


def test_new_posts_move_nothing_on_the_pages_below():
    board = factories.board()
    made = topics(board, 9)

    def somebody_writes():
        factories.topic(board=board)

    shown = [topic for page in walk(board, between=somebody_writes) for topic in page.rows]
    assert shown == made


@pytest.mark.parametrize(
    "odd", ["x", "-", "1-", "-1", "9" * 30, f"{'9' * 16}-1", f"1-{'9' * 18}", "1-1\x00", "๑-๑"]
)
def test_what_is_no_place_is_passed_over(client, odd):
    board = factories.board()
    topics(board, 2)
    for name in ("before", "after"):
        assert client.get(board.url, {name: odd}).status_code == 200


def test_a_page_far_down_counts_no_rows_and_uses_the_index(client):
    board = factories.board()
    made = topics(board, 60)
    address = f"{board.url}?before={keyset_page(board.topics.all(), size=41).older}"
    with CaptureQueriesContext(connection) as queries:
        html = client.get(address).content.decode()
    assert html.count('class="row"') == 19
    assert made[41].title in html
    assert "OFFSET" not in "".join(query["sql"] for query in queries)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("ANALYZE exchange_topic")
        rows = board.topics.filter(pinned=False).only("title").order_by("-last_post_at", "-pk")
        plan = rows.filter(last_post_at__lte=made[41].last_post_at)[:21].explain()
    assert "index" in plan.lower()
    for reads_all in ("SCAN", "Seq Scan", "TEMP B-TREE"):
        assert reads_all not in plan.replace("Index Scan", "")


@pytest.mark.parametrize("number", [1, 3, 4])
def test_pinned_topics_stand_first_and_once(number):
    board = factories.board()
    made = topics(board, 5)
    for old in made[-number:]:
        Topic.objects.filter(pk=old.pk).update(pinned=True)
    wanted = [*made[-number:], *made[:-number]]
    pages = [pinned_first_page(board.topics.all(), size=3)]
    while pages[-1].older:
        pages.append(pinned_first_page(board.topics.all(), size=3, before=pages[-1].older))
    assert [topic for page in pages for topic in page.rows] == wanted
    assert pinned_first_page(board.topics.all(), size=3, after=pages[1].newer) == pages[0]
