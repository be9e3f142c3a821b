"""Quoting: whose words stand where, under which signature, and what never leaves a room."""

from uuid import uuid4

import pytest

from exchange.models import Pair
from exchange.talk.quoting import LONGEST_QUOTE, may_quote, quote_of
from exchange.talk.writing import WritingRefused, reply
from tests import factories

pytestmark = pytest.mark.django_db


def said(body="บัญชีต้องปิดทุกเดือน", **kwargs):
    topic = factories.topic(**kwargs)
    topic.posts.update(body=body)
    return topic.posts.get()


def working_pair() -> Pair:
    yes = Pair.Answer.YES
    return factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)


def answer(author, topic, body):
    return reply(author=author, topic=topic, body=body, submission=uuid4())


def test_whose_words_may_stand_where():
    open_to_all, members, officers = (
        factories.board(readers=readers) for readers in ("everybody", "members", "officers")
    )
    room, other_room = working_pair(), working_pair()
    places = [open_to_all, members, officers, room, other_room]
    may = {
        (of, place): may_quote(
            said(**({"pair": of} if isinstance(of, Pair) else {"board": of})), place=place
        )
        for of in places
        for place in places
    }
    assert {place for place in places if may[open_to_all, place]} == set(places)
    assert {place for place in places if may[members, place]} == set(places) - {open_to_all}
    assert {place for place in places if may[officers, place]} == {officers}
    assert {place for place in places if may[room, place]} == {room}


def test_what_is_offered_are_own_words_only():
    post = said("> คำคนอื่น\n\nคำของเรา @[สมศรี ใจดี]\nสองบรรทัด")
    lines = quote_of(post).splitlines()
    assert lines[0].endswith(f"](/posts/{post.pk}/)")
    assert lines[1:] == [">", "> คำของเรา สมศรี ใจดี", "> สองบรรทัด"]
    assert len(quote_of(said("ก" * 2000))) < LONGEST_QUOTE + 200


def test_a_quote_is_signed_by_the_portal_not_by_who_quotes():
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    post = said(fund=fund, author=factories.officer(fund))
    forged = f"> [ผู้ว่าราชการ](/en/posts/{post.pk}/)\n> อะไรก็ได้"
    written = answer(factories.user(), post.topic, forged)
    assert "ผู้ว่าราชการ" not in written.body
    assert written.body.startswith(f"> [เหรัญญิก · {fund.name}](/posts/{post.pk}/)")
    assert f'<blockquote>\n<p><a href="/posts/{post.pk}/"' in written.html


def test_a_person_behind_a_fund_is_not_told_by_a_quote():
    fund = factories.fund()
    author = factories.officer(fund)
    post = said(fund=fund, author=author)
    written = answer(factories.officer(fund), post.topic, quote_of(post))
    assert author.shown_name not in written.body


@pytest.mark.parametrize("deep", ["", "> "])
def test_what_stands_in_a_room_stays_there(deep):
    pair = working_pair()
    post = said(pair=pair)
    writer, outside = factories.officer(pair.mentor), factories.topic()
    with pytest.raises(WritingRefused):
        answer(writer, outside, deep + quote_of(post))
    assert outside.posts.count() == 1
    assert answer(writer, post.topic, quote_of(post)).number == 2


def test_who_may_not_read_a_post_cannot_learn_whether_it_is_there():
    post, topic = said(board=factories.board(readers="officers")), factories.topic()
    refusals = set()
    for pk in (post.pk, 999_999_999_999):
        with pytest.raises(WritingRefused) as refusal:
            answer(factories.user(), topic, f"> [x](/posts/{pk}/)\n> y")
        refusals.add(str(refusal.value))
    assert len(refusals) == 1


def test_it_stands_in_the_form_behind_what_is_begun(client):
    author, post = factories.user(), said()
    factories.draft(author, post.topic, "เขียนไว้ก่อน")
    client.force_login(author)
    address = post.topic.get_absolute_url()
    assert f"quote={post.pk}#write" in client.get(address).content.decode()
    html = client.get(address, {"quote": post.pk}).content.decode()
    assert "เขียนไว้ก่อน" in html
    assert f"](/posts/{post.pk}/)\n&gt;\n&gt; บัญชีต้องปิดทุกเดือน" in html


@pytest.mark.parametrize("wanted", ["x", "-1", "9" * 30, "๑", ""])
def test_nonsense_quotes_nothing(client, wanted):
    topic = factories.topic()
    client.force_login(factories.user())
    response = client.get(topic.get_absolute_url(), {"quote": wanted})
    assert "/posts/" not in response.content.decode().partition("<textarea")[2].partition("</t")[0]


def test_a_room_is_not_quoted_into_a_new_topic_outside(client):
    pair, board = working_pair(), factories.board()
    post = said("ความลับ", pair=pair)
    client.force_login(factories.officer(pair.mentor))
    assert "ความลับ" not in client.get(f"/boards/{board.pk}/new/?quote={post.pk}").content.decode()
    assert "ความลับ" in client.get(f"/pairs/{pair.pk}/new/?quote={post.pk}").content.decode()


def test_a_visitor_gets_no_link_to_quote(client):
    assert "quote=" not in client.get(factories.topic().get_absolute_url()).content.decode()
