"""Bookmarks: kept by one person, reminded of on the day, silent about what is hidden."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from exchange.models import BoardPage, Bookmark
from exchange.talk.bookmarking import keep, let_go, remind
from exchange.talk.writing import WritingRefused
from home.waiting import tasks_of
from portal.funds.access import rights_of
from portal.notices.models import Notice
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def in_days(days):
    return TODAY() + timedelta(days=days)


def post_of(**kwargs):
    return factories.topic(**kwargs).posts.get(number=1)


def test_kept_once_and_the_day_can_change():
    post, user = post_of(), factories.user()
    for day in (in_days(3), None, in_days(9)):
        keep(post=post, by=user, remind_on=day)
        assert Bookmark.objects.get().remind_on == day
    for _twice in range(2):
        let_go(post=post, by=user)
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("days", [0, -1, 800])
def test_a_day_that_cannot_be_is_refused(days):
    with pytest.raises(WritingRefused):
        keep(post=post_of(), by=factories.user(), remind_on=in_days(days))


def test_on_the_day_it_waits_and_a_notice_comes_once():
    post, user = post_of(title="ปิดบัญชี"), factories.user()
    keep(post=post, by=user, remind_on=in_days(2))
    assert remind(day=in_days(1)) == 0
    assert not tasks_of(rights_of(user), day=in_days(1))
    assert [task.about for task in tasks_of(rights_of(user), day=in_days(2))] == ["ปิดบัญชี"]
    assert [remind(day=in_days(2)) for _twice in range(2)] == [1, 0]
    notice = Notice.objects.get(recipient=user.person)
    assert "ปิดบัญชี" in notice.subject
    assert notice.link == post.get_absolute_url()
    keep(post=post, by=user, remind_on=in_days(5))
    assert remind(day=in_days(5)) == 1
    assert Notice.objects.count() == 2


def test_what_one_may_no_longer_read_says_nothing(client):
    board = factories.board()
    post, user = post_of(title="เรื่องลับ", board=board), factories.user()
    keep(post=post, by=user, remind_on=in_days(1))
    BoardPage.objects.update(readers=BoardPage.Readers.OFFICERS)
    assert remind(day=in_days(1)) == 0
    assert not Notice.objects.exists()
    assert not tasks_of(rights_of(user), day=in_days(1))
    client.force_login(user)
    assert "เรื่องลับ" not in client.get("/me/bookmarks/").content.decode()
    assert client.get(f"/posts/{post.pk}/bookmark/").status_code == 403
    with pytest.raises(WritingRefused):
        keep(post=post, by=user)


@pytest.mark.django_db(transaction=True)
def test_many_timers_at_once_tell_once():
    keep(post=post_of(), by=factories.user(), remind_on=in_days(1))
    done = at_once(lambda _each: remind(day=in_days(1)), range(6))
    assert sorted(done) == [0, 0, 0, 0, 0, 1]
    assert Notice.objects.count() == 1


def test_the_daily_command(capsys):
    keep(post=post_of(), by=factories.user(), remind_on=in_days(1))
    Bookmark.objects.update(remind_on=TODAY())
    call_command("tend_exchange")
    assert "people reminded: 1" in capsys.readouterr().out
    call_command("tend_exchange")
    assert "nothing was due" in capsys.readouterr().out


# Pages


@pytest.mark.parametrize(
    ("typed", "day"),
    [({"days": "7"}, 7), ({"remind_on": ""}, None), ({}, None)],
)
def test_a_press_keeps(client, typed, day):
    post, user = post_of(), factories.user()
    client.force_login(user)
    assert client.post(f"/posts/{post.pk}/bookmark/", typed).status_code == 302
    assert Bookmark.objects.get().remind_on == (in_days(day) if day else None)


@pytest.mark.parametrize("typed", ["วานนี้", "1/1/2560", "31/2/2570", "9" * 40, "\x00"])
def test_a_day_not_understood_is_said_and_kept(client, typed):
    post = post_of()
    client.force_login(factories.user())
    response = client.post(f"/posts/{post.pk}/bookmark/", {"remind_on": typed})
    assert "field__error" in response.content.decode()
    assert not Bookmark.objects.exists()


def test_the_list_shows_only_ones_own(client, same_queries):
    user, topic = factories.user(), factories.topic(replies=5)
    keep(post=topic.posts.get(number=6), by=factories.user())
    client.force_login(user)
    assert 'class="empty"' in client.get("/me/bookmarks/").content.decode()
    posts = iter(topic.posts.all())

    def add():
        keep(post=next(posts), by=user, remind_on=in_days(3))

    same_queries(add, lambda: client.get("/me/bookmarks/"))
    assert client.get("/me/bookmarks/").content.decode().count('class="row"') == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_keeping_a_post_on_a_phone(browser_page, scripts):
    topic, user = factories.topic("นัดประชุม", replies=1), factories.user()
    page = browser_page(user=user, scripts=scripts)
    page.goto(topic.get_absolute_url())
    page.locator("#post-2").get_by_role("link", name="เก็บไว้", exact=True).click()
    page.get_by_role("button", name="อีกหนึ่งสัปดาห์").click()
    page.wait_for_url("**#post-2")
    assert Bookmark.objects.get().remind_on == in_days(7)
    Bookmark.objects.update(remind_on=TODAY())
    page.goto("/me/")
    page.get_by_role("link", name="กลับไปดูข้อความที่เก็บไว้").click()
    page.wait_for_url("**#post-2")
    page.goto(f"/posts/{topic.posts.get(number=2).pk}/helped/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
