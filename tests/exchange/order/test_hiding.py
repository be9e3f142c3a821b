"""A hidden post: who still reads it, and that it leaks nowhere."""

from urllib.parse import quote

import pytest

from exchange.lessons.from_topic import posts_to_pick
from exchange.models import BoardPage, Topic
from exchange.order.hiding import put
from exchange.talk.text import to_html
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "ขายครีมหน้าขาว"


def hide(post, standing="held"):
    topic = Topic.objects.get(pk=post.topic_id)
    put(topic=topic, post=post, standing=standing)
    return Topic.objects.get(pk=post.topic_id)


@pytest.fixture
def topic(db):
    """A topic in an open board with three posts of one author, the last one to be hidden."""
    board = factories.board("ถามตอบ")
    made = factories.topic("บัญชีปลายปี", board=board, replies=2, author=factories.user())
    last = made.posts.get(number=3)
    last.body, last.html = SECRET, to_html(SECRET)
    last.save()
    return made


def everywhere(client, topic) -> dict[str, str]:
    """All public places in which the topic and its posts can turn up."""
    board = BoardPage.objects.get(pk=topic.board_id)
    addresses = {
        "topic": topic.get_absolute_url(),
        "board": board.url,
        "boards": "/exchange/",
        "home": "/",
        "search": f"/search/?q={quote(SECRET)}",
        "search title": f"/search/?q={quote(topic.title)}",
        "feed": f"/boards/{board.pk}/feed/",
        "api posts": "/api/v1/posts/",
        "api topics": "/api/v1/topics/",
        "api topic": f"/api/v1/topics/{topic.pk}/",
    }
    return {name: client.get(address).content.decode() for name, address in addresses.items()}


@pytest.mark.parametrize("standing", ["held", "hidden"])
def test_a_hidden_reply_leaks_nowhere(client, topic, standing):
    post = topic.posts.get(number=3)
    assert SECRET in everywhere(client, topic)["topic"]
    topic = hide(post, standing)
    pages = everywhere(client, topic)
    # The search page repeats what was looked for.
    assert [name for name, html in pages.items() if SECRET in html] == ["search"]
    assert f'id="post-{post.number}"' in pages["topic"]
    assert (topic.reply_count, topic.shown_replies) == (2, 1)
    assert list(posts_to_pick(topic)) == list(topic.posts.filter(number__lt=3))
    assert client.get(f"/api/v1/posts/{post.pk}/").status_code == 404


def test_its_author_and_moderators_still_read_it(client, topic):
    post = topic.posts.get(number=3)
    hide(post)
    seen = {}
    for name, user in {
        "author": post.author,
        "coordinator": factories.coordinator("58"),
        "officer": factories.officer(),
        "trainer": factories.trainer(),
    }.items():
        client.force_login(user)
        seen[name] = SECRET in client.get(topic.get_absolute_url()).content.decode()
    assert seen == {"author": True, "coordinator": True, "officer": False, "trainer": False}


def test_a_topic_is_hidden_with_its_opening_post(client, topic):
    first = topic.posts.get(number=1)
    topic = hide(first)
    assert topic.hidden
    pages = everywhere(client, topic)
    assert [name for name, html in pages.items() if topic.title in html] == ["search title"]
    answer = client.get(topic.get_absolute_url())
    assert answer.status_code == 404
    assert topic.title not in answer.content.decode()
    assert (
        topic.title not in client.get(f"/topics/{topic.pk}/lesson/", follow=True).content.decode()
    )
    client.force_login(topic.author)
    assert topic.title in client.get(topic.get_absolute_url()).content.decode()


def test_shown_again_it_is_where_it_was(client, topic):
    post = topic.posts.get(number=3)
    assert hide(post).last_post_at == topic.posts.get(number=2).created_at
    topic = hide(post, "shown")
    assert (topic.hidden_replies, topic.last_post_at) == (0, post.created_at)
    assert SECRET in everywhere(client, topic)["search"]


def test_hidden_posts_cost_no_further_queries(client, topic, same_queries):
    def add():
        number = topic.posts.count() + 1
        Topic.objects.filter(pk=topic.pk).update(reply_count=number - 1)
        post = topic.posts.create(number=number, author=factories.user(), body="ก", html="<p>ก</p>")
        hide(post)

    same_queries(add, lambda: client.get(topic.get_absolute_url()))
