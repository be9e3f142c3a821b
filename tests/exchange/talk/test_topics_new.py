"""Starting a topic, in a board and in the room of a pair."""

from uuid import uuid4

import pytest
from django.urls import reverse

from exchange.models import Pair, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def form_of(place) -> str:
    return reverse("pair_topic_new" if isinstance(place, Pair) else "topic_new", args=[place.pk])


def send(client, place, **fields):
    typed = {"title": "ปิดบัญชีอย่างไร", "body": "ช่วยด้วย", "submission": uuid4(), **fields}
    return client.post(form_of(place), typed)


def pair(**kwargs) -> Pair:
    yes = Pair.Answer.YES
    status = kwargs.pop("status", Pair.Status.ACCEPTED)
    return factories.pair(status=status, mentor_answer=yes, mentee_answer=yes, **kwargs)


def test_a_member_starts_a_topic(client):
    board, author, about = factories.board(), factories.user(), factories.subject("accounts")
    client.force_login(author)
    assert "<textarea" in client.get(form_of(board)).content.decode()
    response = send(client, board, subjects=[about.pk], title=" ปิดบัญชี\nอย่างไร ")
    topic = Topic.objects.get()
    assert response["Location"] == topic.get_absolute_url()
    assert (topic.title, topic.board, topic.author) == ("ปิดบัญชี อย่างไร", board, author)
    assert list(topic.subjects.all()) == [about]
    assert topic.posts.get().body == "ช่วยด้วย"
    assert client.get(response["Location"]).status_code == 200


def test_both_funds_start_topics_in_their_room(client):
    room = pair()
    client.force_login(factories.officer(room.mentor, role="chair"))
    assert client.get(form_of(room)).status_code == 200
    send(client, room, writing_as=room.mentor_id)
    topic = Topic.objects.get()
    assert (topic.pair, topic.board, topic.fund) == (room, None, room.mentor)
    assert topic.post_held == "chair"


def test_a_visitor_signs_in_first(client):
    for place in (factories.board(), pair(), factories.board(readers="officers")):
        response = client.get(form_of(place))
        assert response["Location"] == f"{reverse('account_login')}?next={form_of(place)}"


def test_the_form_is_there_for_those_who_may_write_and_for_nobody_else(client):
    room, waiting = pair(), factories.pair()
    officers = factories.board(readers="officers")
    member, stranger = factories.user(), factories.officer()
    mentor, coordinator = factories.officer(room.mentor), factories.coordinator("58")
    expected = {
        (member, officers): 403,
        (stranger, officers): 200,
        (member, room): 404,
        (stranger, room): 404,
        (mentor, room): 200,
        (coordinator, room): 200,
        (mentor, waiting): 404,
        (coordinator, waiting): 403,
    }
    for (user, place), status in expected.items():
        client.force_login(user)
        assert client.get(form_of(place)).status_code == status, (user, place)
    client.force_login(member)
    assert send(client, officers).status_code == 403
    assert send(client, room).status_code == 404
    assert not Topic.objects.exists()


def test_a_room_that_closed_while_typing_keeps_the_text(client):
    room = pair()
    client.force_login(factories.officer(room.mentor))
    Pair.objects.update(status=Pair.Status.ENDED)
    html = send(client, room, body="เขียนไว้แล้ว", writing_as="me").content.decode()
    assert "error-summary" in html
    assert "เขียนไว้แล้ว" in html
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "  \n "},
        {"title": "ก" * 201},
        {"title": "ของ 1101700230708"},
        {"body": ""},
        {"body": "ก" * 20_001},
        {"body": "เลข ๑-๑๐๑๗-๐๐๒๓๐-๗๐-๘"},
        {"subjects": ["ไม่ใช่เลข"]},
        {"subjects": ["999999"]},
        {"subjects": "four"},
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(client, fields):
    board = factories.board()
    if fields.get("subjects") == "four":
        fields = {"subjects": [factories.subject(f"subject-{n}").pk for n in range(4)]}
    client.force_login(factories.user())
    typed = {"title": "หัวเรื่องที่พิมพ์", "body": "ข้อความที่พิมพ์", **fields}
    response = send(client, board, **typed)
    html = response.content.decode()
    assert response.status_code == 200
    assert "field__error" in html
    assert typed["title"].strip() in html
    assert typed["body"] in html
    assert not Topic.objects.exists()


def test_a_double_tap_starts_one_topic(client):
    board, submission = factories.board(), uuid4()
    client.force_login(factories.user())
    ways = {send(client, board, submission=submission)["Location"] for _ in range(2)}
    assert ways == {Topic.objects.get().get_absolute_url()}


def test_the_box_never_cuts_a_pasted_text(client):
    client.force_login(factories.user())
    html = client.get(form_of(factories.board())).content.decode()
    form = html.partition('method="post"')[2].partition("</form>")[0]
    assert "<textarea" in form
    assert "maxlength" not in form


def test_whoever_was_signed_out_finds_title_and_text_again(client):
    board, author = factories.board(), factories.user("somying")
    send(client, board, title="หัวเรื่องค้าง", body="ข้อความค้าง")
    assert not Topic.objects.exists()
    client.login(username="somying", password=factories.PASSWORD)
    html = client.get(form_of(board)).content.decode()
    assert "หัวเรื่องค้าง" in html
    assert "ข้อความค้าง" in html
    assert author.is_active


def test_the_page_says_who_will_read(client):
    client.force_login(factories.administrator())
    places = factories.board(), factories.board(readers="officers"), pair()
    addresses = [form_of(place) for place in places]
    everybody, officers, room = [
        client.get(f"/en{address}").content.decode() for address in addresses
    ]
    assert "Everybody on the internet can read this." in everybody
    assert "officers of a fund and the network&#x27;s staff" in officers
    assert "Only the officers and committees of both funds" in room
