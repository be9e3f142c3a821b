"""The pages around an edit: the form, the history, hiding; what readers see and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from exchange.models import Post, Topic
from exchange.talk.editing import edit
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user)
    return client


def written(body="เก็บเงินวันละบาท", **kwargs) -> Post:
    """A reply of yesterday."""
    topic = factories.topic(replies=1, **kwargs)
    day = timezone.now() - timedelta(days=1)
    topic.posts.update(created_at=day, body=body, html=f"<p>{body}</p>")
    return topic.posts.get(number=2)


def send(client, post, **fields):
    defaults = {"body": "เก็บเงินเดือนละบาท", "edition": post.edition}
    return client.post(reverse("post_edit", args=[post.pk]), {**defaults, **fields})


def english(client, name, *args) -> str:
    with translation.override("en"):
        return client.get(reverse(name, args=args)).content.decode()


def test_the_author_edits_and_readers_see_that_and_what_was_before(client):
    post = written()
    edit_address = reverse("post_edit", args=[post.pk])
    assert edit_address not in client.get(post.topic.get_absolute_url()).content.decode()
    signed_in(client, post.author)
    assert edit_address in client.get(post.topic.get_absolute_url()).content.decode()
    assert "เก็บเงินวันละบาท" in client.get(edit_address).content.decode()
    response = send(client, post)
    assert response["Location"] == post.get_absolute_url()
    client.logout()
    html = client.get(f"/en/topics/{post.topic_id}/").content.decode()
    assert "edited " in html
    assert f"/posts/{post.pk}/history/" in html
    history = english(client, "post_history", post.pk)
    assert '<del><span class="visually-hidden">[taken out: </span>วัน<span' in history
    assert '<ins><span class="visually-hidden">[added: </span>เดือน<span' in history


def test_only_posts_one_answers_for_offer_the_way(client):
    fund, other = factories.fund(), factories.fund()
    topic = factories.topic(replies=1, fund=fund)
    for user, offered in (
        (factories.officer(fund), 2),
        (factories.officer(other), 0),
        (factories.administrator(), 0),
    ):
        html = signed_in(client, user).get(topic.get_absolute_url()).content.decode()
        assert html.count("/edit/") == offered
    Topic.objects.update(locked=True)
    signed_in(client, factories.officer(fund))
    assert "/edit/" not in client.get(topic.get_absolute_url()).content.decode()
    assert client.get(reverse("post_edit", args=[topic.posts.first().pk])).status_code == 403


def test_the_title_stands_in_the_form_of_the_first_post_alone(client):
    post = written()
    signed_in(client, post.author)
    assert 'name="title"' not in client.get(reverse("post_edit", args=[post.pk])).content.decode()
    first = post.topic.posts.get(number=1)
    assert 'name="title"' in client.get(reverse("post_edit", args=[first.pk])).content.decode()
    send(client, first, title=" ชื่อ\nใหม่ ")
    assert Topic.objects.get().title == "ชื่อ ใหม่"
    assert "ชื่อ ใหม่" in english(client, "post_history", first.pk)


@pytest.mark.parametrize(
    "fields",
    [
        {"body": ""},
        {"body": "ข้อความยาว" * 2_001},
        {"body": "เลขของป้าคือ 1101700230708 ค่ะ"},
        {"body": "ข้อความดี", "edition": ""},
        {"body": "ข้อความดี", "edition": "99999999999999999999"},
        {"body": "ข้อความดี", "edition": "-1"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, fields):
    post = written()
    response = send(signed_in(client, post.author), post, **fields)
    assert response.status_code == 200
    html = response.content.decode()
    assert "error-summary" in html
    assert fields["body"] in html
    post.refresh_from_db()
    assert post.body == "เก็บเงินวันละบาท"


def test_the_second_of_two_editors_keeps_what_was_typed_and_can_send_again(client):
    post = written()
    edit(by=post.author, post=post, body="ของคนแรก", seen=1)
    signed_in(client, post.author)
    html = send(client, post, body="ของคนที่สอง").content.decode()
    assert "<p>ของคนแรก</p>" in html
    assert "ของคนที่สอง</textarea>" in html
    assert 'name="edition" value="2"' in html
    send(client, post, body="ของคนที่สอง", edition=2)
    post.refresh_from_db()
    assert post.body == "ของคนที่สอง"


def test_whoever_was_signed_out_finds_the_text_again_after_signing_in(client):
    post = written(author=factories.user("somchai"))
    response = send(client, post, body="แก้ไว้ตั้งนาน")
    back = client.post(response["Location"], {"login": "somchai", "password": factories.PASSWORD})
    html = client.get(back["Location"].partition("#")[0]).content.decode()
    assert "แก้ไว้ตั้งนาน" in html
    assert 'name="edition" value="1"' in html


@pytest.mark.parametrize("name", ["post_edit", "post_history"])
@pytest.mark.parametrize("pk", [999_999, 2**63])
def test_what_is_not_there_is_not_found(client, name, pk):
    signed_in(client, factories.user())
    assert client.get(reverse(name, args=[pk])).status_code == 404
    assert client.post(reverse("post_edit", args=[pk]), {"body": "ก"}).status_code == 404


# The history


def test_a_hidden_text_is_read_by_staff_alone_and_compared_with_by_nobody_else(client):
    post = factories.edited(written("สุดท้าย"), "แรกสุด", "เบอร์ของป้า 0", "ก่อนสุดท้าย")
    staff, reader = factories.coordinator("58"), factories.user()
    hide = reverse("version_hide", args=[post.pk, 2])
    signed_in(client, staff)
    assert "เบอร์ของป้า" in client.get(hide).content.decode()
    assert client.post(hide, {"reason": ""}).status_code == 200
    client.post(hide, {"reason": "มีเบอร์โทรของคนอื่น"})
    assert "เบอร์ของป้า" in english(client, "post_history", post.pk)
    for user in (reader, post.author, None):
        client.logout()
        if user:
            client.force_login(user)
        html = english(client, "post_history", post.pk)
        assert "เบอร์ของป้า" not in html
        assert "มีเบอร์โทรของคนอื่น" in html
        assert "แรกสุด" in html
        assert "ก่อนสุดท้าย" in html
        assert "/hide/" not in html
    signed_in(client, staff).post(reverse("version_show", args=[post.pk, 2]))
    client.logout()
    assert "เบอร์ของป้า" in english(client, "post_history", post.pk)


def test_a_hidden_text_at_the_turn_of_a_page_is_passed_over_too(client):
    post = factories.edited(written("สุดท้าย"), *(f"ข้อความ {n}" for n in range(1, 15)))
    post.versions.filter(number=5).update(hidden_at=timezone.now(), hidden_reason="ลองดู")
    html = english(client, "post_history", post.pk)
    assert html.count("<article") == 10
    assert "ข้อความ 5" not in html
    last = client.get(reverse("post_history", args=[post.pk]), {"page": 2}).content.decode()
    assert last.count("<article") == 5
    assert "ข้อความ 5" not in last


def test_a_post_that_was_never_edited_has_a_history_of_one(client):
    assert english(client, "post_history", written().pk).count("<article") == 1


def test_who_edited_a_fund_s_text_is_known_to_those_who_know_who_wrote(client):
    fund = factories.fund()
    post = written(fund=fund, author=factories.officer(fund))
    editor = factories.officer(fund, role="secretary")
    edit(by=editor, post=post, body="แก้โดยเลขา", seen=1)
    html = english(client, "post_history", post.pk)
    assert f"Secretary · {fund.name}" in html
    assert f"Treasurer · {fund.name}" in html
    for user, knows in ((factories.user(), False), (factories.trainer(), True), (editor, True)):
        html = english(signed_in(client, user), "post_history", post.pk)
        assert (editor.person.name in html) is knows


def test_marks_of_html_stay_text(client):
    post = factories.edited(written("<script>alert(2)</script>"), "<script>alert(1)</script>")
    html = english(client, "post_history", post.pk)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_a_history_costs_the_same_however_long_it_is(client, who):
    if who == "staff":
        client.force_login(factories.coordinator("58"))
    counts = []
    for texts in (1, 3, 30):
        fund = factories.fund()
        post = written(fund=fund, author=factories.officer(fund))
        factories.edited(post, *(f"ข้อความ {number}" for number in range(texts)))
        english(client, "post_history", post.pk)
        with CaptureQueriesContext(connection) as queries:
            english(client, "post_history", post.pk)
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 12
