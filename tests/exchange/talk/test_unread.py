"""What somebody has read: a topic opens where they left off, lists say what is new."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.models import Post, TopicSeen
from exchange.talk.unread import note_seen
from portal.funds.access import VISITOR, rights_of
from tests import factories

pytestmark = pytest.mark.django_db


def more(topic, number=1) -> list[Post]:
    """So many further replies by others."""
    author, first = factories.user(), topic.posts.count() + 1
    posts = [
        Post.objects.create(topic=topic, number=n, author=author, body="ใหม่", html="<p>ใหม่</p>")
        for n in range(first, first + number)
    ]
    topic.reply_count = first + number - 2
    topic.save(update_fields=["reply_count"])
    return posts


def seen(user, topic) -> int | None:
    return (
        TopicSeen.objects.filter(user=user, topic=topic).values_list("last_post", flat=True).first()
    )


def opened(client, topic) -> str:
    return client.get(f"{topic.get_absolute_url()}?unread", follow=True).redirect_chain[-1][0]


def test_a_topic_opens_at_the_first_unread_post(client):
    topic, user = factories.topic(replies=24), factories.user()
    address = topic.get_absolute_url()
    assert opened(client, topic) == address
    client.force_login(user)
    assert opened(client, topic) == address
    assert seen(user, topic) == topic.posts.get(number=20).pk
    assert opened(client, topic) == f"{address}?page=2#post-21"
    assert seen(user, topic) == topic.posts.get(number=25).pk
    assert opened(client, topic) == f"{address}?page=2#post-25"
    more(topic, 20)
    assert opened(client, topic) == f"{address}?page=2#post-26"
    assert opened(client, topic) == f"{address}?page=3#post-41"


def test_numbers_may_change_without_anything_becoming_unread(client):
    topic, user = factories.topic(replies=3), factories.user()
    client.force_login(user)
    client.get(topic.get_absolute_url())
    topic.posts.filter(number=4).update(number=9)
    more(topic)
    assert opened(client, topic).endswith("#post-5")


def test_looking_again_writes_nothing(client):
    topic, user = factories.topic(replies=3), factories.user()
    client.force_login(user)
    client.get(topic.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(topic.get_absolute_url())
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert not [sql for sql in written if "topicseen" in sql]


def test_an_old_page_takes_nothing_back_and_visitors_leave_no_trace(client):
    topic, user = factories.topic(replies=24), factories.user()
    client.get(topic.get_absolute_url())
    assert not TopicSeen.objects.exists()
    rights = rights_of(user)
    first, last = topic.posts.get(number=1).pk, topic.posts.get(number=25).pk
    assert note_seen(rights=VISITOR, topic=topic, posts=[last]) is None
    assert note_seen(rights=rights, topic=topic, posts=[first, last]) is None
    assert note_seen(rights=rights, topic=topic, posts=[first]) == last
    assert note_seen(rights=rights, topic=topic, posts=[]) == last
    assert seen(user, topic) == last


def test_the_first_new_post_is_marked_once(client):
    topic, user = factories.topic(replies=1), factories.user()
    client.force_login(user)
    address = f"/en{topic.get_absolute_url()}"
    mark = "New since you were last here"
    assert mark not in client.get(address).content.decode()
    more(topic, 2)
    html = client.get(address).content.decode()
    assert html.count(mark) == 1
    assert html.index('id="post-3"') < html.index(mark) < html.index('id="post-4"')
    assert mark not in client.get(address).content.decode()


def test_ones_own_reply_is_not_new(client):
    topic, user = factories.topic(replies=1), factories.user()
    client.force_login(user)
    client.get(topic.get_absolute_url())
    answer = client.post(
        f"/en{topic.get_absolute_url()}", {"body": "ตอบ", "submission": uuid4()}, follow=True
    )
    assert "New since" not in answer.content.decode()


def test_lists_say_how_much_is_new_and_lead_there(client, same_queries):
    board, user = factories.board(), factories.user()
    client.force_login(user)
    topic, other = factories.topic(board=board, replies=1), factories.topic(board=board, replies=5)
    client.get(topic.get_absolute_url())
    more(topic, 3)
    html = client.get(f"/en{board.url}").content.decode()
    assert "3 new" in html
    assert f'href="/en/topics/{topic.pk}/?unread"' in html
    assert f'href="/en/topics/{other.pk}/"' in html

    def add():
        made = factories.topic(board=board)
        note_seen(rights=rights_of(user), topic=made, posts=[made.posts.get().pk])
        more(made)

    assert same_queries(add, lambda: client.get(board.url)) <= 15


def test_who_is_signed_in_is_asked_nothing_more_about_what_they_have_read(client):
    topic = factories.topic(replies=5)
    client.force_login(factories.officer())
    client.get(topic.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(topic.get_absolute_url())
    mine = [q["sql"] for q in queries if "topicseen" in q["sql"] or "_following" in q["sql"]]
    assert len(mine) == 1
    assert mine[0].startswith('SELECT "exchange_topic"')
