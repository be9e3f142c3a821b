"""Somebody follows a board, hears of answers, goes on where they left off, and stops by a letter's
link without signing in; on a phone.
"""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from exchange.models import Following
from exchange.talk.telling import tell_posts
from exchange.talk.writing import reply
from portal.notices.posting import GATHERED, post_due
from portal.people.models import Person
from tests import factories


@pytest.mark.parametrize("scripts", [True, False])
def test_following_brings_one_back_to_the_first_unread_post(browser_page, scripts):
    topic = factories.topic("เงินออมของสมาชิกที่ย้ายไปทำงานต่างจังหวัด", replies=2)
    user = factories.user(email="reader@example.org")
    Person.objects.filter(user=user).update(rhythm=Person.Rhythm.AT_ONCE)
    page = browser_page(user=user, scripts=scripts)
    page.goto(topic.get_absolute_url())
    page.goto(topic.board.url)
    page.locator("#follow summary").click()
    page.get_by_role("button", name="ทุกข้อความ").click()
    page.get_by_text("ที่เลือกไว้: ทุกข้อความ").wait_for()
    author = factories.user()
    posts = [
        reply(author=author, topic=topic, body=f"ตอบครั้งที่ {n}", submission=uuid4()) for n in range(3)
    ]
    tell_posts(among=[post.pk for post in posts])
    # Many notices are one line; the first is a letter, the others wait to go together.
    page.goto("/me/notices/")
    page.get_by_role("link", name="คำตอบใหม่ 3 ข้อความใน").wait_for()
    (letter,) = [one for one in mail.outbox if one.to == [user.email]]
    # The list says what is new and leads to it; going back leads to the same place.
    page.goto(f"{topic.board.url}?kind=talk")
    expect(page.locator(".row", has_text="ใหม่ 3")).to_have_count(1)
    page.get_by_role("link", name=topic.title).click()
    page.wait_for_url(re.compile("#(post|key)-"))
    fresh = page.locator(".thread > li", has=page.get_by_text("ใหม่ตั้งแต่ครั้งก่อน"))
    expect(fresh).to_contain_text("ตอบครั้งที่ 0")
    expect(fresh).to_be_in_viewport()
    page.go_back()
    page.wait_for_url(f"**{topic.board.url}?kind=talk")
    # Read once is read everywhere.
    page.goto("/me/notices/")
    assert not page.get_by_text("คำตอบใหม่ 3").count()
    assert not page.locator(".site-head .badge").count()
    assert post_due(moment=timezone.now() + GATHERED) == 0
    # The letter's link names the board, works signed out, and stops by one press.
    visitor = browser_page(scripts=scripts)
    visitor.goto(re.search(r"/letters/stop/[^/]+/", letter.body)[0])
    expect(visitor.locator("main")).to_contain_text(topic.board.title)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 360
    assert Following.objects.exists()
    visitor.get_by_role("button", name="หยุดรับเรื่องนี้").click()
    visitor.get_by_role("heading", name="หยุดส่งเรื่องนี้แล้ว").wait_for()
    assert not Following.objects.exists()
    visitor.get_by_role("button", name="ขอรับเรื่องนี้อีกครั้ง").click()
    visitor.get_by_text("จะส่งเรื่องนี้ให้คุณเหมือนเดิม").wait_for()
    assert Following.objects.get().level == "every"
