"""The weekly letter: exactly what was missed, once, and none where nothing was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from exchange.models import Following
from exchange.models.standing import Standing
from exchange.talk.digest import send_digests
from exchange.talk.regrouping import merge_topics
from exchange.talk.telling import tell_posts
from exchange.talk.writing import reply
from portal.notices.kinds import About
from portal.notices.models import Notice
from portal.notices.reading import page_of, unread_count
from portal.notices.rhythm import Rhythm
from portal.notices.stopping import set_stopped
from tests import factories

pytestmark = pytest.mark.django_db


def follower(topic):
    user = factories.user(email=f"reader{factories.number()}@example.org")
    Following.objects.create(user=user, topic=topic, level="every")
    return user


def write(topic, number=1, author=None):
    author = author or factories.user()
    posts = [
        reply(author=author, topic=topic, body="ตอบแล้ว", submission=uuid4()) for _ in range(number)
    ]
    tell_posts(among=[post.pk for post in posts])
    return posts


def digests() -> dict:
    letters = Notice.objects.filter(kind="digest").select_related("recipient")
    return {letter.recipient.user_id: letter.text for letter in letters}


def test_it_says_exactly_what_was_missed_and_comes_once_a_week(capsys):
    topic, other = factories.topic("เงินออม"), factories.topic("ระเบียบ")
    user = follower(topic)
    user.person.language = "en"
    user.person.save()
    Following.objects.create(user=user, topic=other, level="every")
    write(topic, 3)
    write(other)
    call_command("send_digests")
    call_command("send_digests")
    assert capsys.readouterr().out == "1 letters\n0 letters\n"
    assert digests()[user.pk].splitlines() == [
        "เงินออม: 3 new posts",
        f"{settings.WAGTAILADMIN_BASE_URL}/en/topics/{topic.pk}/?unread",
        "",
        "ระเบียบ: 1 new post",
        f"{settings.WAGTAILADMIN_BASE_URL}/en/topics/{other.pk}/?unread",
    ]
    next_week = timezone.localdate() + timedelta(days=7)
    assert send_digests(day=next_week) == 0
    write(other)
    assert send_digests(day=next_week) == 1
    newest = Notice.objects.filter(kind="digest", recipient__user=user).first()
    assert newest.text.splitlines()[0] == "ระเบียบ: 1 new post"


def test_once_a_day_holds_everything_missed_since_the_day_before():
    """Answers to oneself too, and not what was read; whoever wants no e-mail gets none."""
    topic = factories.topic("เงินออม")
    daily, never = follower(topic), follower(topic)
    own = factories.topic("ของฉัน", author=daily)
    for user, rhythm in ((daily, Rhythm.DAILY), (never, Rhythm.NEVER)):
        user.person.rhythm = rhythm
        user.person.save()
    write(topic)
    write(own, 2)
    assert not Notice.objects.filter(recipient=daily.person).exclude(mail="none").exists()
    today = timezone.localdate()
    assert [send_digests(day=today) for _twice in range(2)] == [1, 0]
    assert digests().keys() == {daily.pk, topic.author_id}
    assert digests()[daily.pk].count("?unread") == 2
    for days in (1, 2):
        assert send_digests(day=today + timedelta(days=days)) == 0
    write(own)
    Following.objects.update_or_create(user=daily, topic=topic, defaults={"level": "muted"})
    assert send_digests(day=today + timedelta(days=2)) == 1
    newest = Notice.objects.filter(kind="digest", recipient=daily.person).first()
    assert newest.text.count("?unread") == 1
    assert f"/topics/{own.pk}/" in newest.text


def test_nothing_missed_is_no_letter(client):
    topic = factories.topic()
    reader, leaver, quiet = follower(topic), follower(topic), follower(topic)
    nosy = factories.officer(email="nosy@example.org")
    closed = factories.topic(board=factories.board(readers="officers"), author=factories.officer())
    Following.objects.create(user=nosy, topic=closed, level="every")
    write(topic)
    write(closed, author=factories.officer())
    client.force_login(reader)
    client.get(topic.get_absolute_url())
    leaver.is_active = False
    leaver.save()
    set_stopped(person=quiet.person, about=About.DIGEST, stopped=True)
    nosy.person.offices.all().delete()
    assert send_digests() == 0
    assert not digests().keys() & {reader.pk, leaver.pk, nosy.pk}


def test_what_was_hidden_since_is_not_told_and_what_is_hidden_waits():
    topic = factories.topic("ซ่อน")
    follower(topic)
    (post,) = write(topic)
    topic.posts.filter(pk=post.pk).update(standing=Standing.HIDDEN)
    assert send_digests() == 0
    topic.posts.filter(pk=post.pk).update(told_at=None)
    Notice.objects.all().delete()
    assert tell_posts(among=[post.pk]) == 0
    topic.posts.filter(pk=post.pk).update(standing=Standing.SHOWN)
    assert tell_posts(among=[post.pk]) == 2


def test_a_letter_names_the_summary_as_what_its_link_stops(django_capture_on_commit_callbacks):
    topic = factories.topic()
    user = follower(topic)
    write(topic)
    with django_capture_on_commit_callbacks(execute=True):
        send_digests()
    (letter,) = [one for one in mail.outbox if one.to == [user.email]]
    assert str(About.DIGEST.label) in letter.body
    assert "/me/catch-up/" in letter.body


def test_three_unread_of_one_topic_are_one_line_and_read_once(client):
    topic, other = factories.topic("เงินออม"), factories.topic("ระเบียบ")
    user = follower(topic)
    Following.objects.create(user=user, topic=other, level="every")
    write(topic, 2)
    write(other)
    assert [notice.together for notice in page_of(user)[0]] == [0, 0, 0]
    write(topic)
    assert [notice.together for notice in page_of(user)[0]] == [3, 0]
    client.force_login(user)
    html = client.get("/en/me/notices/").content.decode()
    assert "3 new answers in: เงินออม" in html
    line = page_of(user)[0][0]
    answer = client.get(f"/me/notices/{line.pk}/?all", follow=True)
    assert answer.redirect_chain[0][0].endswith(f"/topics/{topic.pk}/?unread")
    assert unread_count(user) == 1
    client.get(f"/topics/{other.pk}/")
    assert unread_count(user) == 0
    assert len(page_of(user)[0]) == 4


def test_what_was_put_into_another_topic_is_read_there(client):
    topic, into = factories.topic("เดิม"), factories.topic("ใหม่")
    user = follower(topic)
    write(topic, 3)
    merge_topics(gone=topic, into=into, by=factories.coordinator("58"), reason="เรื่องเดียวกัน")
    assert page_of(user)[0][0].page_title == "ใหม่"
    client.force_login(user)
    client.get(into.get_absolute_url())
    assert unread_count(user) == 0


def test_a_post_already_read_is_not_told_any_more(client):
    topic = factories.topic()
    user = follower(topic)
    post = reply(author=factories.user(), topic=topic, body="ตอบ", submission=uuid4())
    client.force_login(user)
    client.get(topic.get_absolute_url())
    tell_posts(among=[post.pk])
    assert not Notice.objects.filter(recipient=user.person).exists()


def test_pages_of_notices_hold_no_line_twice():
    user = factories.user()
    for number in range(70):
        page = f"/topics/{number % 7}/?unread" if number < 35 else ""
        factories.notice(user, page=page, page_title="ก")
    shown, more = page_of(user)
    rest, end = page_of(user, before=str(more))
    assert end is None
    assert len({notice.pk for notice in [*shown, *rest]}) == len(shown) + len(rest) == 35 + 7
