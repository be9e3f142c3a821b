"""A topic that comes before other readers leaves behind what it quotes from closed places."""

from uuid import uuid4

import pytest

from exchange.models import StaffNote, Topic
from exchange.talk.quoting import quote_of, without_strange_quotes
from exchange.talk.regrouping import merge_topics
from exchange.talk.tending import move_topic
from exchange.talk.writing import reply
from portal.thai.search import find
from tests import factories

pytestmark = pytest.mark.django_db

SECRET, OPEN = "เงินหายสองหมื่น", "ปิดบัญชีทุกเดือน"


def said(body, **kwargs):
    topic = factories.topic(**kwargs)
    topic.posts.update(body=body, html=f"<p>{body}</p>")
    return topic.posts.get()


@pytest.mark.parametrize("merged", [False, True])
def test_closed_words_stay_where_they_stand(client, merged):
    staff, officer = factories.coordinator("58"), factories.officer()
    closed, board = factories.board(readers="officers"), factories.board()
    secret, known = said(SECRET, board=closed), said(OPEN, board=board)
    topic = said("ถามต่อ", board=closed, author=officer).topic
    own = said("คำของกระทู้นี้เอง", board=closed).topic  # stays closed: no quote of it may travel

    def answer(*quoted, words):
        body = "\n\n".join([*(quote_of(post) for post in quoted), words])
        return reply(author=officer, topic=topic, body=body, submission=uuid4())

    both = answer(secret, known, words="เห็นด้วยทั้งสอง")
    itself = answer(topic.posts.get(number=1), words="ตอบข้อแรก")
    plain = answer(own.posts.get(), words="ตามนี้")
    told = {"by": staff, "reason": "ทุกคนควรรู้", "knows_readers": True}
    if merged:
        topic = merge_topics(into=factories.topic(board=board), gone=topic, **told)
    else:
        topic = move_topic(topic=topic, board=board, **told)

    html = client.get(topic.get_absolute_url()).content.decode()
    for words in (OPEN, "เห็นด้วยทั้งสอง", "ถามต่อ", "ตอบข้อแรก", "ตามนี้"):
        assert words in html
    assert SECRET not in html
    assert "คำของกระทู้นี้เอง" not in html
    for post in (both, itself, plain):
        post.refresh_from_db()
    assert f"/posts/{secret.pk}/" not in both.body
    assert (bool(both.edited_why), bool(itself.edited_why), bool(plain.edited_why)) == (1, 0, 1)
    history = client.get(f"/posts/{both.pk}/history/").content.decode()
    assert SECRET not in history
    assert both.edited_why in history
    assert StaffNote.objects.filter(action=StaffNote.Action.EDITED).count() == 2
    assert not find(Topic.objects.filter(pk=topic.pk), SECRET, limit=5)


def test_the_quote_goes_and_what_was_written_beside_it_stays():
    post = said(SECRET, board=factories.board(readers="officers"))
    known = said(OPEN)
    board = known.topic.board
    deep = "\n".join(f"> {line}" for line in quote_of(post).splitlines())
    text = f"ก่อน\n\n{quote_of(known)}\n{deep}\n> ยังเป็นคำอ้าง\n\nหลัง\n> คำอ้างไร้ที่มา"
    left = without_strange_quotes(text, place=board)
    assert SECRET not in left
    for words in ("ก่อน", OPEN, "> ยังเป็นคำอ้าง", "หลัง", "> คำอ้างไร้ที่มา"):
        assert words in left
    assert without_strange_quotes(left, place=board) == left
    assert without_strange_quotes(text, place=post.topic.board) == text
