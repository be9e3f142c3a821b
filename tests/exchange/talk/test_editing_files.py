"""Pictures and files of a post that is edited: what comes, what goes, what is said of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from exchange.models import Attachment, Draft, Topic
from exchange.talk.attaching import MOST, attach
from exchange.talk.drafts import mark_of
from exchange.talk.editing import edit
from tests import factories
from tests.exchange.made import picture
from tests.exchange.test_uploads import ID_NUMBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def post(fund):
    """A post of a fund, of yesterday, with a picture."""
    topic = factories.topic(replies=1, fund=fund, author=factories.officer(fund))
    topic.posts.update(created_at=timezone.now() - timedelta(days=1))
    factories.attachment(topic)
    return topic.posts.get(number=1)


@pytest.fixture
def officer(client, fund):
    """Another officer of the fund, signed in."""
    user = factories.officer(fund)
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


def pdf(name="rules.pdf", content=b"%PDF-1"):
    return SimpleUploadedFile(name, content)


def send(client, post, *files, **fields):
    post.refresh_from_db()
    stands = {"body": post.body, "title": post.topic.title, "edition": post.edition}
    address = reverse("post_edit", args=[post.pk])
    return client.post(address, {"submission": uuid4(), "files": files, **stands, **fields})


def lines(post) -> list[str]:
    return [one.line for one in post.attachments.all()]


def test_another_officer_adds_takes_out_and_says_what_is_seen(
    client, officer, post, django_capture_on_commit_callbacks
):
    old = post.attachments.get()
    page = client.get(reverse("post_edit", args=[post.pk])).content.decode()
    assert f'name="remove" value="{old.key}"' in page
    photo = SimpleUploadedFile("IMG_2.jpg", picture((500, 300)))
    with django_capture_on_commit_callbacks(execute=True):
        for _press in range(2):
            photo.seek(0)
            response = send(client, post, pdf(), photo, remove=old.key)
            assert response["Location"] == post.get_absolute_url()
    post.refresh_from_db()
    assert lines(post) == ["rules (PDF)", "IMG 2 (JPG)"]
    assert (post.edition, post.edited_by, post.versions.get().attached) == (2, officer, "a (JPG)")
    assert not any(storages["attached"].exists(path) for path in old.paths)
    assert not Draft.objects.exists()
    new = post.attachments.get(kind="picture")
    send(client, post, **{f"alt-{new.key}": " แม่ ๆ นับเงิน\nในศาลา "})
    client.logout()
    html = client.get(post.topic.get_absolute_url()).content.decode()
    assert 'alt="แม่ ๆ นับเงิน ในศาลา"' in html
    history = client.get(reverse("post_history", args=[post.pk])).content.decode()
    assert "rules (PDF)" in history
    assert "a (JPG)" in history


def test_a_slip_leaves_no_trace(client, officer, post):
    reply = post.topic.posts.get(number=2)
    reply.author, reply.created_at = officer, timezone.now()
    reply.save()
    send(client, reply, pdf())
    reply.refresh_from_db()
    assert (lines(reply), reply.edited_at) == (["rules (PDF)"], None)


@pytest.mark.parametrize("wrong", ["file", "many", "number", "text"])
def test_what_is_wrong_is_said_and_nothing_of_the_post_changes(client, officer, post, wrong):
    old = post.attachments.get()
    body = "" if wrong == "text" else "ข้อความใหม่"
    files = [pdf(f"{n}.pdf", f"%PDF-{n}".encode()) for n in range(MOST if wrong == "many" else 1)]
    if wrong == "file":
        files.append(SimpleUploadedFile("x.exe", b"MZ"))
    said = {f"alt-{old.key}": ID_NUMBER} if wrong == "number" else {}
    response = send(
        client, post, *files, body=body, remove=[] if wrong == "many" else old.key, **said
    )
    html = response.content.decode()
    assert "error-summary" in html
    assert body in html
    assert lines(post) == ["a (JPG)"]
    post.refresh_from_db()
    assert post.edition == 1
    if wrong == "many":
        return
    # What was sent along and the tick wait in the form, and go out with the next press.
    assert f'name="remove" value="{old.key}" checked' in html
    new = Attachment.objects.get(draft__author=officer)
    seen = mark_of(Draft.objects.get())
    send(client, post, body="ข้อความใหม่", attached=new.key, remove=old.key, seen=seen)
    assert lines(post) == ["0 (PDF)"]
    assert not Draft.objects.exists()


def test_whoever_edited_meanwhile_is_not_written_over(client, officer, post):
    edit(by=post.author, post=post, body="ของคนแรก", seen=1)
    response = send(client, post, pdf(), body="ของคนที่สอง", edition=1)
    assert "<p>ของคนแรก</p>" in response.content.decode()
    assert lines(post) == ["a (JPG)"]
    new = Attachment.objects.get(draft__author=officer)
    send(client, post, body="ของคนที่สอง", attached=new.key)
    assert lines(post) == ["a (JPG)", "rules (PDF)"]


def test_a_begun_edit_is_found_again_by_its_writer_alone(client, officer, post):
    send(client, post, do="draft", body="แก้ยังไม่จบ", **{f"alt-{post.attachments.get().key}": "ศาลา"})
    draft = Draft.objects.get()
    assert (draft.place, draft.beside) == (post, post.topic)
    page = client.get(reverse("post_edit", args=[post.pk])).content.decode()
    assert "แก้ยังไม่จบ</textarea>" in page
    assert 'value="ศาลา"' in page
    assert f"{reverse('post_edit', args=[post.pk])}#write" in client.get(
        reverse("my_drafts")
    ).content.decode().replace("/en/", "/")
    client.force_login(post.author)
    assert "แก้ยังไม่จบ" not in client.get(reverse("post_edit", args=[post.pk])).content.decode()
    client.force_login(officer)
    # As it stood before there is nothing to keep.
    alt = {f"alt-{post.attachments.get().key}": ""}
    send(client, post, do="draft", seen=mark_of(draft), **alt)
    assert not Draft.objects.exists()


def test_a_closed_topic_keeps_its_files(client, officer, post):
    Topic.objects.update(locked=True)
    send(client, post, pdf(), remove=post.attachments.get().key)
    assert lines(post) == ["a (JPG)"]


def test_forged_keys_take_nothing_of_another_post(client, officer, post, fund):
    other = factories.topic(fund=fund)
    mine = attach(author=officer, place=other, content=picture(), name="b.jpg")
    foreign = factories.attachment(other)
    send(client, post, body="ใหม่", remove=[foreign.key, "x"], attached=mine.key)
    assert lines(post) == ["a (JPG)"]
    assert foreign.post.attachments.get() == foreign
    mine.refresh_from_db()
    assert mine.draft_id
