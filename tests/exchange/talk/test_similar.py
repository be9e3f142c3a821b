"""Topics much like a title: what is found, for whom, and that nobody is asked twice."""

from uuid import uuid4

import pytest

from exchange.models import BoardPage, Topic
from exchange.talk.similar import MOST, similar_topics
from exchange.talk.writing import start_topic
from portal.funds.access import VISITOR, rights_of
from tests import factories

pytestmark = pytest.mark.django_db

TITLE = "เงินสดกับสมุดธนาคารต่างกัน ปิดบัญชีอย่างไร"


def topic(title, board=None) -> Topic:
    return start_topic(
        author=factories.administrator(),
        board=board or factories.board(),
        title=title,
        body="ช่วยด้วย",
        submission=uuid4(),
    )


def titles(typed, rights=VISITOR, **kwargs) -> list[str]:
    return [each.title for each in similar_topics(typed, rights, **kwargs)]


def test_the_likest_come_first():
    topic("ปิดบัญชี เงินสด สมุดธนาคาร ต่างกัน 120 บาท")
    topic("เยี่ยมบ้านสมาชิกติดเตียงเดือนละครั้ง")
    same = topic(TITLE)
    found = titles("เงินสดกับสมุดธนาคารต่างกัน ปิดบัญชียังไงดี")
    assert found[0] == same.title
    assert len(found) == 2


def test_five_at_most():
    for _ in range(MOST + 2):
        topic(TITLE)
    assert len(titles(TITLE)) == MOST


def test_nothing_of_places_one_cannot_open():
    board = factories.board(readers=BoardPage.Readers.OFFICERS)
    topic(TITLE, board)
    yes = {"mentor_answer": "yes", "mentee_answer": "yes"}
    room = factories.topic(TITLE, pair=factories.pair(status="accepted", **yes))
    room.save()
    assert titles(TITLE) == titles(TITLE, rights_of(factories.user())) == []
    assert titles(TITLE, rights_of(factories.officer())) == [TITLE]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "ค่ะ", "อย่างไร", "บัญชี", "🙂🙂", '" OR 1=1', "\\" * 50, "ก" * 500, "a AND NOT b"],
)
def test_odd_titles_find_nothing_and_do_no_harm(client, typed):
    topic(TITLE)
    assert titles(typed) == []
    response = client.get("/topics/similar/", {"title": typed})
    assert (response.status_code, response.content.strip()) == (200, b"")


def send(client, board, **fields):
    typed = {"title": TITLE, "body": "ของเราก็เป็น", "submission": uuid4(), **fields}
    return client.post(f"/boards/{board.pk}/new/", typed)


def test_without_scripts_they_are_shown_once(client):
    old = topic(TITLE)
    client.force_login(factories.user())
    html = send(client, factories.board()).content.decode()
    assert old.get_absolute_url() in html
    assert "ของเราก็เป็น" in html
    assert 'name="similar_seen" value="1"' in html
    assert Topic.objects.count() == 1
    assert send(client, factories.board(), similar_seen="1").status_code == 302
    assert Topic.objects.count() == 2


def test_another_title_goes_out_at_once(client):
    topic(TITLE)
    client.force_login(factories.user())
    assert send(client, factories.board(), title="นัดเยี่ยมบ้านสมาชิกเดือนหน้า").status_code == 302


def test_a_double_tap_is_not_asked_about_itself(client):
    board, submission = factories.board(), uuid4()
    client.force_login(factories.user())
    ways = {send(client, board, submission=submission)["Location"] for _ in range(2)}
    assert ways == {Topic.objects.get().get_absolute_url()}


@pytest.mark.django_db(transaction=True)
def test_they_appear_while_the_title_is_typed(browser_page):
    old, board = topic(TITLE), factories.board()
    page = browser_page(user=factories.user())
    page.goto(f"/boards/{board.pk}/new/")
    page.locator("input[name=title]").press_sequentially(TITLE)
    page.get_by_role("link", name=old.title).wait_for()
    assert page.locator("input[name=similar_seen]").input_value() == "1"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
