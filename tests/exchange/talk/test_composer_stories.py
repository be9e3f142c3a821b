"""Stories on a phone: a picture, a draft on a second device, a quote, no signal at all."""

import re
from hashlib import sha256

import pytest
from django.core.files.storage import storages
from PIL import Image
from playwright.sync_api import expect

from exchange.models import Attachment, Draft, Post
from exchange.uploads import LARGEST_FILE
from tests import factories
from tests.exchange.made import picture
from tests.exchange.test_uploads import picture as told_where

pytestmark = pytest.mark.django_db(transaction=True)

NOT_SENT = "[data-unsent] [data-one]"


@pytest.fixture
def topic(transactional_db):
    return factories.topic(replies=1)


def photo(size=(2600, 1300)):
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": picture(size)}


def written(topic) -> list[str]:
    return list(topic.posts.order_by("number").values_list("body", flat=True))


def send(page):
    page.get_by_role("button", name="ส่งคำตอบ").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_picture_goes_along_and_a_file_that_fails_loses_nothing(browser_page, topic, scripts):
    page = browser_page(user=factories.user(), scripts=scripts)
    page.goto(topic.get_absolute_url())
    page.fill("textarea[name=body]", "ดูรูปวันเก็บเงินออม")
    page.set_input_files("input[name=files]", [photo()])
    if scripts:
        expect(page.locator(".composer__one img")).to_be_visible()
        # It was made small before it travelled.
        assert Attachment.objects.get().digest != sha256(picture((2600, 1300))).hexdigest()
        assert Draft.objects.get().text == "ดูรูปวันเก็บเงินออม"
    else:
        bad = {"name": "x.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
        page.set_input_files("input[name=files]", [photo(), bad])
        send(page)
        expect(page.locator(".error-summary")).to_contain_text("x.exe")
        expect(page.locator("textarea[name=body]")).to_have_value("ดูรูปวันเก็บเงินออม")
        expect(page.locator(".composer__one")).to_have_count(1)
    send(page)
    page.wait_for_url(re.compile("#post-3"))
    image = page.locator("#post-3 img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#post-3 img').naturalWidth > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Post.objects.get(topic=topic, number=3).attachments.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phones_own_picture_beside_a_file_too_large_and_a_double_tap(
    browser_page, topic, scripts, tmp_path
):
    page = browser_page(user=factories.user(), scripts=scripts)
    page.goto(topic.get_absolute_url())
    page.fill("textarea[name=body]", "ใบเสร็จเดือนนี้")
    heic, large = tmp_path / "IMG_2.HEIC", tmp_path / "scan.pdf"
    heic.write_bytes(told_where("HEIF"))
    large.write_bytes(b"%PDF-" + bytes(LARGEST_FILE))
    page.set_input_files("input[name=files]", [heic, large])
    if scripts:
        expect(page.locator("[data-told]")).to_contain_text("scan.pdf")
    else:
        send(page)
        expect(page.locator(".error-summary")).to_contain_text("scan.pdf")
    expect(page.locator("textarea[name=body]")).to_have_value("ใบเสร็จเดือนนี้")
    expect(page.locator(".composer__one")).to_have_count(1)
    page.get_by_role("button", name="ส่งคำตอบ").dblclick()
    page.wait_for_url(re.compile("#post-3"))
    expect(page.locator("#post-3 img")).to_have_count(1)
    assert written(topic)[2:] == ["ใบเสร็จเดือนนี้"]
    with storages["attached"].open(Attachment.objects.get().path()) as kept, Image.open(kept) as it:
        assert (it.format, dict(it.getexif())) == ("JPEG", {})


@pytest.mark.parametrize("scripts", [True, False])
def test_a_draft_is_found_on_a_second_device_and_not_overwritten(browser_page, topic, scripts):
    author = factories.user()
    first = browser_page(user=author, scripts=scripts)
    first.goto(topic.get_absolute_url())
    first.fill("textarea[name=body]", "เริ่มที่มือถือ")
    keep(first, scripts)
    second = browser_page(user=author, scripts=scripts, width=1280)
    second.goto(topic.get_absolute_url())
    expect(second.locator("textarea[name=body]")).to_have_value("เริ่มที่มือถือ")
    second.fill("textarea[name=body]", "ต่อที่คอมพิวเตอร์")
    keep(second, scripts)
    first.fill("textarea[name=body]", "มือถือไม่รู้เรื่อง")
    if scripts:
        expect(first.locator("[data-told]")).to_contain_text("เครื่องอื่น")
    else:
        first.get_by_role("button", name="เก็บไว้เขียนต่อ").click()
        expect(first.locator(".error-summary")).to_contain_text("เครื่องอื่น")
        expect(first.locator(".composer__newer")).to_have_text("ต่อที่คอมพิวเตอร์")
    expect(first.locator("textarea[name=body]")).to_have_value("มือถือไม่รู้เรื่อง")
    assert Draft.objects.get().text == "ต่อที่คอมพิวเตอร์"


def keep(page, scripts):
    if scripts:
        expect(page.locator("[data-told]")).to_contain_text("เก็บเมื่อ")
    else:
        page.get_by_role("button", name="เก็บไว้เขียนต่อ").click()
        page.wait_for_url(re.compile("#write"))


def test_marked_words_are_quoted_and_the_tools_work_by_keyboard(browser_page, topic):
    post = topic.posts.get(number=2)
    Post.objects.filter(pk=post.pk).update(html="<p>ประโยคแรก ประโยคที่สอง</p>")
    page = browser_page(user=factories.user())
    page.goto(topic.get_absolute_url())
    page.evaluate("""() => {
        const words = document.querySelector("#post-2 .post__body p").firstChild;
        document.getSelection().setBaseAndExtent(words, 0, words, 9);
    }""")
    page.locator("#post-2 [data-quote]").click()
    text = page.locator("textarea[name=body]")
    expect(text).to_have_value(re.compile(rf"\]\(/posts/{post.pk}/\)\n>\n> ประโยคแรก\n"))
    text.press("ControlOrMeta+End")
    text.press("ControlOrMeta+b")
    page.keyboard.type("หนา")
    page.locator("[data-tool=bold]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-tool=list]")).to_be_focused()
    send(page)
    page.wait_for_url(re.compile("#post-3"))
    expect(page.locator("#post-3 blockquote a")).to_have_attribute("href", f"/posts/{post.pk}/")
    expect(page.locator("#post-3 strong")).to_have_text("หนา")


