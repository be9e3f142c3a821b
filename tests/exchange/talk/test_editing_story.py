"""A member mends an answer and its picture on a phone, others read what it said before, staff hide
that with a reason.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.exchange.made import picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answer_is_mended_its_history_read_and_a_text_of_it_hidden(browser_page, scripts):
    topic = factories.topic("ยอดเงินไม่ตรง", replies=1)
    day = timezone.now() - timedelta(days=1)
    topic.posts.update(created_at=day, body="เก็บเงินทุกวันที่ห้า ที่ศาลาหมู่ 4")
    old = factories.attachment(topic)
    old.post = topic.posts.get(number=2)
    old.save()
    page = browser_page(user=topic.author, scripts=scripts)
    page.goto(topic.get_absolute_url())
    page.locator("#post-2").get_by_role("link", name="แก้ไข").click()
    box = page.locator("textarea[name=body]")
    assert box.input_value() == "เก็บเงินทุกวันที่ห้า ที่ศาลาหมู่ 4"
    box.fill("เก็บเงินทุกวันที่สิบ ที่ศาลาหมู่ 4")
    page.get_by_role("checkbox", name="เอาออก").check()
    photo = {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": picture((500, 300))}
    page.set_input_files("input[name=files]", [photo])
    if not scripts:
        page.get_by_role("button", name="เก็บไว้เขียนต่อ").click()
    expect(page.locator(".composer__one")).to_have_count(2)
    expect(page.locator(f"input[name=remove][value='{old.key}']")).to_be_checked()
    page.locator(".composer__one").last.locator("input[name^=alt-]").fill("ศาลาหมู่ 4")
    assert old.post.attachments.get() == old
    page.get_by_role("button", name="บันทึกการแก้ไข").dblclick()
    page.wait_for_url("**/topics/*/#post-2")
    assert "วันที่สิบ" in page.locator("#post-2 .post__body").inner_text()
    expect(page.locator("#post-2 img")).to_have_attribute("alt", "ศาลาหมู่ 4")
    assert old.post.attachments.get().title == "hall"

    reader = browser_page(scripts=scripts)
    reader.goto(topic.get_absolute_url())
    reader.locator("#post-2 a[href$='/history/']").click()
    assert "ห้า" in reader.locator("#text-2 .history").first.locator("del").inner_text()
    assert "สิบ" in reader.locator("#text-2 .history").first.locator("ins").inner_text()
    assert "hall" in reader.locator("#text-2 .history").last.locator("ins").inner_text()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360

    staff = browser_page(user=factories.coordinator("58"), scripts=scripts)
    staff.goto(reverse("post_history", args=[topic.posts.get(number=2).pk]))
    staff.locator("#text-1").get_by_role("link", name="ซ่อน").click()
    staff.locator("main form button").click()
    assert staff.locator("[name=reason][aria-invalid=true]").count(), "a reason is asked for"
    staff.locator("[name=reason]").fill("มีชื่อคนในหมู่บ้าน")
    staff.locator("main form button").click()
    staff.wait_for_url("**/history/")
    assert "วันที่ห้า" in staff.locator("#text-1").inner_text()
    reader.reload()
    assert "มีชื่อคนในหมู่บ้าน" in reader.locator("#text-1").inner_text()
    assert "ห้า" not in reader.locator("main").inner_text()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
