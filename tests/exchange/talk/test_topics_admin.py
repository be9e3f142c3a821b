"""Topics in the Wagtail admin: who tends which, and that nobody's words are changed."""

import pytest
from django.urls import reverse

from exchange.models import Pair, Topic
from portal.funds.groups import sync_groups
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/topics/"


def at_the_desk(client, user):
    sync_groups(user)
    client.force_login(user)
    return client


def edit(topic) -> str:
    return reverse("topics:edit", args=[topic.pk])


def room_topic(title) -> Topic:
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    return factories.topic(title, pair=pair)


def test_coordinators_list_boards_and_the_rooms_of_their_province(client):
    factories.topic("ในกระดาน", board=factories.board(readers="officers"))
    room_topic("ในห้องของคู่")
    found = {}
    for name, user in {
        "near": factories.coordinator("58"),
        "far": factories.coordinator("50"),
        "administrator": factories.administrator(),
    }.items():
        html = at_the_desk(client, user).get(LIST).content.decode()
        found[name] = ("ในกระดาน" in html, "ในห้องของคู่" in html)
    assert found == {"near": (True, True), "far": (True, False), "administrator": (True, True)}


def test_nobody_else_gets_in(client):
    topic = factories.topic()
    for user in (factories.user(), factories.officer(), factories.trainer()):
        at_the_desk(client, user)
        assert client.get(LIST).status_code == 302
        assert client.get(edit(topic)).status_code == 302


def test_a_room_of_another_province_is_out_of_reach(client):
    topic = room_topic("ในห้องของคู่")
    at_the_desk(client, factories.coordinator("50"))
    for view in ("edit", "history", "usage"):
        response = client.get(reverse(f"topics:{view}", args=[topic.pk]), follow=True)
        assert "ในห้องของคู่" not in response.content.decode()
    client.post(edit(topic), {"locked": "on"})
    topic.refresh_from_db()
    assert not topic.locked


def test_a_coordinator_pins_closes_and_sorts_without_touching_words(client):
    topic, accounts = factories.topic("หัวเรื่องเดิม", replies=1), factories.subject("accounts")
    at_the_desk(client, factories.coordinator("58"))
    html = client.get(edit(topic)).content.decode()
    assert topic.get_absolute_url() in html
    assert 'name="title"' not in html
    sent = {"title": "แก้คำคนอื่น", "pinned": "on", "locked": "on", "subjects": [accounts.pk]}
    assert client.post(edit(topic), sent).status_code == 302
    topic.refresh_from_db()
    assert (topic.title, topic.pinned, topic.locked) == ("หัวเรื่องเดิม", True, True)
    assert list(topic.subjects.all()) == [accounts]
    assert topic.posts.count() == 2


@pytest.mark.parametrize("address", ["new/", "delete/{}/", "copy/{}/"])
def test_topics_are_neither_made_nor_deleted_here(client, address):
    topic = factories.topic()
    at_the_desk(client, factories.administrator())
    response = client.post(LIST + address.format(topic.pk), {"title": "ใหม่"})
    assert response.status_code in {302, 404}
    assert list(Topic.objects.values_list("title", flat=True)) == [topic.title]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "เก็บเงิน"}, {"ออม"}),
        ({"q": "ข้อความที่ ๑"}, {"ออม", "ปิด"}),
        ({"q": 'ไม่มี" คำนี้'}, set()),
        ({"locked": "true"}, {"ปิด"}),
        ({"q": "ปิดบัญชี", "locked": "false"}, set()),
        ({"ordering": "-reply_count"}, {"ออม", "ปิด"}),
    ],
)
def test_searching_filtering_and_sorting(client, query, found):
    factories.topic("วันเก็บเงินออม").save()
    factories.topic("วิธีปิดบัญชี", locked=True).save()
    at_the_desk(client, factories.coordinator("58"))
    html = client.get(LIST, query).content.decode().partition("<tbody>")[2]
    assert {word for word in ("ออม", "ปิด") if word in html} == found


def test_the_list_costs_the_same_however_long(client, same_queries):
    at_the_desk(client, factories.coordinator("58"))
    board = factories.board()

    def add():
        factories.topic(board=board, fund=factories.fund())
        room_topic(None)

    same_queries(add, lambda: client.get(LIST))
