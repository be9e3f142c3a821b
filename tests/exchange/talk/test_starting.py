"""The kinds of topics: what each asks, what becomes of it, where it shows."""

from uuid import uuid4

import pytest

from exchange.models import Topic, TopicKind
from exchange.talk.answering import may_choose_answer
from exchange.talk.starting import STARTERS, composed, kind_named
from portal.funds.access import rights_of
from tests import factories

pytestmark = pytest.mark.django_db


def new(client, board, kind="", **typed):
    fields = {"title": "หัวเรื่อง", "body": "เนื้อความ", "submission": uuid4(), **typed}
    return client.post(f"/boards/{board.pk}/new/?kind={kind}", {"kind": kind, **fields})


def test_every_kind_says_what_it_asks():
    assert list(STARTERS) == list(TopicKind)


def test_boxes_become_one_text():
    assert composed("ก", [("ถาม", "ตอบ"), ("ว่าง", "")]) == "ก\n\n### ถาม\n\nตอบ"
    assert kind_named("nonsense") is None


@pytest.mark.parametrize("kind", [*TopicKind.with_answers()[1:], TopicKind.SHOW])
def test_a_kind_is_chosen_by_a_link_and_asks_its_questions(client, kind):
    board = factories.board()
    client.force_login(factories.user())
    html = client.get(f"/boards/{board.pk}/new/?kind={kind}").content.decode()
    assert all(str(question) in html for question in STARTERS[kind].more)
    new(client, board, kind, part_1="ลองแล้วสองรอบ")
    topic = Topic.objects.get()
    assert topic.kind == kind
    assert topic.posts.get().body == f"เนื้อความ\n\n### {STARTERS[kind].more[0]}\n\nลองแล้วสองรอบ"
    assert topic.get_kind_display() in client.get(board.url).content.decode()


@pytest.mark.parametrize("kind", ["", "nonsense", "\x00", "9" * 40])
def test_without_a_kind_it_is_plain_talk(client, kind):
    client.force_login(factories.user())
    new(client, factories.board(), kind)
    assert Topic.objects.get().kind == TopicKind.TALK


@pytest.mark.parametrize("part", ["ก" * 3001, "เลข 1101700230708"])
def test_a_wrong_box_keeps_what_was_typed(client, part):
    client.force_login(factories.user())
    html = new(client, factories.board(), "help", part_1=part, part_2="ก่อนสิ้นเดือน").content.decode()
    assert "field__error" in html
    assert "ก่อนสิ้นเดือน" in html
    assert not Topic.objects.exists()


def test_all_boxes_together_have_an_end(client):
    client.force_login(factories.user())
    html = new(client, factories.board(), "help", body="ก" * 19_000, part_1="ข" * 2_000)
    assert "field__error" in html.content.decode()


def test_a_draft_remembers_its_kind(client):
    board = factories.board()
    client.force_login(factories.user())
    new(client, board, "help", part_1="ช่วยดูแบบฟอร์ม", do="draft")
    html = client.get(f"/boards/{board.pk}/new/").content.decode()
    assert "ช่วยดูแบบฟอร์ม" in html
    assert 'name="kind" value="help"' in html


def test_a_board_is_narrowed_to_a_kind(client):
    board = factories.board()
    factories.topic("ถามหน่อย", board=board, kind=TopicKind.QUESTION)
    factories.topic("เล่าหน่อย", board=board, kind=TopicKind.SHOW)
    html = client.get(board.url, {"kind": "show"}).content.decode()
    assert "เล่าหน่อย" in html
    assert "ถามหน่อย" not in html
    assert 'class="empty"' in client.get(board.url, {"kind": "help"}).content.decode()
    assert "ถามหน่อย" in client.get(board.url, {"kind": "\x00"}).content.decode()


def test_a_story_has_no_answer():
    topic = factories.topic(kind=TopicKind.SHOW, replies=1)
    assert not may_choose_answer(rights_of(topic.author), topic)
