"""The pages on which topics are tended, and where their old addresses lead."""

from uuid import uuid4

import pytest

from exchange.models import OldTopic, StaffNote, Topic
from exchange.talk.regrouping import merge_topics
from tests import factories
from tests.exchange.talk.test_tending import coordinator, said_on

pytestmark = pytest.mark.django_db


# Old addresses


def test_old_addresses_lead_on_for_those_who_may_read_there(client):
    goes = said_on(range(30))
    stays = said_on([-1, 40])
    old = goes.pk
    address, second = goes.get_absolute_url(), goes.posts.get(number=21).pk
    merge_topics(by=coordinator(), into=stays, gone=goes, reason="ซ้ำ")
    assert client.get(address)["Location"] == f"{stays.get_absolute_url()}?page=1&was={old}&of=1"
    response = client.get(address, {"page": 2})
    assert response["Location"] == f"{stays.get_absolute_url()}?page=2&was={old}&of=2"
    html = client.get(response["Location"]).content.decode()
    # The browser keeps “#post-21”; it is the post that had this number.
    assert 'id="post-21"' in html
    assert html.index('id="post-21"') < html.index(f"/posts/{second}/")
    assert html.count('id="post-21"') == 1
    for page in ("", "x", "-1", "0", "999999999999", "๒"):
        assert client.get(address, {"page": page}).status_code == 302
    closed = factories.board(readers="officers")
    Topic.objects.filter(pk=stays.pk).update(board=closed)
    assert "/accounts/login/" in client.get(address)["Location"]
    client.force_login(factories.user())
    assert client.get(address).status_code == 403
    assert client.get("/topics/99999999999999999999/").status_code == 404


def test_old_addresses_lead_on_over_two_turns(client):
    one, two, three, staff = said_on([1]), said_on([2]), said_on([3]), coordinator()
    merge_topics(by=staff, into=two, gone=one, reason="ซ้ำ")
    merge_topics(by=staff, into=three, gone=two, reason="ซ้ำ")
    assert set(OldTopic.objects.values_list("topic", flat=True)) == {three.pk}
    for old in OldTopic.objects.values_list("old", flat=True):
        assert three.get_absolute_url() in client.get(f"/topics/{old}/")["Location"]


# The pages


def test_the_pages_do_it_and_readers_see_it(client):
    staff, topic, board = coordinator(), said_on([1, 2]), factories.board("กระดานบัญชี")
    tend = f"/topics/{topic.pk}/tend/"
    assert tend not in client.get(topic.get_absolute_url()).content.decode()
    client.force_login(staff)
    assert tend in client.get(topic.get_absolute_url()).content.decode()
    came_from = topic.board.title
    client.post(tend, {"do": "pin"})
    client.post(tend, {"do": "move", "move-board": board.pk, "move-reason": "เรื่องบัญชี"})
    client.post(tend, {"do": "lock", "lock-reason": "ตอบครบแล้ว"})
    topic.refresh_from_db()
    assert (topic.pinned, topic.locked, topic.board) == (True, True, board)
    client.logout()
    html = client.get(topic.get_absolute_url()).content.decode()
    for words in (came_from, "เรื่องบัญชี", "ตอบครบแล้ว"):
        assert words in html


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "move", "move-reason": "ซ้ำ"},
        {"do": "move", "move-reason": "ซ้ำ", "move-board": 2**63},
        {"do": "merge", "merge-reason": "ซ้ำ", "merge-into": "ที่ไหนสักแห่ง"},
        {"do": "merge", "merge-reason": "ซ้ำ", "merge-into": "/topics/99999999999999999/"},
        {"do": "lock", "lock-reason": ""},
        {"do": "lock", "lock-reason": "ก" * 201},
        {"do": "lock", "lock-reason": "1101700230708"},
        {"do": "nonsense"},
        {},
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(client, fields):
    topic = said_on([1])
    client.force_login(coordinator())
    response = client.post(f"/topics/{topic.pk}/tend/", fields)
    assert response.status_code == 200
    assert not StaffNote.objects.exists()


def test_merging_and_splitting_on_the_pages(client):
    stays, goes = said_on([1, 2]), said_on([3, 4])
    client.force_login(coordinator())
    fields = {
        "do": "merge",
        "merge-reason": "ซ้ำ",
        "merge-into": f"http://x/topics/{stays.pk}/?page=1",
    }
    response = client.post(f"/topics/{goes.pk}/tend/", fields)
    assert response["Location"] == stays.get_absolute_url()
    split = f"/topics/{stays.pk}/split/"
    assert client.post(split, {"title": "ใหม่", "reason": "ก", "posts": "x"}).status_code == 200
    chosen = stays.posts.get(number=3).pk
    response = client.post(split, {"title": "ใหม่", "reason": "คนละเรื่อง", "posts": [chosen]})
    made = Topic.objects.get(title="ใหม่")
    assert response["Location"] == made.get_absolute_url()
    assert made.get_absolute_url() in client.get(stays.get_absolute_url()).content.decode()


def test_what_is_sent_to_the_old_address_is_written_or_looked_at_again(client):
    staff, author = coordinator(), factories.user()
    stays, goes = said_on([1]), said_on([2])
    address = goes.get_absolute_url()
    merge_topics(by=staff, into=stays, gone=goes, reason="ซ้ำ")
    client.force_login(author)
    client.post(address, {"body": "มาช้า", "submission": uuid4()})
    assert stays.posts.get(number=3).body == "มาช้า"
    OldTopic.objects.update(readers="officers")
    html = client.post(address, {"body": "คุยกันเอง", "submission": uuid4()}).content.decode()
    assert "คุยกันเอง" in html
    assert stays.posts.count() == 3


def test_what_was_typed_for_other_readers_is_looked_at_again(client):
    topic = said_on([1])
    client.force_login(factories.user())
    address = topic.get_absolute_url()
    page = client.get(address).content.decode()
    assert '<input type="hidden" name="readers" value="everybody">' in page
    typed = {"body": "คุยกันเอง", "submission": uuid4(), "readers": "members"}
    page = client.post(address, typed).content.decode()
    assert "คุยกันเอง" in page
    assert "error-summary" in page
    assert topic.posts.count() == 1
    assert client.post(address, typed | {"readers": "everybody"}).status_code == 302
    assert topic.posts.count() == 2
