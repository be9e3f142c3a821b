"""What is not sent yet: kept a person and place, found on another device, never overwritten."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exchange.models import Attachment, Draft
from exchange.talk.attaching import attach
from exchange.talk.drafts import DraftIsOlder, DraftRefused, mark_of, save_draft
from exchange.talk.writing import reply
from tests import factories

pytestmark = pytest.mark.django_db


def save(author, place, body="ยังไม่จบ", *, mark="", **typed):
    return save_draft(
        author=author,
        place=place,
        typed={"body": [body], **typed},
        mark=mark,
        submission=uuid4(),
    )


def press(client, address, do="draft", *, body="ยังไม่จบ", script=False, **fields):
    headers = {"Accept": "application/json"} if script else {}
    data = {"do": do, "body": body, "submission": uuid4(), **fields}
    return client.post(address, data, headers=headers)


class TestRule:
    def test_one_for_each_person_and_place(self):
        author, board, topic = factories.user(), factories.board(), factories.topic()
        first = save(author, topic)
        assert save(author, topic, "ต่ออีกหน่อย", mark=mark_of(first)).pk == first.pk
        save(author, board, title=["เรื่องใหม่"])
        save(factories.user(), topic)
        assert Draft.objects.count() == 3
        assert Draft.objects.of(author.pk).at(topic).get().text == "ต่ออีกหน่อย"

    def test_an_older_window_overwrites_nothing(self):
        author, topic = factories.user(), factories.topic()
        old = mark_of(save(author, topic))
        newer = save(author, topic, "จากอีกเครื่อง", mark=old)
        for mark in (old, "", "nonsense"):
            with pytest.raises(DraftIsOlder) as refusal:
                save(author, topic, "จากแท็บเก่า", mark=mark)
            assert refusal.value.newer == newer
        assert Draft.objects.get().text == "จากอีกเครื่อง"

    def test_the_same_text_again_is_no_other_edition(self):
        author, topic = factories.user(), factories.topic()
        first = mark_of(save(author, topic))
        assert mark_of(save(author, topic, mark="0.0")) == first

    def test_emptied_it_is_gone_unless_something_is_attached(self):
        author, topic = factories.user(), factories.topic()
        draft = save(author, topic)
        attach(author=author, place=topic, content=b"a", name="a.txt")
        draft = save(author, topic, " \n", mark=mark_of(draft))
        assert draft.text == " \n"
        Attachment.objects.all().delete()
        assert save(author, topic, "", mark=mark_of(draft)) is None
        assert not Draft.objects.exists()

    @pytest.mark.parametrize("body", ["เลข 1101700230708", "ก" * 40_001])
    def test_what_may_not_or_cannot_be_kept_is_refused(self, body):
        with pytest.raises(DraftRefused):
            save(factories.user(), factories.topic(), body)
        assert not Draft.objects.exists()

    def test_where_one_may_not_read_nothing_is_kept(self):
        room = factories.topic(pair=factories.pair())
        for place in (room, room.pair, factories.board(readers="officers")):
            with pytest.raises(DraftRefused):
                save(factories.user(), place)
        assert not Draft.objects.exists()


class TestPage:
    def test_it_stands_in_the_form_on_another_device(self, client):
        topic, author = factories.topic(), factories.officer()
        fund = str(factories.office(author).fund_id)
        client.force_login(author)
        response = press(client, f"{topic.get_absolute_url()}?page=1", writing_as=fund)
        assert response["Location"] == f"{topic.get_absolute_url()}?page=1#write"
        assert topic.posts.count() == 1
        page = client.get(topic.get_absolute_url()).content.decode()
        assert "ยังไม่จบ" in page
        assert 'value="discard"' in page
        radio = page.partition(f'name="writing_as" value="{fund}"')[2].partition(">")[0]
        assert "checked" in radio
        client.force_login(factories.user())
        assert "ยังไม่จบ" not in client.get(topic.get_absolute_url()).content.decode()

    def test_publishing_ends_it(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        draft = save(author, topic)
        press(client, topic.get_absolute_url(), "", body="จบแล้ว", seen=mark_of(draft))
        assert topic.posts.get(number=2).body == "จบแล้ว"
        assert not Draft.objects.exists()

    def test_publishing_from_an_old_window_leaves_what_was_written_elsewhere(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        old = mark_of(save(author, topic))
        save(author, topic, "จากอีกเครื่อง", mark=old)
        press(client, topic.get_absolute_url(), "", body="จากแท็บเก่า", seen=old)
        assert topic.posts.count() == 2
        assert Draft.objects.get().text == "จากอีกเครื่อง"

    def test_a_keeping_that_comes_late_does_not_bring_back_what_was_sent(self, client):
        topic, author, submission = factories.topic(), factories.user(), uuid4()
        client.force_login(author)
        address = topic.get_absolute_url()
        press(client, address, "", body="ส่งแล้ว", submission=submission)
        press(client, address, "draft", body="ส่งแล้ว", submission=submission, script=True)
        assert not Draft.objects.exists()

    def test_what_another_window_has_sent_takes_no_files_any_more(self):
        topic, author, submission = factories.topic(), factories.user(), uuid4()
        reply(author=author, topic=topic, body="ส่งแล้ว", submission=submission)
        sent = {"content": b"a", "name": "a.txt", "submission": submission}
        assert attach(author=author, place=topic, **sent) is None
        assert not Draft.objects.exists()

    def test_thrown_away_it_is_gone_with_its_files(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        save(author, topic)
        attach(author=author, place=topic, content=b"a", name="a.txt")
        for _press in range(2):
            press(client, topic.get_absolute_url(), "discard")
        assert not Draft.objects.exists()
        assert not Attachment.objects.exists()

    def test_an_old_window_is_told_and_both_texts_are_shown(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        old = mark_of(save(author, topic))
        newer = save(author, topic, "จากอีกเครื่อง", mark=old)
        response = press(client, topic.get_absolute_url(), body="จากแท็บเก่า", seen=old)
        html = response.content.decode()
        assert "error-summary" in html
        assert "จากอีกเครื่อง" in html
        assert "จากแท็บเก่า" in html
        assert f'name="seen" value="{mark_of(newer)}"' in html
        press(client, topic.get_absolute_url(), body="จากแท็บเก่า", seen=mark_of(newer))
        assert Draft.objects.get().text == "จากแท็บเก่า"

    def test_what_is_refused_is_kept_as_well(self, client):
        topic = factories.topic(locked=True)
        client.force_login(factories.user())
        press(client, topic.get_absolute_url(), "", body="มาช้าไป")
        assert Draft.objects.get().text == "มาช้าไป"

    def test_odd_characters_are_kept_or_dropped_without_a_fault(self, client):
        topic = factories.topic()
        client.force_login(factories.user())
        press(client, topic.get_absolute_url(), body="ก\x00ข 👩‍🌾 \u202eค", **{"x\x00y": "z"})
        assert Draft.objects.get().text == "กข 👩‍🌾 \u202eค"

    def test_a_look_at_it_first_publishes_nothing(self, client):
        topic = factories.topic()
        client.force_login(factories.user())
        html = press(client, topic.get_absolute_url(), "preview", body="**หนา**").content.decode()
        assert "<strong>หนา</strong>" in html
        assert "**หนา**" in html
        assert topic.posts.count() == 1

    def test_an_empty_look_is_no_mistake(self, client):
        topic = factories.topic()
        client.force_login(factories.user())
        html = press(client, topic.get_absolute_url(), "preview", body="").content.decode()
        assert "error-summary" not in html

    def test_every_choice_of_a_new_topic_is_kept(self, client):
        board, subject = factories.board(), factories.subject("accounts")
        client.force_login(factories.user())
        address = reverse("topic_new", args=[board.pk])
        press(client, address, title="บัญชี", subjects=[subject.pk])
        html = client.get(address).content.decode()
        assert 'value="บัญชี"' in html
        tick = html.partition(f'name="subjects" value="{subject.pk}"')[2].partition(">")[0]
        assert "checked" in tick

    def test_a_draft_with_files_costs_a_topic_one_query(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        counts = []
        for number in range(3):
            client.get(topic.get_absolute_url())
            with CaptureQueriesContext(connection) as queries:
                client.get(topic.get_absolute_url())
            counts.append(len(queries))
            content = f"{number}".encode()
            attach(author=author, place=topic, content=content, name="a.txt")
        assert counts[1:] == [counts[0] + 1] * 2
        assert counts[1] <= 20


class TestScript:
    def test_it_is_told_what_is_kept(self, client):
        topic = factories.topic()
        client.force_login(factories.user())
        told = press(client, topic.get_absolute_url(), script=True).json()
        assert told["seen"] == mark_of(Draft.objects.get())
        assert told["told"]
        assert told["problems"] == []

    def test_it_is_told_of_a_newer_draft_and_keeps_its_own_mark(self, client):
        topic, author = factories.topic(), factories.user()
        client.force_login(author)
        save(author, topic)
        told = press(client, topic.get_absolute_url(), body="อื่น", script=True).json()
        assert len(told["problems"]) == 1
        assert "seen" not in told

    def test_published_it_gets_the_way_there(self, client):
        topic = factories.topic()
        client.force_login(factories.user())
        told = press(client, topic.get_absolute_url(), "", body="ตอบ", script=True).json()
        assert told == {"url": f"{topic.get_absolute_url()}#post-2"}

    def test_refused_or_signed_out_it_hears_so(self, client):
        topic = factories.topic()
        address = topic.get_absolute_url()
        assert press(client, address, "", script=True).status_code == 401
        client.force_login(factories.user())
        response = press(client, address, "", body="", script=True)
        assert response.status_code == 422
        assert response.json()["problems"]


class TestMine:
    def test_all_of_mine_and_nobody_elses(self, client, same_queries):
        author = factories.user()
        client.force_login(author)

        def one_more():
            save(author, factories.topic(f"กระทู้ {factories.number()}"))
            save(author, factories.board(), title=["เรื่องที่กำลังเขียน"])

        one_more()
        save(factories.user(), factories.topic("ของคนอื่น"))
        same_queries(one_more, lambda: client.get(reverse("my_drafts")))
        html = client.get(reverse("my_drafts")).content.decode()
        assert html.count("เรื่องที่กำลังเขียน") == Draft.objects.exclude(board=None).count()
        assert "ของคนอื่น" not in html
        assert reverse("my_drafts") in client.get(reverse("my_page")).content.decode()

    def test_of_what_one_may_no_longer_read_only_ones_own_words_are_shown(self, client):
        author, board = factories.user(), factories.board("วงลับ")
        topic = factories.topic("เรื่องลับ", board=board)
        save(author, topic, "คำของฉันเอง")
        save(author, board, "ร่างยาวๆ " * 60, title=["ชื่อของฉัน"])
        own = factories.topic(board=board, author=author).posts.get()
        save(author, own, "แก้ของฉัน")
        client.force_login(author)
        assert client.get(reverse("my_drafts")).content.decode().count("#write") == 6
        board.readers = "officers"
        board.save()
        for page in ("my_drafts", "my_page", "own_data"):
            html = client.get(reverse(page)).content.decode()
            assert "ลับ" not in html
            assert topic.get_absolute_url() not in html
        html = client.get(reverse("my_drafts")).content.decode()
        assert "#write" not in html
        for mine in ("คำของฉันเอง", "ชื่อของฉัน", "ร่างยาวๆ " * 60, "แก้ของฉัน"):
            assert mine in html

    def test_what_nobody_touched_for_a_year_is_deleted_with_its_files(self, capsys):
        author, now = factories.user(), timezone.now()
        old, kept, filed = (save(author, factories.topic()) for _each in range(3))
        for draft in (old, filed):
            attach(author=author, place=draft.topic, content=b"a", name="a.txt")
        Attachment.objects.filter(draft=old).update(created_at=now - timedelta(days=366))
        Draft.objects.filter(pk__in=[old.pk, filed.pk]).update(saved_at=now - timedelta(days=366))
        Draft.objects.filter(pk=kept.pk).update(saved_at=now - timedelta(days=364))
        call_command("tend_exchange")
        assert "old drafts deleted: 1" in capsys.readouterr().out
        assert set(Draft.objects.all()) == {kept, filed}
        assert Attachment.objects.get().draft == filed

    def test_thrown_away_from_the_list(self, client):
        author = factories.user()
        mine, other = save(author, factories.topic()), save(factories.user(), factories.topic())
        client.force_login(author)
        assert client.post(reverse("my_draft_away", args=[other.pk])).status_code == 404
        assert client.post(reverse("my_draft_away", args=[mine.pk])).status_code == 302
        assert list(Draft.objects.all()) == [other]
        assert client.post(reverse("my_draft_away", args=[2**70])).status_code == 404
