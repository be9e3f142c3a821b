"""Replying: what is written, what is refused with a sentence, and that no text is lost."""

from uuid import uuid4

import pytest

from exchange.models import Pair, Post
from portal.funds.models import Office
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user)
    return client


def page_of(client, topic) -> str:
    response = client.get(topic.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def send(client, topic, *, page=None, **fields):
    address = topic.get_absolute_url() + (f"?page={page}" if page else "")
    return client.post(address, {"body": "ลองดู", "submission": uuid4(), **fields})


def working_pair() -> Pair:
    yes = Pair.Answer.YES
    return factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)


def test_a_reply_leads_to_itself_on_its_page(client):
    topic = factories.topic(replies=19)
    author = factories.user()
    response = send(signed_in(client, author), topic, body="ตอบ\nสองบรรทัด")
    post = topic.posts.get(number=21)
    assert response["Location"] == f"{topic.get_absolute_url()}?page=2#post-21"
    assert (post.author, post.fund, post.body) == (author, None, "ตอบ\nสองบรรทัด")


def test_a_double_tap_writes_one_post(client):
    topic, submission = factories.topic(), uuid4()
    signed_in(client, factories.user())
    ways = {send(client, topic, submission=submission)["Location"] for _ in range(2)}
    assert ways == {f"{topic.get_absolute_url()}#post-2"}
    assert topic.posts.count() == 2


@pytest.mark.parametrize("submission", ["", "nonsense"])
def test_a_lost_submission_does_not_lose_the_text(client, submission):
    topic = factories.topic()
    send(signed_in(client, factories.user()), topic, submission=submission)
    assert topic.posts.count() == 2


def test_an_officer_chooses_in_whose_name(client):
    fund, topic = factories.fund(), factories.topic()
    signed_in(client, factories.officer(fund, role="chair"))
    html = page_of(client, topic)
    assert 'name="writing_as" value="me"' in html
    assert f'name="writing_as" value="{fund.pk}"' in html
    send(client, topic, writing_as=fund.pk)
    send(client, topic, writing_as="me")
    written = topic.posts.order_by("number").values_list("fund", "post_held")[1:]
    assert list(written) == [(fund.pk, "chair"), (None, "")]


def test_whoever_acts_for_no_fund_has_no_choice_to_make(client):
    html = page_of(signed_in(client, factories.user()), factories.topic())
    assert "writing_as" not in html


def test_in_a_room_the_fund_of_the_pair_is_chosen_beforehand(client):
    pair = working_pair()
    user = factories.officer()
    factories.office(user, pair.mentee)
    html = page_of(signed_in(client, user), factories.topic(pair=pair))
    radio = html.partition(f'name="writing_as" value="{pair.mentee_id}"')[2].partition(">")[0]
    assert "checked" in radio


@pytest.mark.parametrize(
    "fields",
    [
        {"body": ""},
        {"body": " \r\n\t"},
        {"body": "ข้อความยาว" * 2_001},
        {"body": "เลขของป้าคือ 1101700230708 ค่ะ"},
        {"body": "ข้อความดี", "writing_as": ""},
        {"body": "ข้อความดี", "writing_as": "999999"},
        {"body": "ข้อความดี", "writing_as": "ไม่ใช่เลข"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, fields):
    topic = factories.topic(replies=25)
    signed_in(client, factories.officer())
    response = send(client, topic, page=2, **{"writing_as": "me", **fields})
    html = response.content.decode()
    assert response.status_code == 200
    assert "field__error" in html
    assert fields["body"].strip() in html
    assert 'id="post-21"' in html
    assert topic.posts.count() == 26


def test_an_office_that_ended_while_typing_is_said_and_the_text_kept(client):
    fund, topic = factories.fund(), factories.topic()
    author = factories.officer(fund)
    factories.office(author)  # still an officer of another fund
    signed_in(client, author)
    page_of(client, topic)
    Office.objects.filter(fund=fund).update(status=Office.Status.REFUSED)
    html = send(client, topic, body="เขียนค้างไว้", writing_as=fund.pk).content.decode()
    assert "field__error" in html
    assert "เขียนค้างไว้" in html
    assert topic.posts.count() == 1


def test_a_topic_closed_while_typing_refuses_and_keeps_the_text(client):
    topic = factories.topic(locked=True)
    signed_in(client, factories.user())
    assert "<textarea" not in page_of(client, topic)
    response = send(client, topic, body="มาช้าไป")
    assert "มาช้าไป" in response.content.decode()
    assert "error-summary" in response.content.decode()
    assert topic.posts.count() == 1


def test_a_room_whose_pair_has_ended_can_be_read_only(client):
    pair = working_pair()
    topic = factories.topic(pair=pair)
    Pair.objects.update(status=Pair.Status.ENDED)
    signed_in(client, factories.officer(pair.mentor))
    assert "<textarea" not in page_of(client, topic)
    send(client, topic)
    assert topic.posts.count() == 1


def test_whoever_was_signed_out_finds_the_text_again_after_signing_in(client):
    topic, author = factories.topic(), factories.user("somchai")
    response = send(client, topic, body="พิมพ์ไว้ตั้งนาน")
    assert response.status_code == 302
    assert not topic.posts.filter(number=2).exists()
    back = client.post(response["Location"], {"login": "somchai", "password": factories.PASSWORD})
    assert back["Location"] == f"{topic.get_absolute_url()}#write"
    assert "พิมพ์ไว้ตั้งนาน" in page_of(client, topic)
    assert "พิมพ์ไว้ตั้งนาน" not in page_of(client, topic)
    assert Post.objects.filter(author=author).count() == 0


def test_a_visitor_cannot_fill_the_sessions(client):
    topic = factories.topic()
    send(client, topic, body="ข้อความ", **{f"field_{n}": ["ย" * 29_000] * 2 for n in range(4)})
    typed = client.session["exchange_unsent"]["typed"]
    assert typed == {"body": ["ข้อความ"]}
