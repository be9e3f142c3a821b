"""Every address a post ever had leads to it, through splits, replies and merges."""

import re
from uuid import uuid4

import pytest

from exchange.models import Post, Topic
from exchange.talk.regrouping import merge_topics, split_topic
from exchange.talk.writing import reply
from tests import factories
from tests.exchange.talk.test_tending import coordinator, said_on

pytestmark = pytest.mark.django_db


def met_at(client, address: str) -> int:
    """The post a browser without scripts shows at an address, or is led to from there."""
    address, _sign, fragment = address.partition("#")
    response = client.get(address, follow=True)
    html = response.content.decode()
    assert html.count(f'id="{fragment}"') == 1, (address, fragment)
    here = html[html.index(f'id="{fragment}"') :]
    return int(re.search(r"/posts/(\d+)/", here)[1])


def addresses() -> dict[str, int]:
    return {post.get_absolute_url(): post.pk for post in Post.objects.select_related("topic")}


def test_an_address_names_one_post_for_good(client, django_assert_max_num_queries):
    staff, author = coordinator(), factories.user()
    topic, other = said_on(range(27)), said_on([0.5, 3.5, 40], "เรื่องเดียวกัน")
    known = addresses()

    def assert_all_lead():
        assert {address: met_at(client, address) for address in known} == known
        # What is newly given never takes an old one's place.
        for address, post in addresses().items():
            assert known.setdefault(address, post) == post
            assert met_at(client, address) == post

    chosen = list(topic.posts.filter(number__range=(4, 12)).values_list("pk", flat=True))
    made = split_topic(by=staff, topic=topic, posts=chosen, title="ใหม่", reason="คนละเรื่อง")
    reply(author=author, topic=topic, body="มาใหม่", submission=uuid4())
    assert_all_lead()
    merge_topics(by=staff, into=topic, gone=other, reason="ซ้ำ")
    reply(author=author, topic=topic, body="มาอีก", submission=uuid4())
    assert_all_lead()
    back = list(topic.posts.filter(number__range=(2, 3)).values_list("pk", flat=True))
    third = split_topic(by=staff, topic=topic, posts=back, title="อีก", reason="คนละเรื่อง")
    merge_topics(by=staff, into=topic, gone=third, reason="ไม่ใช่")
    merge_topics(by=staff, into=made, gone=topic, reason="เรื่องเดียวกัน")
    assert_all_lead()
    assert Topic.objects.get() == made
    client.get(made.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(made.get_absolute_url())


def test_what_is_no_number_of_an_old_page_leads_nowhere_else(client):
    topic = said_on([1, 2, 3])
    chosen = [topic.posts.get(number=2).pk]
    split_topic(by=coordinator(), topic=topic, posts=chosen, title="ใหม่", reason="คนละเรื่อง")
    for query in ("page=x", "page=0", "page=9999999", "was=x", "was=1&of=๒", f"was={'9' * 17}"):
        assert client.get(f"{topic.get_absolute_url()}?{query}").status_code == 200
