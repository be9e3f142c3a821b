"""Pictures and papers of posts: what is kept, who may open it, how it is shown."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from exchange.models import Attachment, Draft, Pair, Post
from exchange.talk.attaching import MOST, attach, take_out
from exchange.uploads import UploadRefused
from tests import factories
from tests.exchange.test_uploads import ID_NUMBER, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def stored(attachment) -> list[str]:
    return [path for path in attachment.paths if storages["attached"].exists(path)]


def sent(name="a.jpg", content=None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(size=(1000, 500)) if content is None else content)


def reply(client, topic, *files, **fields):
    data = {"body": "ดูรูปนี้", "submission": uuid4(), "files": list(files), **fields}
    return client.post(topic.get_absolute_url(), data)


class TestKeeping:
    def test_a_picture_is_kept_in_its_sizes_without_hidden_data(self):
        topic, author = factories.topic(), factories.user()
        one = attach(
            author=author, place=topic, content=picture(size=(2400, 1200)), name="IMG_1.jpg"
        )
        assert (one.kind, one.width, one.height, one.ending) == ("picture", 1920, 960, "jpg")
        assert one.widths == [320, 640, 960]
        assert len(stored(one)) == 4
        with storages["attached"].open(one.path()) as whole:
            assert b"Phone of somebody" not in whole.read()
        with storages["attached"].open(one.path(640)) as small, Image.open(small) as opened:
            assert (opened.format, opened.size) == ("WEBP", (640, 320))

    def test_heic_of_a_phone_becomes_a_picture_whatever_its_name(self):
        topic, author = factories.topic(), factories.user()
        one = attach(author=author, place=topic, content=picture("HEIF"), name="report.pdf")
        assert (one.kind, one.ending, one.widths) == ("picture", "jpg", [40])

    def test_a_paper_is_kept_as_it_was_sent(self):
        topic, author = factories.topic(), factories.user()
        one = attach(author=author, place=topic, content=b"%PDF-1.7 x", name="ระเบียบ_กองทุน.pdf")
        assert (one.kind, one.title, one.ending, one.width) == (
            "paper",
            "ระเบียบ กองทุน",
            "pdf",
            None,
        )
        with storages["attached"].open(one.path()) as paper:
            assert paper.read() == b"%PDF-1.7 x"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("virus.exe", b"MZ"),
            ("not.pdf", b"<html>"),
            ("broken.jpg", b"no picture"),
            ("people.csv", f"name,{ID_NUMBER}".encode()),
            ("page.html", b"<script>"),
            ("no-ending", b"text"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_and_nothing_is_stored(self, name, content):
        topic, author = factories.topic(), factories.user()
        with pytest.raises(UploadRefused):
            attach(author=author, place=topic, content=content, name=name)
        assert not Attachment.objects.exists()
        assert not Draft.objects.exists()

    def test_the_same_thing_twice_is_kept_once_and_the_seventh_is_refused(self):
        topic, author = factories.topic(), factories.user()
        for number in range(MOST):
            for _again in range(2):
                content = f"ครั้งที่ {number}".encode()
                attach(author=author, place=topic, content=content, name="a.txt")
        assert Attachment.objects.count() == MOST
        with pytest.raises(UploadRefused):
            attach(author=author, place=topic, content=b"one more", name="b.txt")

    def test_what_is_taken_out_leaves_no_file_behind(self, django_capture_on_commit_callbacks):
        topic, author = factories.topic(), factories.user()
        mine = attach(author=author, place=topic, content=picture(), name="a.jpg")
        other = attach(author=factories.user(), place=topic, content=picture(), name="a.jpg")
        with django_capture_on_commit_callbacks(execute=True):
            take_out(author=author, place=topic, keys=[mine.key, other.key])
        assert list(Attachment.objects.all()) == [other]
        assert not stored(mine)
        assert stored(other)
        assert Draft.objects.count() == 1  # an empty one of mine is not kept


class TestSending:
    def test_what_is_chosen_goes_out_with_the_reply(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        reply(client, topic, sent(), sent("rules.pdf", b"%PDF-1"))
        post = topic.posts.get(number=2)
        assert [one.kind for one in post.attachments.all()] == ["picture", "paper"]
        assert not Draft.objects.exists()
        html = client.get(f"/en{topic.get_absolute_url()}").content.decode()
        assert 'width="320" height="160"' in html
        assert "640w" in html
        assert 'loading="lazy"' in html
        assert "(PDF, 0.1 MB)" in html

    def test_a_failed_file_keeps_the_text_and_the_other_files(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        html = reply(client, topic, sent(), sent("x.exe", b"MZ")).content.decode()
        assert "x.exe:" in html
        assert "ดูรูปนี้" in html
        assert not topic.posts.filter(number=2).exists()
        draft = Draft.objects.get()
        kept = draft.attachments.get()
        assert f'name="attached" value="{kept.key}"' in html
        assert f'name="gone" value="{kept.key}"' in html
        reply(client, topic, attached=kept.key, seen=f"{draft.pk}.{draft.edition}")
        assert topic.posts.get(number=2).attachments.get() == kept

    def test_a_tick_takes_a_kept_file_out(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        kept = attach(author=author, place=topic, content=picture(), name="a.jpg")
        reply(client, topic, attached=kept.key, gone=kept.key)
        assert not topic.posts.get(number=2).attachments.exists()
        assert not Attachment.objects.exists()

    def test_forged_keys_take_nothing_of_others_along(self, client):
        topic = factories.topic()
        other = attach(author=factories.user(), place=topic, content=picture(), name="a.jpg")
        client.force_login(factories.user())
        reply(client, topic, attached=[other.key, "x", uuid4()], gone=[other.key, "y"])
        assert not topic.posts.get(number=2).attachments.exists()
        assert Attachment.objects.get().draft_id == other.draft_id

    def test_sent_twice_is_attached_once_and_leaves_no_draft(self, client):
        topic, submission = factories.topic(), uuid4()
        client.force_login(factories.user())
        for _press in range(2):
            reply(client, topic, sent(), submission=submission)
        assert topic.posts.count() == 2
        assert Attachment.objects.count() == 1
        assert not Draft.objects.exists()

    def test_a_new_topic_takes_its_files_along(self, client):
        board = factories.board()
        client.force_login(factories.user())
        data = {"title": "รูปงาน", "body": "งานวันนี้", "files": [sent()], "submission": uuid4()}
        client.post(f"/boards/{board.pk}/new/", data)
        assert Post.objects.get(body="งานวันนี้").attachments.count() == 1


class TestOpening:
    @pytest.fixture
    def room(self):
        yes = Pair.Answer.YES
        pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
        return factories.topic(pair=pair)

    def attached(self, topic, name="a.jpg", content=None):
        content = content or picture()
        one = attach(author=factories.user(), place=topic, content=content, name=name)
        draft, one.post, one.draft = one.draft, topic.posts.get(number=1), None
        one.save()
        draft.delete()
        return one

    def test_only_readers_of_a_room_open_its_files(self, client, room):
        one = self.attached(room)
        for address in (one.get_absolute_url(), f"{one.get_absolute_url()}40/"):
            client.logout()
            assert "/accounts/login/" in client.get(address)["Location"]
            client.force_login(factories.officer())
            assert client.get(address).status_code == 404
            client.force_login(factories.officer(room.pair.mentor))
            response = client.get(address)
            assert response.status_code == 200
            assert "private" in response["Cache-Control"]
            assert b"".join(response.streaming_content)

    def test_files_of_an_open_board_are_for_everybody(self, client):
        one = self.attached(factories.topic())
        assert client.get(one.get_absolute_url()).status_code == 200
        assert client.get(f"{one.get_absolute_url()}41/").status_code == 404
        assert client.get(f"{one.get_absolute_url()}{2**70}/").status_code == 404

    def test_a_draft_is_opened_by_its_author_alone(self, client):
        topic, author = factories.topic(), factories.user()
        one = attach(author=author, place=topic, content=picture(), name="a.jpg")
        client.force_login(factories.administrator())
        assert client.get(one.get_absolute_url()).status_code == 404
        client.force_login(author)
        assert client.get(one.get_absolute_url()).status_code == 200

    def test_a_paper_is_taken_along_and_never_run(self, client):
        one = self.attached(factories.topic(), "หนังสือ.txt", b"<script>alert(1)</script>")
        response = client.get(one.get_absolute_url())
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_a_page_of_posts_costs_the_same_with_one_and_many_files(self, client, same_queries):
        topic = factories.topic(replies=2)

        def one_more():
            content = f"{factories.number()}".encode()
            self.attached(topic, "a.txt", content)

        one_more()
        assert same_queries(one_more, lambda: client.get(topic.get_absolute_url())) <= 12

    def test_readers_who_save_data_get_a_link_with_its_size(self, client):
        topic = factories.topic()
        self.attached(topic)
        html = client.get(topic.get_absolute_url(), HTTP_SAVE_DATA="on").content.decode()
        assert "0.1 MB" in html
        assert "srcset" not in html


def test_pictures_are_upright_and_see_through_ones_stay_so():
    topic, author = factories.topic(), factories.user()
    turned = attach(
        author=author, place=topic, content=picture(size=(400, 200), turned=6), name="a"
    )
    assert (turned.width, turned.height) == (200, 400)
    target = BytesIO()
    Image.new("RGBA", (50, 50)).save(target, "PNG")
    see_through = attach(author=author, place=topic, content=target.getvalue(), name="b.png")
    assert see_through.ending == "png"
