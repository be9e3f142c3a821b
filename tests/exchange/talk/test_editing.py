"""Editing: who may, what is kept of the text before, what search finds, what staff hides."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from exchange.models import Pair, Post, PostVersion, StaffNote, Topic, UnwantedWord
from exchange.talk.editing import (
    CLOSED,
    GRACE,
    NOT_YOURS,
    ChangedMeanwhile,
    edit,
    edit_for_order,
    hide_version,
    show_version,
)
from exchange.talk.writing import ROOM_CLOSED, WritingRefused, reply, start_topic
from portal.funds.models import Office
from portal.thai.search import find
from tests import factories

pytestmark = pytest.mark.django_db

LATER = GRACE + timedelta(minutes=1)


def begun(author=None, **kwargs) -> Topic:
    defaults = {"title": "ถามเรื่องบัญชี", "body": "ยอดเงินไม่ตรง", "submission": uuid4()}
    if "pair" not in kwargs:
        defaults["board"] = factories.board()
    return start_topic(author=author or factories.user(), **{**defaults, **kwargs})


def answered(topic, author=None, **kwargs) -> Post:
    defaults = {"body": "ลองนับใหม่", "submission": uuid4()}
    return reply(author=author or factories.user(), topic=topic, **{**defaults, **kwargs})


def change(post, body="ข้อความใหม่", *, by=None, after=LATER, **kwargs) -> Post:
    """The post changed some time after it was written."""
    defaults = {"seen": post.edition, "moment": post.created_at + after}
    return edit(by=by or post.author, post=post, body=body, **{**defaults, **kwargs})


# What is kept


def test_an_edit_keeps_the_text_before_and_makes_the_html_anew():
    post = answered(begun())
    post = change(post, "**ใหม่**")
    post.refresh_from_db()
    assert (post.body, post.html) == ("**ใหม่**", "<p><strong>ใหม่</strong></p>")
    assert (post.edited_by, post.edited_as) == (post.author, "")
    assert post.edited_at == post.created_at + LATER
    version = post.versions.get()
    assert (version.number, version.body, version.title) == (1, "ลองนับใหม่", "")
    assert (version.author, version.created_at) == (post.author, post.created_at)


@pytest.mark.parametrize("body", ["มาเล่น c a s i n o กัน", "http://a.th http://b.th"])
def test_what_is_not_published_does_not_come_in_by_an_edit(body):
    UnwantedWord.objects.create(word="Casino")
    post = answered(begun())
    with pytest.raises(WritingRefused, match="เอา"):
        change(post, body)
    post.refresh_from_db()
    assert (post.body, post.versions.count()) == ("ลองนับใหม่", 0)


def test_every_edit_keeps_one_more():
    post = answered(begun())
    for number, body in enumerate(["สอง", "สาม", "สี่"], start=1):
        post = change(post, body, after=number * LATER)
    assert list(post.versions.values_list("number", "body")) == [
        (1, "ลองนับใหม่"),
        (2, "สอง"),
        (3, "สาม"),
    ]
    assert post.versions.get(number=2).created_at == post.created_at + LATER


def test_the_same_text_again_changes_nothing():
    post = answered(begun())
    assert change(post, "  ลองนับใหม่\r\n").edited_at is None
    assert not post.versions.exists()


def test_a_topic_s_title_is_changed_with_its_first_post_and_kept():
    topic = begun()
    answered(topic)
    post = change(topic.posts.get(number=1), "ยอดเงินไม่ตรง", title="ถามเรื่องสมุด")
    assert Topic.objects.get(pk=topic.pk).title == "ถามเรื่องสมุด"
    assert (post.versions.get().title, post.versions.get().body) == (
        "ถามเรื่องบัญชี",
        "ยอดเงินไม่ตรง",
    )


def test_a_reply_s_author_does_not_change_the_title():
    topic = begun()
    change(answered(topic), title="ชื่ออื่น")
    assert Topic.objects.get(pk=topic.pk).title == "ถามเรื่องบัญชี"


def test_neither_count_nor_day_of_the_topic_change():
    topic = begun()
    post = answered(topic)
    before = Topic.objects.values("reply_count", "last_post_at").get(pk=topic.pk)
    change(post)
    assert Topic.objects.values("reply_count", "last_post_at").get(pk=topic.pk) == before


# The first minutes


def test_a_slip_mended_at_once_leaves_no_trace():
    post = change(answered(begun()), after=timedelta(minutes=4))
    assert (post.body, post.edited_at, post.edition) == ("ข้อความใหม่", None, 2)
    assert not post.versions.exists()


def test_once_somebody_has_written_after_it_the_text_is_kept():
    topic = begun()
    post = answered(topic)
    answered(topic, moment=post.created_at + timedelta(minutes=1))
    assert change(post, after=timedelta(minutes=2)).versions.count() == 1


def test_mending_on_and_on_does_not_make_the_minutes_longer():
    post = answered(begun())
    for minutes in (2, 4, 6):
        post = change(post, f"นาทีที่ {minutes}", after=timedelta(minutes=minutes))
    assert [version.body for version in post.versions.all()] == ["นาทีที่ 4"]


def test_an_edit_has_its_own_minutes():
    post = change(answered(begun()), "ที่สอง")
    post = change(post, "ที่สองแก้คำผิด", after=LATER + timedelta(minutes=1))
    assert [version.body for version in post.versions.all()] == ["ลองนับใหม่"]
    assert post.edited_at == post.created_at + LATER


def test_an_officer_who_mends_what_another_wrote_leaves_a_trace():
    fund = factories.fund()
    post = answered(begun(), factories.officer(fund, role="treasurer"), fund=fund)
    other = factories.officer(fund, role="secretary")
    post = change(post, by=other, after=timedelta(minutes=1))
    assert (post.edited_by, post.edited_as, post.post_held) == (other, "secretary", "treasurer")
    assert post.versions.get().post_held == "treasurer"


# Who may


def test_only_its_author_changes_what_somebody_wrote_as_themselves():
    fund = factories.fund()
    post = answered(begun(), factories.officer(fund))
    for other in (
        factories.user(),
        factories.officer(fund),
        factories.coordinator("58"),
        factories.administrator(),
    ):
        with pytest.raises(WritingRefused, match=str(NOT_YOURS)):
            change(post, by=other)
    assert change(post).body == "ข้อความใหม่"


def test_a_fund_s_text_is_changed_by_those_who_hold_office_today():
    fund = factories.fund()
    writer = factories.officer(fund)
    post = answered(begun(), writer, fund=fund)
    committee = factories.office(of_fund=fund, role=Office.Role.COMMITTEE).person.user
    Office.objects.filter(person__user=writer).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    for other in (writer, committee, factories.officer(), factories.trainer()):
        with pytest.raises(WritingRefused, match=str(NOT_YOURS)):
            change(post, by=other)
    assert change(post, by=factories.officer(fund, role="chair")).edited_as == "chair"


def test_a_closed_topic_and_a_pair_that_ended_take_no_change():
    topic = begun()
    post = answered(topic)
    Topic.objects.filter(pk=topic.pk).update(locked=True)
    with pytest.raises(WritingRefused, match=str(CLOSED)):
        change(post)
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    author = factories.officer(pair.mentor)
    post = begun(author, pair=pair).posts.get()
    Pair.objects.update(status=Pair.Status.ENDED)
    with pytest.raises(WritingRefused, match=str(ROOM_CLOSED)):
        change(post)


def test_whoever_may_no_longer_read_a_board_changes_nothing_in_it():
    author = factories.officer()
    post = begun(author, board=factories.board(readers="officers")).posts.get()
    Office.objects.all().delete()
    with pytest.raises(WritingRefused):
        change(post)


@pytest.mark.parametrize("body", ["", " \n", "ก" * 20_001, "เลข 1101700230708 ค่ะ"])
def test_what_could_not_be_written_cannot_be_put_in_later(body):
    post = answered(begun())
    with pytest.raises(WritingRefused):
        change(post, body)
    assert not post.versions.exists()


# Two at once


def test_the_second_of_two_editors_is_told_and_given_the_first_one_s_text():
    fund = factories.fund()
    post = answered(begun(), factories.officer(fund), fund=fund)
    change(post, "ของคนแรก", by=factories.officer(fund))
    with pytest.raises(ChangedMeanwhile) as told:
        change(post, "ของคนที่สอง")
    assert (told.value.post.body, told.value.post.edition) == ("ของคนแรก", 2)
    assert change(told.value.post, "รวมกันแล้ว", by=post.author).versions.count() == 2


def test_one_press_sent_twice_is_one_edit():
    post = answered(begun())
    for _ in range(2):
        change(post, "กดสองที", seen=1)
    assert post.versions.count() == 1


# Search


def test_an_edited_post_is_found_by_its_new_words_only():
    post = answered(begun(), body="ใช้สมุดเล่มเดียวกัน")
    change(post, "ใช้ตารางคำนวณ")
    assert find(Post.objects.all(), "สมุดเล่มเดียว", limit=5) == []
    assert [hit.record for hit in find(Post.objects.all(), "ตารางคำนวณ", limit=5)] == [post]


def test_a_topic_is_found_by_its_new_title_and_first_post():
    topic = begun()
    answer = answered(topic, body="ลองดูสมุด")
    change(topic.posts.get(number=1), "ฝนตกหนัก", title="น้ำท่วมศาลา")
    for words, found in (("น้ำท่วมศาลา", [topic]), ("ฝนตกหนัก", [topic]), ("เรื่องบัญชี", [])):
        assert [hit.record for hit in find(Topic.objects.all(), words, limit=5)] == found
    # A reply is found by the title of its topic and a word of its own.
    for words, found in (("น้ำท่วม สมุด", [answer]), ("บัญชี สมุด", [])):
        assert [hit.record for hit in find(Post.objects.replies(), words, limit=5)] == found


# What staff does


def test_staff_changes_what_others_wrote_with_a_note_and_the_log_keeps_it():
    post, staff = answered(begun()), factories.coordinator("58")
    with pytest.raises(WritingRefused):
        edit_for_order(by=staff, post=post, body="ตัดชื่อออก", why=" ")
    with pytest.raises(WritingRefused):
        edit_for_order(by=post.author, post=post, body="ตัดชื่อออก", why="ขอ")
    post = edit_for_order(by=staff, post=post, body="ตัดชื่อออก", why="มีชื่อผู้ป่วย")
    assert (post.body, post.edited_by, post.edited_why) == ("ตัดชื่อออก", staff, "มีชื่อผู้ป่วย")
    assert post.versions.get().why == ""
    assert StaffNote.objects.about(post).get().reason == "มีชื่อผู้ป่วย"


def test_staff_hides_an_earlier_text_with_a_reason_and_gives_it_back():
    post, staff = change(answered(begun())), factories.coordinator("58")
    version = post.versions.get()
    for by, reason in ((post.author, "ขอ"), (factories.trainer(), "ขอ"), (staff, " ")):
        with pytest.raises(WritingRefused):
            hide_version(by=by, version=version, reason=reason)
    for _ in range(2):
        version = hide_version(by=staff, version=version, reason="มีเบอร์โทรของคนอื่น")
    assert (version.hidden_by, version.hidden_reason) == (staff, "มีเบอร์โทรของคนอื่น")
    assert not post.versions.shown().exists()
    with pytest.raises(WritingRefused):
        show_version(by=post.author, version=version)
    for _ in range(2):
        show_version(by=staff, version=version)
    assert post.versions.shown().exists()
    assert [(note.action, note.reason) for note in StaffNote.objects.about(post)] == [
        ("version_shown", "มีเบอร์โทรของคนอื่น"),
        ("version_hidden", "มีเบอร์โทรของคนอื่น"),
    ]


# What the tables refuse by themselves


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 1},
        {"number": 2, "hidden_at": timezone.now()},
        {"number": 2, "post_held": "chair"},
    ],
)
def test_a_version_stands_once_and_is_hidden_with_a_reason(fields):
    post = change(answered(begun()))
    with pytest.raises(IntegrityError), transaction.atomic():
        PostVersion.objects.create(post=post, body="ก", **fields)


def test_only_an_edited_post_names_its_editor():
    post = answered(begun())
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(edited_by=post.author)
