"""A coordinator puts topics together and takes them apart on a phone; old links find posts."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_two_topics_become_one_and_an_old_link_finds_its_post(browser_page, scripts):
    board = factories.board("ถามตอบ")
    stays = factories.topic("ยอดเงินไม่ตรง", board=board, replies=1)
    goes = factories.topic("เงินขาด 120 บาท", board=board, replies=2)
    second = goes.posts.get(number=2)
    second.html = "<p>ดูใบเสร็จหมู่ 4</p>"
    second.save()
    page = browser_page(user=factories.coordinator("58"), scripts=scripts)
    page.goto(goes.get_absolute_url())
    page.locator("main a[href$='/tend/']").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("[name=merge-into]").fill(
        f"{page.url.partition('/topics')[0]}{stays.get_absolute_url()}"
    )
    page.locator("[name=merge-reason]").fill("เรื่องเดียวกัน")
    page.locator("button[value=merge]").click()
    page.wait_for_url(f"**{stays.get_absolute_url()}")
    assert "เรื่องเดียวกัน" in page.locator("main").inner_text()

    reader = browser_page(scripts=scripts)
    reader.goto(f"{goes.get_absolute_url()}#post-2")
    assert f"was={goes.pk}" in reader.url
    assert reader.url.endswith("#post-2")
    assert "ดูใบเสร็จหมู่ 4" in reader.locator("article:target").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_a_post_that_was_split_off_leads_to_it(browser_page, scripts):
    topic = factories.topic("ยอดเงินไม่ตรง", replies=3)
    goes = topic.posts.get(number=2)
    topic.posts.filter(pk=goes.pk).update(html="<p>ดูใบเสร็จหมู่ 4</p>")
    page = browser_page(user=factories.coordinator("58"), scripts=scripts)
    page.goto(reverse("topic_split", args=[topic.pk]))
    page.locator(f"[name=posts][value='{goes.pk}']").check()
    page.locator("[name=title]").fill("ใบเสร็จหมู่ 4")
    page.locator("[name=reason]").fill("คนละเรื่อง")
    page.locator("main form button").click()
    page.wait_for_url("**/topics/*/")

    reader = browser_page(scripts=scripts)
    reader.goto(f"{topic.get_absolute_url()}#post-2")
    if not scripts:
        assert reader.evaluate("document.documentElement.scrollWidth") <= 360
        reader.locator("#post-2 a").click()
    reader.wait_for_url("**#post-1")
    assert "ดูใบเสร็จหมู่ 4" in reader.locator("article:target").inner_text()
    reader.goto(f"{topic.get_absolute_url()}#post-3")
    assert "ข้อความที่ 3" in reader.locator("article:target").inner_text()
    assert not reader.locator(".led-on").is_visible()