def test_without_scripts_a_post_is_quoted_by_its_link(browser_page, topic):
    page = browser_page(user=factories.user(), scripts=False)
    page.goto(topic.get_absolute_url())
    page.locator("#post-2 [data-quote]").click()
    expect(page.locator("textarea[name=body]")).to_have_value(re.compile("> ข้อความที่ 2"))
    page.get_by_role("button", name="ดูก่อนส่ง").click()
    expect(page.locator("#preview-title + .prose blockquote")).to_contain_text("ข้อความที่ 2")
    send(page)
    page.wait_for_url(re.compile("#post-3"))


def test_without_a_signal_an_answer_waits_and_goes_out_once(browser_page, topic):
    page = browser_page(user=factories.user())
    other = page.context.new_page()
    for each in (page, other):
        each.goto(topic.get_absolute_url())
    page.context.set_offline(True)
    page.fill("textarea[name=body]", "ส่งจากในหุบเขา")
    page.set_input_files("input[name=files]", [photo()])
    send(page)
    expect(page.locator(NOT_SENT)).to_contain_text("ยังไม่ได้ส่ง")
    expect(page.locator(NOT_SENT)).to_contain_text("ส่งจากในหุบเขา")
    expect(page.locator("textarea[name=body]")).to_have_value("")
    assert len(written(topic)) == 2
    page.context.set_offline(False)  # both windows notice and both send
    page.wait_for_url(re.compile("#post-3"))
    expect(page.locator("#post-3 img")).to_have_count(1)
    expect(page.locator(NOT_SENT)).to_have_count(0)
    expect(other.locator(NOT_SENT)).to_have_count(0)
    assert written(topic)[2:] == ["ส่งจากในหุบเขา"]


def test_what_waits_is_taken_back_and_typed_text_outlives_the_page(browser_page, topic):
    page = browser_page(user=factories.user())
    page.goto(topic.get_absolute_url())
    page.context.set_offline(True)
    page.fill("textarea[name=body]", "แก้ก่อนส่ง")
    send(page)
    page.locator(f"{NOT_SENT} [data-back]").click()
    expect(page.locator("textarea[name=body]")).to_have_value("แก้ก่อนส่ง")
    expect(page.locator("[data-told]")).to_contain_text("ไม่มีสัญญาณ")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto(topic.get_absolute_url())
    expect(again.locator("textarea[name=body]")).to_have_value("แก้ก่อนส่ง")
    send(again)
    again.wait_for_url(re.compile("#post-3"))
    assert written(topic)[2:] == ["แก้ก่อนส่ง"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_session_that_ended_while_typing_loses_nothing(browser_page, topic, scripts):
    page = browser_page(user=factories.user("somchai"), scripts=scripts)
    page.goto(topic.get_absolute_url())
    page.context.clear_cookies(name="sessionid")
    page.fill("textarea[name=body]", "พิมพ์ไว้ตั้งนาน")
    send(page)
    page.wait_for_url(re.compile("/accounts/login/"))
    page.fill("input[name=login]", "somchai")
    page.fill("input[name=password]", factories.PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("#write"))
    expect(page.locator("textarea[name=body]")).to_have_value("พิมพ์ไว้ตั้งนาน")
    # The script was told to sign in; that is how it knew.
    browser_page.faults[:] = [one for one in browser_page.faults if not one.startswith("401")]
